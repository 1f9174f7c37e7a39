import { type Counts, countOn, type MissingNumbers, missingOf } from '../article/message-numbers.ts';
import type { WireItem } from '../article/wire-item.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** The field of a feed that holds how far its services have counted. */
export const COUNTS = 'counts';

/** Counts on with what a feed brought. One fetch of a feed at a time does it; done again, it changes nothing. */
export async function keepCounts(store: Store, feed: string, items: readonly WireItem[], now: number): Promise<void> {
  const before = countsOf(await store.redis.hget(keys.feed(feed), COUNTS));
  const after = countOn(before, items, now);
  if (Object.keys(after).length > 0) await store.redis.hset(keys.feed(feed), COUNTS, JSON.stringify(after));
}

/** What is missing, by the field of the feed. */
export const missingIn = (field: string | null | undefined): MissingNumbers[] => missingOf(countsOf(field));

const countsOf = (field: string | null | undefined): Counts => (field ? (JSON.parse(field) as Counts) : {});
