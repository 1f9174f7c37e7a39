import { type Bookmark, withoutValidators } from '../article/capture.ts';
import { type FetchRecord, type GapRecord, KEPT_FETCHES, KEPT_GAPS } from './feed-history.ts';
import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** A feed that was asked for a fetch: begun, or with a receipt still open, or fetched by another, or too early. */
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
      /** The document that was refused at the last fetch, where one was. */
      readonly refused: RefusedDocument | null;
      /** When the source last answered, in epoch milliseconds, or null. */
      readonly answeredAt: number | null;
      /** The last time that its list was longer than what we read of it, or null. */
      readonly overran: Overran | null;
    }
  | { readonly state: 'open'; readonly receipt: string }
  | { readonly state: 'leased'; readonly until: number }
  | { readonly state: 'early'; readonly until: number };

/** A document that could not be read: by which format it was tried, and the letter that keeps it. */
export interface RefusedDocument {
  readonly sha256: string;
  readonly format: string;
  readonly letter: string;
  readonly reason: string;
  readonly at: number;
}

/** A list that brought more than it holds between two fetches. */
export interface Overran {
  /** The longest interval from then on, in milliseconds. */
  readonly maxMs: number;
  /** The instant until which it holds. */
  readonly until: number;
}

/** A feed is overdue when nothing was attempted for twice its interval and this. */
const OVERDUE_GRACE_MS = 5_000;

/** A feed that is asked for, and the shortest interval that the settings allow it. */
export interface AskedFeed {
  readonly id: string;
  readonly shortestMs: number;
}

/** How feeds are taken. The same token gets the same answer. */
export interface Taking {
  readonly token: string;
  readonly leaseMs: number;
}

/** Takes one feed for a fetch, whether it is due or not. */
export async function beginFetch(
  store: Store,
  feed: string,
  { shortestMs, ...taking }: Taking & { shortestMs: number },
): Promise<Begun> {
  const [begun] = await begin(store, [{ id: feed, shortestMs }], { ...taking, most: 1, earlyMs: '' });
  return (begun as { begun: Begun }).begun;
}

/**
 * Takes those of the feeds that are due, in one step. A feed that nobody ever asked for is due. Where the fetch before
 * never ended, the source is asked for all that it has: what it answered then may be lost.
 * @param most no more are taken
 * @param earlyMs a feed that is due within this is taken too
 */
export function beginDueFetches(
  store: Store,
  feeds: readonly AskedFeed[],
  taking: Taking & { most: number; earlyMs: number },
): Promise<{ feed: string; begun: Begun }[]> {
  return begin(store, feeds, taking);
}

async function begin(
  store: Store,
  feeds: readonly AskedFeed[],
  { token, leaseMs, most, earlyMs }: Taking & { most: number; earlyMs: number | '' },
): Promise<{ feed: string; begun: Begun }[]> {
  const rows = (await runScript(
    store.redis,
    'begin-fetches',
    [keys.overdue, keys.dueFeeds, keys.takenFeeds(token), ...feeds.map(({ id }) => keys.feed(id))],
    [token, leaseMs, OVERDUE_GRACE_MS, most, earlyMs, ...feeds.flatMap(({ id, shortestMs }) => [id, shortestMs])],
  )) as [number, ...string[]][];
  return rows.map(([at, ...row]) => ({ feed: feeds[at - 1]?.id ?? '', begun: begunFrom(row) }));
}

function begunFrom([state, a, b, first, intervalMs, failures, refused, answeredAt, unended, overran]: string[]): Begun {
  if (state === 'leased' || state === 'early') return { state, until: Number(a) };
  if (state === 'open') return { state, receipt: String(a) };
  const bookmark = JSON.parse(b ?? '{}') as Bookmark;
  return {
    state: 'begun',
    sequence: Number(a),
    bookmark: unended === '1' ? withoutValidators(bookmark) : bookmark,
    first: first !== '1',
    intervalMs: Number(intervalMs),
    failures: Number(failures),
    refused: refused ? (JSON.parse(refused) as RefusedDocument) : null,
    answeredAt: answeredAt ? Number(answeredAt) : null,
    overran: overran ? (JSON.parse(overran) as Overran) : null,
  };
}

