import { describeError } from '../../article/failure.ts';
import type { Delivery } from './destination.ts';
import { fillName } from './place-name.ts';

/** Follows the name of a file in the detail of its delivery, where the file was there before. */
export const THERE_ALREADY = ' was there already';

/**
 * Takes the files of a stopped story's earlier revisions away, once the stop has come: those under the names that their
 * deliveries recorded, and those that may stand under the name that is set now.
 * @param remove takes one away; one that is not there is no error
 * @throws where one still stands; all others are gone then
 */
export async function takeBack(
  name: string,
  delivery: Delivery,
  remove: (name: string) => Promise<void>,
): Promise<void> {
  if (!delivery.stop) return;
  const own = fillName(name, delivery);
  const earlier = await delivery.earlier();
  const names = earlier.flatMap(({ named, said }) => [
    fillName(name, named),
    ...(said === null ? [] : [said.replace(THERE_ALREADY, '')]),
  ]);
  const standing: string[] = [];
  for (const each of new Set(names)) {
    if (each === own) continue;
    await remove(each).catch((error: unknown) => standing.push(`${each} still stands: ${describeError(error)}`));
  }
  if (standing.length > 0) throw new Error(`the stop has come, but ${standing.join('; ')}`);
}
