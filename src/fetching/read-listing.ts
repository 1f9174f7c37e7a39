import { namesOfItem } from '../article/beside.ts';
import type { Capture } from '../article/capture.ts';
import { idInFeed } from '../article/id-in-feed.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { ReadAnswer } from '../formats/contract/read-document.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { keys } from '../store/keys.ts';
import { seenHashes } from '../store/receipts.ts';
import type { KnownItem } from './known-slices.ts';
import { beginReading, type ReceiptDependencies } from './read-receipt.ts';

/** What is listed stays known: its time is written anew when so much of it has passed. */
const REFRESH_SHARE = 0.05;

/** A listing as far as it had to be read. */
export interface Listing {
  readonly answer: ReadAnswer;
  /** Something in it is not committed yet, or could not be read. */
  readonly isNews: boolean;
  /** Short names of the items that were known. */
  readonly beside: readonly string[];
}

/**
 * Reads what is new in a listing. A slice that came before as it is now is left out, if the item that it was read to be
 * is still what was last committed under its id, and no other item in the listing shares a name with it.
 * @throws Rejected when the document cannot be read
 * @throws RetryLater when nobody can read it now
 */
export async function readListing(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  capture: Capture,
): Promise<Listing> {
  const before = dependencies.slices.of(feed.id);
  const { answer, hasNew } = await readUnknown(dependencies, feed, capture, before);
  keepSlices(dependencies, feed.id, answer, before);
  const isNews = hasNew || answer.passedOver.length > 0 || (answer.feed?.partial ?? false);
  return { answer, isNews, beside: (answer.slices?.known ?? []).flatMap((hash) => before.get(hash)?.beside ?? []) };
}

/** What may be left out shows only when the rest was read; what may not is read once more with it. */
async function readUnknown(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  capture: Capture,
  before: ReadonlyMap<string, KnownItem>,
): Promise<{ answer: ReadAnswer; hasNew: boolean }> {
  for (let known = [...before.keys()]; ; ) {
    const answer = await beginReading(dependencies, feed, capture, known);
    const [stale, hasNew] = await Promise.all([
      staleSlices(dependencies, feed.id, answer, before),
      hasNewItem(dependencies, feed.id, answer.items, answer.hashes),
    ]);
    const shares = sharesNames(answer, before);
    if (stale.size === 0 && !shares) return { answer, hasNew };
    known = shares ? [] : known.filter((hash) => !stale.has(hash));
  }
}

/** The slices left out whose items are not what was last committed. */
async function staleSlices(
  { store, slices, now }: ReceiptDependencies,
  feed: string,
  { slices: read }: ReadAnswer,
  before: ReadonlyMap<string, KnownItem>,
): Promise<ReadonlySet<string>> {
  const hashes = read?.known ?? [];
  const items = hashes.map((hash) => before.get(hash) as KnownItem);
  const refresh = slices.isToRefresh(feed, now(), store.keepSeconds * 1_000 * REFRESH_SHARE);
  const seen = await seenHashes(
    store,
    items.map(({ seenKey }) => seenKey),
    refresh,
  );
  return new Set(hashes.filter((_, at) => seen[at] !== items[at]?.hash));
}

/** True where an item that was read has a name of one that was not: whose it is shows only when both are read. */
function sharesNames({ slices }: ReadAnswer, before: ReadonlyMap<string, KnownItem>): boolean {
  if (slices === null || slices.read.length === 0 || slices.known.length === 0) return false;
  const names = new Set(slices.read.flatMap(({ calledBy }) => calledBy));
  return slices.known.some((hash) => before.get(hash)?.calledBy.some((name) => names.has(name)));
}

async function hasNewItem(
  { store }: ReceiptDependencies,
  feed: string,
  items: readonly WireItem[],
  hashes: readonly string[],
): Promise<boolean> {
  const seen = await seenHashes(
    store,
    items.map((item) => keys.seen(feed, idInFeed(item))),
  );
  return items.some((_, at) => seen[at] !== hashes[at]);
}

function keepSlices(
  { slices }: ReceiptDependencies,
  feed: string,
  answer: ReadAnswer,
  before: ReadonlyMap<string, KnownItem>,
): void {
  if (answer.slices === null) return;
  const listed = new Map<string, KnownItem>();
  for (const hash of answer.slices.known) listed.set(hash, before.get(hash) as KnownItem);
  for (const [at, { hash, calledBy }] of answer.slices.read.entries()) {
    const item = answer.items[at] as WireItem;
    listed.set(hash, {
      seenKey: keys.seen(feed, idInFeed(item)),
      hash: answer.hashes[at] as string,
      calledBy,
      beside: namesOfItem(item),
    });
  }
  slices.keep(feed, listed);
}
