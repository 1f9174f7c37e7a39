import type { Bookmark } from '../transports/contract/transport.ts';
import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** A feed that was asked for a fetch: begun, or with a receipt still open, or fetched by another until then. */
export type Begun =
  | {
      readonly state: 'begun';
      readonly sequence: number;
      readonly bookmark: Bookmark;
      readonly first: boolean;
      /** The interval that was kept, in milliseconds; 0 when none was. */
      readonly intervalMs: number;
      /** Fetches that failed since the last one that did not. */
      readonly failures: number;
    }
  | { readonly state: 'open'; readonly receipt: string }
  | { readonly state: 'leased'; readonly until: number };

/** A feed is overdue when nothing was attempted for twice its interval and this. */
const OVERDUE_GRACE_MS = 5_000;

/**
 * Takes the feed for one fetch. The same token gets the same answer.
 * @param shortestMs the shortest interval that the settings allow
 */
export async function beginFetch(
  store: Store,
  feed: string,
  { token, leaseMs, shortestMs }: { token: string; leaseMs: number; shortestMs: number },
): Promise<Begun> {
  const [state, a, b, first, intervalMs, failures] = (await runScript(
    store.redis,
    'begin-fetch',
    [keys.feed(feed), keys.overdue],
    [token, leaseMs, feed, shortestMs, OVERDUE_GRACE_MS],
  )) as string[];
  if (state === 'leased') return { state, until: Number(a) };
  if (state === 'open') return { state, receipt: String(a) };
  return {
    state: 'begun',
    sequence: Number(a),
    bookmark: JSON.parse(b ?? '{}') as Bookmark,
    first: first !== '1',
    intervalMs: Number(intervalMs),
    failures: Number(failures),
  };
}

/** Keeps the feed while its fetch goes on. */
export async function keepFetch(store: Store, feed: string, token: string, leaseMs: number): Promise<void> {
  await runScript(store.redis, 'keep-fetch', [keys.feed(feed)], [token, leaseMs]);
}

/**
 * Lets the feed go and keeps what the fetch learnt of it.
 * @param intervalMs the interval from now on, or null when it stays
 */
export async function endFetch(
  store: Store,
  feed: string,
  { token, intervalMs }: { token: string; intervalMs: number | null },
  learnt: Readonly<Record<string, string | number>>,
): Promise<void> {
  const pairs = Object.entries(learnt).flatMap(([field, value]) => [field, String(value)]);
  await runScript(
    store.redis,
    'end-fetch',
    [keys.feed(feed), keys.overdue],
    [token, feed, intervalMs ?? '', OVERDUE_GRACE_MS, ...pairs],
  );
}

/** A feed that was rung for is not overdue before it had its time again: twice its interval and the grace. */
export async function putOffOverdue(store: Store, feed: string, now: number, intervalMs: number): Promise<void> {
  await store.redis.zadd(keys.overdue, now + 2 * intervalMs + OVERDUE_GRACE_MS, feed);
}

/** The feeds among these that nobody attempted in their time, or never. `now` is in epoch milliseconds. */
export async function overdueFeeds(store: Store, feeds: readonly string[], now: number): Promise<string[]> {
  if (feeds.length === 0) return [];
  const times = await store.redis.zmscore(keys.overdue, ...feeds);
  return feeds.filter((_, at) => Number(times[at] ?? 0) <= now);
}
