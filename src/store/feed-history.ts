import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Fetches and gaps that are remembered of each feed. */
export const KEPT_FETCHES = 30;
export const KEPT_GAPS = 20;

/** How one fetch went. Times are epoch milliseconds. */
export interface FetchRecord {
  readonly at: number;
  readonly tookMs: number;
  /** As the feed's own: `ok`, `unchanged`, `blocked` … */
  readonly state: string;
  /** The interval from then on; null where it stayed. */
  readonly intervalMs: number | null;
  /** Why it failed, or null. */
  readonly error: string | null;
}

/** Copy that the source stopped listing before it was read. */
export interface GapRecord {
  readonly at: number;
  readonly gap: string;
}

/** The last fetches of a feed, and its last gaps, the newest first. */
export async function readFeedHistory(
  store: Store,
  feed: string,
): Promise<{ fetches: readonly FetchRecord[]; gaps: readonly GapRecord[] }> {
  const [fetches, gaps] = await Promise.all([
    store.redis.lrange(keys.fetches(feed), 0, KEPT_FETCHES - 1),
    store.redis.lrange(keys.gaps(feed), 0, KEPT_GAPS - 1),
  ]);
  return {
    fetches: fetches.map((text) => JSON.parse(text) as FetchRecord),
    gaps: gaps.map((text) => JSON.parse(text) as GapRecord),
  };
}
