import {
  type Counts,
  countOn,
  type MessageNumber,
  type MissingNumbers,
  missingOf,
} from '../article/message-numbers.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** The field of a feed that holds how far its services have counted. */
export const COUNTS = 'counts';

/** Counts on with what a feed brought. One fetch of a feed at a time does it; done again, it changes nothing. */
export async function keepCounts(
  store: Store,
  feed: string,
  numbers: readonly MessageNumber[],
  now: number,
): Promise<void> {
  if (numbers.length === 0) return;
  const before = countsOf(await store.redis.hget(keys.feed(feed), COUNTS));
  await store.redis.hset(keys.feed(feed), COUNTS, JSON.stringify(countOn(before, numbers, now)));
}

/** What is missing, by the field of the feed. */
export const missingIn = (field: string | null | undefined): MissingNumbers[] => missingOf(countsOf(field));

/** What is missing of a feed. */
export async function readMissing(store: Store, feed: string): Promise<MissingNumbers[]> {
  return missingIn(await store.redis.hget(keys.feed(feed), COUNTS));
}

const countsOf = (field: string | null | undefined): Counts => (field ? (JSON.parse(field) as Counts) : {});
