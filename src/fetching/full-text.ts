import type { Logger } from 'pino';
import { sha256 } from '../article/content.ts';
import { describeError, isFailure } from '../article/failure.ts';
import { itemHash } from '../article/item-hash.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { FetchedPage, PageFetcher } from '../network/page-fetcher.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { keys } from '../store/keys.ts';
import { type KeptPage, keepPage, readPages } from '../store/pages.ts';
import {
  addCapture,
  type CaptureFacts,
  type ReadItem,
  type ReceiptFacts,
  readBytes,
  receiptId,
  seenHashes,
} from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { inStage } from '../telemetry/stages.ts';
import { completedFrom, isAnother } from './completed-item.ts';
import type { DocumentReader } from './reading-threads.ts';

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

/** What reading pages needs from the service. */
export interface FullTextDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly reading: DocumentReader;
  readonly pages: PageFetcher;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

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
  const deadline = dependencies.now() + LONGEST_MS;
  const completed: ReadItem[] = [];
  let facts = receipt;
  let asked = 0;
  let pending = false;
  for (const [at, item] of items.entries()) {
    const before = kept[at] ?? null;
    const url = pageOf(item.item);
    const feedHash = item.hash;
    const plan =
      url === null
        ? 'leave'
        : planFor(before, { feedHash, seen: seen[at] ?? '', silent: item.silent, now: dependencies.now() });
    let page = before;
    if (plan === 'ask' && url !== null) {
      const withinBudget = asked < MOST_PAGES && dependencies.now() < deadline && !dependencies.signal.aborted;
      const now = { feedHash, at: dependencies.now() };
      if (withinBudget) {
        asked += 1;
        const answer = await askFor(dependencies, feed, facts, item, url, before);
        facts = answer.facts;
        page = { ...answer.page, ...now };
        dependencies.metrics.pages.inc({ feed: feed.id, state: page.state });
      } else page = { ...(before ?? NOTHING), ...now, at: 0, state: 'waiting' };
      await keepPage(dependencies.store, feed.id, item.itemId, page);
    }
    pending ||= plan === 'ask' && page !== null && PASSING.has(page.state) && page.failures < PENDING_FAILURES;
    const story = plan === 'leave' ? null : (page?.story ?? null);
    completed.push(story === null ? item : complete(item, story));
  }
  return { items: completed, captures: facts.captures, pending };
}

function complete(item: ReadItem, story: WireItem): ReadItem {
  const completed = completedFrom(item.item, story);
  return { ...item, item: completed, hash: itemHash(completed) };
}

const NOTHING: KeptPage = {
  feedHash: '',
  at: 0,
  etag: null,
  lastModified: null,
  story: null,
  state: 'waiting',
  failures: 0,
};

