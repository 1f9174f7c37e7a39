import { type MissingNumbers, usnOf } from '../../article/message-numbers.ts';

const MOST = 40;

/**
 * The ids of items that did not come, made from that of an item beside them: it ends with the USN. By an id without a
 * version Reuters gives whichever is newest.
 */
export function idsOfMissing(missing: readonly MissingNumbers[]): readonly string[] {
  const ids = missing.flatMap(({ service, from, to, radix, beside }) => {
    const at = beside?.lastIndexOf(`newsml_${service}`) ?? -1;
    if (radix === undefined || beside === undefined || at < 0) return [];
    const beginning = beside.slice(0, at);
    const last = Math.min(to, from + MOST - 1);
    return Array.from({ length: last - from + 1 }, (_, each) => `${beginning}newsml_${usnOf(service, from + each)}`);
  });
  return ids.slice(0, MOST);
}
