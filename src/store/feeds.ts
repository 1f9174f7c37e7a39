import { CONTENT_FIELDS } from '../article/content.ts';
import type { MissingNumbers } from '../article/message-numbers.ts';
import { distrustedIn } from './id-faults.ts';
import { keys } from './keys.ts';
import { COUNTS, missingIn } from './message-counts.ts';
import type { Store } from './store.ts';

/** What a feed knows of itself. Times are epoch milliseconds, null where it never happened. */
export interface FeedState {
  /** How the last fetch went: `ok`, `unchanged`, `blocked`, `gone`, `rate-limited`, `server`, `network` … or `new`. */
  readonly state: string;
  readonly failures: number;
  readonly lastError: string | null;
  /** What an operator should change in the settings, or null. */
  readonly notice: string | null;
  /** What the source let go of before it was read, the last time that it did, or null. */
  readonly lastGap: string | null;
  readonly lastGapAt: number | null;
  /** Numbers that its wire counted past and that did not come. */
  readonly missing: readonly MissingNumbers[];
  /** The instant before which the source asked not to be asked again; 0 where it asked for nothing. */
  readonly notBefore: number;
  readonly lastFetchAt: number | null;
  readonly lastOkAt: number | null;
  readonly lastCommitAt: number | null;
  readonly intervalMs: number | null;
  /** Fields of its stories that it writes anew at every poll: alone they make no revision. */
  readonly volatile: readonly string[];
  /** Why its ids are distrusted: the rules by their names. */
  readonly distrusted: readonly string[];
  /** The receipt that still has items to work. */
  readonly openReceipt: string | null;
}

/** A feed as it stands. */
export async function readFeedState(store: Store, feed: string): Promise<FeedState> {
  const facts = await store.redis.hgetall(keys.feed(feed));
  return {
    state: facts.state ?? 'new',
    failures: Number(facts.failures ?? 0),
    lastError: Number(facts.failures ?? 0) > 0 ? (facts.lastError ?? null) : null,
    notice: facts.notice || null,
    lastGap: facts.lastGap || null,
    lastGapAt: numberOf(facts.lastGapAt),
    missing: missingIn(facts[COUNTS]),
    notBefore: Number(facts.notBefore ?? 0),
    lastFetchAt: numberOf(facts.lastFetchAt),
    lastOkAt: numberOf(facts.lastOkAt),
    lastCommitAt: numberOf(facts.lastCommitAt),
    intervalMs: numberOf(facts.intervalMs),
    volatile: CONTENT_FIELDS.filter((field) => facts[`${VOLATILE}${field}`] !== undefined),
    distrusted: distrustedIn(facts),
    openReceipt: facts.openReceipt || null,
  };
}

/** What was once seen to change by itself counts for so long. */
const VOLATILE_MS = 7 * 86_400_000;
const VOLATILE = 'volatile:';

/** The fields of its stories that a feed writes anew at every poll, at `now` (epoch milliseconds). */
export async function readVolatile(store: Store, feed: string, now: number): Promise<ReadonlySet<string>> {
  const times = await store.redis.hmget(keys.feed(feed), ...CONTENT_FIELDS.map((field) => `${VOLATILE}${field}`));
  return new Set(CONTENT_FIELDS.filter((_, at) => now - Number(times[at] ?? 0) < VOLATILE_MS));
}

/** Remembers that a feed writes these fields anew at every poll. */
export async function keepVolatile(store: Store, feed: string, fields: readonly string[], now: number): Promise<void> {
  await store.redis.hset(
    keys.feed(feed),
    Object.fromEntries(fields.map((field) => [`${VOLATILE}${field}`, String(now)])),
  );
}

/** When each feed was last fetched, last answered and last brought something, in the order asked for. */
export async function readFeedTimes(
  store: Store,
  feeds: readonly string[],
): Promise<Pick<FeedState, 'lastFetchAt' | 'lastOkAt' | 'lastCommitAt'>[]> {
  if (feeds.length === 0) return [];
  const pipeline = store.redis.pipeline();
  for (const feed of feeds) pipeline.hmget(keys.feed(feed), 'lastFetchAt', 'lastOkAt', 'lastCommitAt');
  return ((await pipeline.exec()) ?? []).map(([error, times]) => {
    if (error) throw error;
    const [fetched, ok, committed] = times as (string | null)[];
    return { lastFetchAt: numberOf(fetched), lastOkAt: numberOf(ok), lastCommitAt: numberOf(committed) };
  });
}

/** The intervals at which these feeds are fetched, in milliseconds; none for a feed that has kept none. */
export async function readIntervals(store: Store, feeds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (feeds.length === 0) return new Map();
  const pipeline = store.redis.pipeline();
  for (const feed of feeds) pipeline.hget(keys.feed(feed), 'intervalMs');
  const answers = (await pipeline.exec()) ?? [];
  return new Map(
    answers.flatMap(([error, kept], at) => {
      if (error) throw error;
      const interval = numberOf(kept as string | null);
      return interval === null ? [] : [[feeds[at] as string, interval] as const];
    }),
  );
}

function numberOf(text: string | null | undefined): number | null {
  return text === undefined || text === null || text === '' ? null : Number(text);
}
