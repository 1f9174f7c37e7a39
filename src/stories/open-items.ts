import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import { keys } from '../store/keys.ts';
import { Damaged } from '../store/packing.ts';
import { abandonReceipt, beginItem, type ReceiptItem, readOpenItems } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** An item that was in the hands of so many workers when they died is let go. */
const DEATHS_OF_ONE_ITEM = 3;

/** What taking items out of a receipt needs from the service. */
interface OpenItemsDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** A chunk of a receipt. */
export interface ChunkPlace {
  /** The receipt's name. */
  readonly id: string;
  readonly chunk: number;
  readonly feed: { readonly id: string };
}

/**
 * The items of a chunk that are still to be worked. Those whose arrival is recorded are done, and their place in the
 * receipt is closed. None where they cannot be read: the receipt is let go then, and the feed brings them again.
 */
export async function openItems(dependencies: OpenItemsDependencies, place: ChunkPlace): Promise<ReceiptItem[]> {
  const items = await readableItems(dependencies, place);
  if (items.length === 0) return [];
  const records = await dependencies.store.redis.mget(items.map(({ arrival }) => keys.arrival(arrival)));
  const known = items.filter((_, at) => records[at] !== null);
  if (known.length === 0) return items;
  await dependencies.store.redis.srem(keys.open(place.id), ...known.map(({ number }) => String(number)));
  return items.filter((_, at) => records[at] === null);
}

async function readableItems(
  { store, log, metrics }: OpenItemsDependencies,
  { id, chunk, feed }: ChunkPlace,
): Promise<ReceiptItem[]> {
  try {
    return await readOpenItems(store, id, chunk);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    metrics.losses.inc({ kind: 'altered' });
    log.error({ feed: feed.id, receipt: id, reason: describeError(error) }, 'a receipt is let go: redis altered it');
    await abandonReceipt(store, feed.id, id);
    return [];
  }
}

/**
 * Why an item is let go that workers died of, or null.
 * @param deaths how many workers of its chunk have died so far
 */
export async function deadlyItem(
  store: Store,
  receipt: string,
  { number }: ReceiptItem,
  deaths: number,
): Promise<string | null> {
  const died = await beginItem(store, receipt, number, deaths);
  return died < DEATHS_OF_ONE_ITEM ? null : `${died} processes died while they worked it`;
}