/** The address of an item's page, where the item has no more than a summary. */
function pageOf({ body, bodyIsSummary, links }: WireItem): string | null {
  const link = links.find(({ uri }) => /^https?:\/\//i.test(uri))?.uri ?? null;
  return (bodyIsSummary || body === null) && link !== null && URL.canParse(link) ? link : null;
}

/** The permission of a feed opens its own host, not what its items link to. */
function hostOf(feed: FeedSettings): string | null {
  return 'url' in feed && typeof feed.url === 'string' && URL.canParse(feed.url) ? new URL(feed.url).host : null;
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

type Answer = { readonly page: Omit<KeptPage, 'feedHash' | 'at'>; readonly facts: ReceiptFacts };

async function askFor(
  dependencies: FullTextDependencies,
  feed: FeedSettings,
  facts: ReceiptFacts,
  item: ReadItem,
  url: string,
  before: KeptPage | null,
): Promise<Answer> {
  const known = before?.story ? before : null;
  const failed = (state: string, reason: string, more = facts): Answer => {
    dependencies.log.warn({ feed: feed.id, item: item.itemId, url, state, reason }, 'no full text from a page');
    const page = { ...(before ?? NOTHING), state, failures: (before?.failures ?? 0) + 1 };
    return { page, facts: more };
  };
  const fetched =
    (await fromReceipt(dependencies, facts, item.itemId)) ??
    (await dependencies.pages.fetch({
      url,
      etag: known?.etag ?? null,
      lastModified: known?.lastModified ?? null,
      openHost: feed.allowPrivateAddresses ? hostOf(feed) : null,
      signal: dependencies.signal,
    }));
  if (fetched.state === 'refused') return failed(fetched.refusal, fetched.reason);
  if (fetched.state === 'unchanged') return { page: { ...(known ?? NOTHING), state: 'story', failures: 0 }, facts };
  const captured = await capture(dependencies, facts, item.itemId, fetched);
  const read = await readStory(dependencies, captured, fetched);
  const state = read.story !== null && isAnother(item.item, read.story, url, fetched.url) ? 'elsewhere' : read.state;
  const noted = noteOn(captured, item.itemId, state === 'story' ? null : `${state}: ${read.reason}`);
  if (state !== 'story') return failed(state, read.reason, noted);
  const { etag, lastModified } = fetched;
  return { page: { etag, lastModified, story: read.story, state, failures: 0 }, facts: noted };
}

type Page = Extract<FetchedPage, { state: 'page' }>;

/** The page that an earlier try of this receipt had fetched already. */
async function fromReceipt(
  dependencies: FullTextDependencies,
  facts: ReceiptFacts,
  itemId: string,
): Promise<Page | null> {
  const at = facts.captures.findIndex(({ pageOf: item }) => item === itemId);
  const bytes = at < 0 ? null : await readBytes(dependencies.store, receiptId(facts.feed, facts.sequence), at);
  const { url = null, contentType = null, contentLocation = null } = facts.captures[at] ?? {};
  if (bytes === null || url === null) return null;
  return { state: 'page', bytes, contentType, contentLocation, url, etag: null, lastModified: null };
}

async function capture(
  dependencies: FullTextDependencies,
  facts: ReceiptFacts,
  itemId: string,
  page: Page,
): Promise<ReceiptFacts> {
  if (facts.captures.some(({ pageOf: item }) => item === itemId)) return facts;
  const { bytes, contentType, contentLocation, url } = page;
  const fact: CaptureFacts = {
    sha256: sha256(bytes),
    contentType,
    url,
    contentLocation,
    filename: null,
    receivedAt: dependencies.now(),
    format: 'html-page',
    error: null,
    pageOf: itemId,
  };
  const more = { ...facts, captures: [...facts.captures, fact] };
  await addCapture(dependencies.store, more, bytes);
  return more;
}

async function readStory(
  dependencies: FullTextDependencies,
  facts: ReceiptFacts,
  { bytes, contentType, contentLocation, url }: Page,
): Promise<{ story: WireItem | null; state: string; reason: string }> {
  try {
    const request = { bytes, contentType, contentLocation, url, filename: null, format: 'html-page' };
    const { items, problems } = await inStage(dependencies.metrics, { stage: 'read' }, () =>
      dependencies.reading.read(request, facts.feed),
    );
    const story = items[0] ?? null;
    if (story === null) return { story, state: 'empty', reason: 'there is no story on the page' };
    if (story.bodyIsSummary) return { story: null, state: 'paywall', reason: problems.join('; ') };
    return { story, state: 'story', reason: `page of receipt ${receiptId(facts.feed, facts.sequence)}` };
  } catch (error) {
    const state = isFailure(error, 'Rejected') ? error.about.state : undefined;
    return { story: null, state: String(state ?? 'unreadable'), reason: describeError(error) };
  }
}

function noteOn(facts: ReceiptFacts, itemId: string, error: string | null): ReceiptFacts {
  return { ...facts, captures: facts.captures.map((each) => (each.pageOf === itemId ? { ...each, error } : each)) };
}
