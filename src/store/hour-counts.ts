import { keys } from './keys.ts';
import type { Store } from './store.ts';
import { parseEntry } from './wire-log.ts';

const HOUR_MS = 3_600_000;
const PAGE = 1_000;
/** Hours that are remembered: what silence is learned from. */
const KEPT_HOURS = 45 * 24;

/** Stories of each feed in one hour, counted from the wire log. */
export async function countHour(store: Store, hour: number): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const end = String((hour + 1) * HOUR_MS - 1);
  for (let start = String(hour * HOUR_MS); ; ) {
    const page = (await store.redis.xrange(keys.log, start, end, 'COUNT', PAGE)).map(parseEntry);
    for (const { feed } of page) counts.set(feed, (counts.get(feed) ?? 0) + 1);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return counts;
    start = `(${last.position}`;
  }
}

/** Remembers what feeds brought in an hour, none of them too; counted again, it is the same. */
export async function keepHour(
  store: Store,
  hour: number,
  feeds: readonly string[],
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  if (feeds.length === 0) return;
  const pipeline = store.redis.pipeline();
  for (const feed of feeds) {
    pipeline.hset(keys.hours(feed), String(hour), String(counts.get(feed) ?? 0));
    pipeline.hdel(keys.hours(feed), String(hour - KEPT_HOURS));
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}

/** What is remembered of a feed: stories by hour. */
export async function readHours(store: Store, feed: string): Promise<ReadonlyMap<number, number>> {
  const fields = await store.redis.hgetall(keys.hours(feed));
  return new Map(Object.entries(fields).map(([hour, count]) => [Number(hour), Number(count)]));
}
