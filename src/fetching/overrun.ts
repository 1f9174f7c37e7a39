import type { Capture } from '../article/capture.ts';
import { describeError, isFailure } from '../article/failure.ts';
import { idInFeed } from '../article/id-in-feed.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { ReadAnswer } from '../formats/contract/read-document.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Overran } from '../store/fetch-turns.ts';
import { keys } from '../store/keys.ts';
import { seenHashes } from '../store/receipts.ts';
import { beginReading, type ReceiptDependencies } from './read-receipt.ts';

/** Older documents that are followed after one overrun. */
const MOST_OLDER = 10;
const MOST_BYTES = 40_000_000;
/** A list of one item is another at every story. */
const LEAST_ITEMS = 2;
const FASTER_FOR_MS = 86_400_000;

/** Asks for an older part of what a feed listed. */
export type FetchOlder = (address: string) => Promise<Capture>;

/** A list that shares nothing with the one before it: what was listed in between was not seen. */
export interface Overrun {
  /** What was listed before it and was had after all, the oldest first. */
  readonly older: readonly { readonly capture: Capture; readonly answer: ReadAnswer }[];
  /** What may be missing, in a sentence; null where the older parts reach back to what is known. */
  readonly gap: string | null;
  /** How the feed is polled from now on. */
  readonly overran: Overran;
}

/** When the feed answered the last time, and what is known of its last list. Times are epoch milliseconds. */
interface LastList {
  readonly answeredAt: number | null;
  /** Short names of what it listed, as far as this process knows them. */
  readonly names: ReadonlySet<string>;
}

/**
 * Looks whether a list overran: none of its items was on the feed before. Then its older parts are followed back to an
 * item that is known, where the feed has such.
 */
export async function findOverrun(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  list: ReadAnswer,
  { last, fetchOlder }: { last: LastList; fetchOlder: FetchOlder | null },
): Promise<Overrun | null> {
  if (list.items.length < LEAST_ITEMS || (await overlaps(dependencies, feed.id, list, last))) return null;
  const { older, closed, problem } = await followOlder(dependencies, feed, list, { last, fetchOlder });
  const now = dependencies.now();
  const sinceMs = last.answeredAt === null ? feed.every.max : now - last.answeredAt;
  const items = [...older.flatMap(({ answer }) => answer.items), ...list.items];
  return {
    older,
    gap: closed ? null : gapOf(items, { sinceMs, answeredAt: last.answeredAt, problem }),
    overran: { maxMs: Math.max(feed.every.min, Math.round(sinceMs / 2)), until: now + FASTER_FOR_MS },
  };
}

async function overlaps(
  { store }: ReceiptDependencies,
  feed: string,
  { items, slices }: ReadAnswer,
  { names }: LastList,
): Promise<boolean> {
  if (slices !== null && slices.known.length > 0) return true;
  if (slices?.read.some(({ calledBy }) => calledBy.some((name) => names.has(name)))) return true;
  const seenKeys = items.map((item) => keys.seen(feed, idInFeed(item)));
  const [seen, committedAt] = await Promise.all([
    seenHashes(store, seenKeys),
    store.redis.hget(keys.feed(feed), 'lastCommitAt'),
  ]);
  // A feed that was empty until now has let go of nothing.
  return committedAt === null || seen.some((hash) => hash !== '');
}

interface Followed {
  readonly older: Overrun['older'];
  readonly closed: boolean;
  readonly problem: string | null;
}

async function followOlder(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  list: ReadAnswer,
  { last, fetchOlder }: { last: LastList; fetchOlder: FetchOlder | null },
): Promise<Followed> {
  const older: { capture: Capture; answer: ReadAnswer }[] = [];
  const asked = new Set<string>();
  let bytes = 0;
  let address = list.feed?.older ?? null;
  while (fetchOlder !== null && address !== null && isAddress(address) && !asked.has(address)) {
    if (asked.size >= MOST_OLDER || bytes > MOST_BYTES)
      return { older, closed: false, problem: `${asked.size} older documents were followed and there are more` };
    asked.add(address);
    try {
      const capture = await fetchOlder(address);
      const answer = await beginReading(dependencies, feed, capture, []);
      bytes += capture.bytes.byteLength;
      older.unshift({ capture, answer });
      if (await overlaps(dependencies, feed.id, answer, last)) return { older, closed: true, problem: null };
      address = answer.feed?.older ?? null;
    } catch (error) {
      if (isFailure(error, 'RetryLater')) throw error;
      return { older, closed: false, problem: `an older document cannot be had: ${describeError(error)}` };
    }
  }
  return { older, closed: false, problem: null };
}

const isAddress = (address: string): boolean => URL.canParse(address) && /^https?:/i.test(address);

function gapOf(
  items: readonly WireItem[],
  { sinceMs, answeredAt, problem }: { sinceMs: number; answeredAt: number | null; problem: string | null },
): string {
  const before = sinceMs < 30_000 ? `${Math.ceil(sinceMs / 1_000)} s` : `${Math.round(sinceMs / 60_000)} min`;
  const missing = missingOf(items, answeredAt);
  return [
    `none of the ${items.length} items that are listed was there at the fetch ${before} before`,
    missing === null ? 'how many are missing is not known' : `about ${missing} may be missing`,
    ...(problem === null ? [] : [problem]),
  ].join('; ');
}

/** How many came between the last answer and the oldest that is listed, at the rate of those that are listed. */
function missingOf(items: readonly WireItem[], answeredAt: number | null): number | null {
  const times = items.map(timeOf).filter((time) => !Number.isNaN(time));
  const oldest = Math.min(...times);
  const spanMs = Math.max(...times) - oldest;
  if (answeredAt === null || times.length < items.length || spanMs <= 0 || oldest <= answeredAt) return null;
  return Math.max(1, Math.round(((oldest - answeredAt) / spanMs) * (items.length - 1)));
}

const ROLES = ['published', 'firstCreated', 'versionCreated', 'updated'];

function timeOf({ dates }: WireItem): number {
  const found = ROLES.map((role) => dates.find((date) => date.role === role)).find((date) => date !== undefined);
  return found === undefined ? Number.NaN : Date.parse(found.value);
}