/** Keeps the feed while its fetch goes on. */
export async function keepFetch(store: Store, feed: string, token: string, leaseMs: number): Promise<void> {
  await runScript(store.redis, 'keep-fetch', [keys.feed(feed)], [token, leaseMs]);
}

/** How a fetch ended. */
export interface EndedFetch {
  readonly feed: string;
  readonly token: string;
  /** The interval from now on, or null when it stays. */
  readonly intervalMs: number | null;
  /** The interval that holds from now on. */
  readonly everyMs: number;
  /** The instant before which the source must not be asked, or null. */
  readonly notBefore: number | null;
  readonly learnt: Readonly<Record<string, string | number>>;
  readonly record: FetchRecord;
  readonly gap: GapRecord | null;
}

/** Lets feeds go, keeps what their fetches learnt and sets when each is due again, in one step. */
export async function endFetches(store: Store, ended: readonly EndedFetch[]): Promise<void> {
  const told = ended.map(({ feed, token, intervalMs, everyMs, notBefore, learnt, record, gap }) =>
    JSON.stringify({
      id: feed,
      token,
      interval: intervalMs ?? '',
      every: everyMs,
      notBefore: notBefore ?? 0,
      fields: Object.entries(learnt).flatMap(([field, value]) => [field, String(value)]),
      record: JSON.stringify(record),
      gap: gap === null ? '' : JSON.stringify(gap),
    }),
  );
  await runScript(
    store.redis,
    'end-fetches',
    [
      keys.overdue,
      keys.dueFeeds,
      ...ended.flatMap(({ feed }) => [keys.feed(feed), keys.fetches(feed), keys.gaps(feed)]),
    ],
    [OVERDUE_GRACE_MS, KEPT_FETCHES, KEPT_GAPS, ...told],
  );
}

/**
 * Sets when feeds are due that nobody has asked for yet, and has none wait longer than its interval.
 * @param feeds with the interval of each and how long a new one waits, in milliseconds
 * @param now in epoch milliseconds
 */
export async function setDue(
  store: Store,
  feeds: readonly { readonly id: string; readonly everyMs: number; readonly firstMs: number }[],
  now: number,
): Promise<void> {
  if (feeds.length === 0) return;
  const changes = store.redis.pipeline();
  changes.zadd(keys.dueFeeds, 'NX', ...feeds.flatMap(({ id, firstMs }) => [String(now + firstMs), id]));
  changes.zadd(keys.dueFeeds, 'XX', 'LT', ...feeds.flatMap(({ id, everyMs }) => [String(now + everyMs), id]));
  for (const [error] of (await changes.exec()) ?? []) if (error) throw error;
}

/** Forgets when feeds are due that are none of these. */
export async function keepDueOf(store: Store, feeds: ReadonlySet<string>): Promise<void> {
  const others = (await store.redis.zrange(keys.dueFeeds, '0', '-1')).filter((id) => !feeds.has(id));
  if (others.length > 0) await store.redis.zrem(keys.dueFeeds, ...others);
}

/** A feed whose fetch was asked for is not overdue before it had its time again: twice its interval and the grace. */
export async function putOffOverdue(store: Store, feed: string, now: number, intervalMs: number): Promise<void> {
  await store.redis.zadd(keys.overdue, now + 2 * intervalMs + OVERDUE_GRACE_MS, feed);
}

/** The feeds among these that nobody attempted in their time, or never. `now` is in epoch milliseconds. */
export async function overdueFeeds(store: Store, feeds: readonly string[], now: number): Promise<string[]> {
  if (feeds.length === 0) return [];
  const times = await store.redis.zmscore(keys.overdue, ...feeds);
  return feeds.filter((_, at) => Number(times[at] ?? 0) <= now);
}
