import { itemHash } from '../article/item-hash.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { keys } from '../store/keys.ts';
import { type KeptPage, keepPage, readPages } from '../store/pages.ts';
import { type CaptureFacts, type ReadItem, type ReceiptFacts, seenHashes } from '../store/receipts.ts';
import { askForPage, type FullTextDependencies, NO_PAGE } from './ask-for-page.ts';
import { completedFrom } from './completed-item.ts';

const MOST_PAGES = 20;
/** No page is asked for later than this in one fetch of a feed: its lease must outlast the last one. */
const LONGEST_MS = 30_000;
/** A page that was read is asked for again after this, with its validators. */
const FRESH_MS = 3_600_000;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 86_400_000;
const MOST_FAILURES = 6;
/** So often a story waits for its page at the next poll; after that only when its feed brings something new. */
const PENDING_FAILURES = 3;
/** What may be different in a minute. */
const PASSING: ReadonlySet<string> = new Set(['waiting', 'rate-limited', 'server', 'network']);

/** The items of a feed, those with only a summary completed from their pages. */
export interface FullText {
  readonly items: readonly ReadItem[];
  /** The receipt's captures, the pages behind what the transport brought. */
  readonly captures: readonly CaptureFacts[];
  /** Pages are still to be had: the feed must be read again even if it stays the same. */
  readonly pending: boolean;
}

/**
 * Completes the items that carry only a summary from the pages they link to. Each page that is fetched is one more
 * capture of the receipt. What cannot be had leaves the item as the feed gave it, with the reason on its capture, in
 * the log and in the metrics; it is asked for again later.
 */
export async function withFullText(
  dependencies: FullTextDependencies,
  feed: FeedSettings,
  receipt: ReceiptFacts,
  items: readonly ReadItem[],
): Promise<FullText> {
  const ids = items.map(({ itemId }) => itemId);
  const [kept, seen] = await Promise.all([
    readPages(dependencies.store, feed.id, ids),
    seenHashes(
      dependencies.store,
      ids.map((id) => keys.seen(feed.id, id)),
      true,
    ),
  ]);
  const asking: Asking = { feed, deadline: dependencies.now() + LONGEST_MS, asked: 0, facts: receipt };
  const completed: CompletedItem[] = [];
  for (const [at, item] of items.entries())
    completed.push(await completeItem(dependencies, asking, item, { before: kept[at] ?? null, seen: seen[at] ?? '' }));
  return {
    items: completed.map(({ item }) => item),
    captures: asking.facts.captures,
    pending: completed.some(({ pending }) => pending),
  };
}

/** How far the pages of a feed have been asked for. */
interface Asking {
  readonly feed: FeedSettings;
  /** Epoch milliseconds. */
  readonly deadline: number;
  asked: number;
  facts: ReceiptFacts;
}

interface CompletedItem {
  readonly item: ReadItem;
  /** Its page is still to be had. */
  readonly pending: boolean;
}

/** What is known of an item: what is kept of its page, and the hash under which it was committed. */
interface KnownItem {
  readonly before: KeptPage | null;
  readonly seen: string;
}

async function completeItem(
  dependencies: FullTextDependencies,
  asking: Asking,
  item: ReadItem,
  { before, seen }: KnownItem,
): Promise<CompletedItem> {
  const url = pageOf(item.item);
  const facts = { feedHash: item.hash, seen, silent: item.silent, now: dependencies.now() };
  const plan = url === null ? 'leave' : planFor(before, facts);
  if (plan === 'leave' || url === null) return { item, pending: false };
  const page = plan === 'ask' ? await pageNow(dependencies, asking, item, { url, before }) : before;
  const story = page?.story ?? null;
  return {
    item: story === null ? item : complete(item, story),
    pending: plan === 'ask' && page !== null && PASSING.has(page.state) && page.failures < PENDING_FAILURES,
  };
}

/** Asks for a page, or keeps that it waits where no more may be asked for in this fetch. */
async function pageNow(
  dependencies: FullTextDependencies,
  asking: Asking,
  item: ReadItem,
  { url, before }: { readonly url: string; readonly before: KeptPage | null },
): Promise<KeptPage> {
  const { feed, deadline, asked } = asking;
  const isWithin = asked < MOST_PAGES && dependencies.now() < deadline && !dependencies.signal.aborted;
  const now = { feedHash: item.hash, at: dependencies.now() };
  let page: KeptPage = { ...(before ?? NO_PAGE), ...now, at: 0, state: 'waiting' };
  if (isWithin) {
    asking.asked += 1;
    const answer = await askForPage(dependencies, feed, asking.facts, { item, url, before });
    asking.facts = answer.facts;
    page = { ...answer.page, ...now };
    dependencies.metrics.pages.inc({ feed: feed.id, state: page.state });
  }
  await keepPage(dependencies.store, feed.id, item.itemId, page);
  return page;
}

function complete(item: ReadItem, story: WireItem): ReadItem {
  const completed = completedFrom(item.item, story);
  return { ...item, item: completed, hash: itemHash(completed) };
}

/** The address of an item's page, where the item has no more than a summary. */
function pageOf({ body, bodyIsSummary, links }: WireItem): string | null {
  const link = links.find(({ uri }) => /^https?:\/\//i.test(uri))?.uri ?? null;
  return (bodyIsSummary || body === null) && link !== null && URL.canParse(link) ? link : null;
}

function planFor(
  kept: KeptPage | null,
  { feedHash, seen, silent, now }: { feedHash: string; seen: string; silent: boolean; now: number },
): 'leave' | 'use' | 'ask' {
  // What was recorded or committed as the feed gave it stays so.
  if (kept === null) return silent || seen === feedHash ? 'leave' : 'ask';
  if (kept.story !== null) return kept.feedHash === feedHash && now - kept.at < FRESH_MS ? 'use' : 'ask';
  const wait = kept.failures === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 4 ** (kept.failures - 1));
  return kept.failures < MOST_FAILURES && now - kept.at >= wait ? 'ask' : 'leave';
}
