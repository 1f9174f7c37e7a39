import type { DeadLetter } from './dead-letters.ts';
import { findArrivals, readArrival } from './decisions.ts';
import { describeGate, readGates } from './gates.ts';
import { type ReceiptItem, readBytes, readItem, readItemsOf } from './receipts.ts';
import type { Store } from './store.ts';

/** What a letter was about: the item as it was read, and the bytes as they came. */
export interface Remains {
  readonly letter: DeadLetter;
  readonly item: ReceiptItem | null;
  readonly bytes: Buffer | null;
  /** Why the item or the bytes are not shown though they are kept; null where all is shown. */
  readonly hidden: string | null;
}

/**
 * What is left of what a letter was about, as it may be seen at `now` (epoch milliseconds): no item whose article's gate
 * is shut, and no document that brought another such story beside it.
 */
export async function readRemains(store: Store, letter: DeadLetter, now: number): Promise<Remains> {
  const { receipt, capture, item: number } = letter.fields;
  if (receipt === undefined) return { letter, item: null, bytes: null, hidden: null };
  const item = number === undefined ? null : await readItem(store, receipt, Number(number));
  const own = item === null ? null : await shutBy(store, await namedArrivals(store, item), now);
  if (own !== null) return { letter, item: null, bytes: null, hidden: `its story is not shown: ${own}` };
  const place = item?.capture ?? Number(capture ?? 0);
  const other = await documentShutBy(store, receipt, place, now);
  if (other !== null)
    return { letter, item, bytes: null, hidden: `its document is not shown: of another story, ${other}` };
  return { letter, item, bytes: await readBytes(store, receipt, place), hidden: null };
}

/** Why a document may not be seen as it came: the first gate that is shut of a story in it; null where none is. */
export async function documentShutBy(
  store: Store,
  receipt: string,
  capture: number,
  now: number,
): Promise<string | null> {
  const items = (await readItemsOf(store, receipt)).filter((each) => each.capture === capture);
  return shutBy(
    store,
    items.map(({ arrival }) => arrival),
    now,
  );
}

async function namedArrivals(store: Store, { item, itemId }: ReceiptItem): Promise<string[]> {
  return (
    await Promise.all([...new Set([item.uri ?? itemId, itemId])].map((name) => findArrivals(store, name)))
  ).flat();
}

/** Why the first of these arrivals may not be seen, or null. */
async function shutBy(store: Store, arrivals: readonly string[], now: number): Promise<string | null> {
  const records = await Promise.all(arrivals.map((arrival) => readArrival(store, arrival)));
  const articles = records.flatMap((record) => [record?.articleId, record?.of]).filter((id) => typeof id === 'string');
  const gates = await readGates(store, articles, now);
  return [...gates.values()].map(describeGate).find((why) => why !== null) ?? null;
}
