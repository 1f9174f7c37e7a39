import type { Logger } from 'pino';
import { sha256 } from '../article/content.ts';
import { describeError, isFailure } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { FetchedPage, PageFetcher } from '../network/page-fetcher.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { KeptPage } from '../store/pages.ts';
import {
  addCapture,
  type CaptureFacts,
  type ReadItem,
  type ReceiptFacts,
  readBytes,
  receiptId,
} from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { inStage } from '../telemetry/stages.ts';
import { isAnother } from './completed-item.ts';
import type { DocumentReader } from './reading-threads.ts';

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

/** A page of which nothing was read. */
export const NO_PAGE: KeptPage = {
  feedHash: '',
  at: 0,
  etag: null,
  lastModified: null,
  story: null,
  state: 'waiting',
  failures: 0,
};

/** The page of an item that is asked for. */
export interface AskedPage {
  readonly item: ReadItem;
  readonly url: string;
  /** What is kept of it. */
  readonly before: KeptPage | null;
}

/** A page as it is kept, and the receipt with its capture. */
type Answer = { readonly page: Omit<KeptPage, 'feedHash' | 'at'>; readonly facts: ReceiptFacts };

/**
 * Asks for the page of an item. What cannot be had leaves the item as the feed gave it, with the reason on its capture,
 * in the log and in the metrics.
 */
export async function askForPage(
  dependencies: FullTextDependencies,
  feed: FeedSettings,
  facts: ReceiptFacts,
  { item, url, before }: AskedPage,
): Promise<Answer> {
  const known = before?.story ? before : null;
  const failed = (state: string, reason: string, more = facts): Answer => {
    dependencies.log.warn({ feed: feed.id, item: item.itemId, url, state, reason }, 'no full text from a page');
    const page = { ...(before ?? NO_PAGE), state, failures: (before?.failures ?? 0) + 1 };
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
  if (fetched.state === 'unchanged') return { page: { ...(known ?? NO_PAGE), state: 'story', failures: 0 }, facts };
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

/** The permission of a feed opens its own host, not what its items link to. */
function hostOf(feed: FeedSettings): string | null {
  return 'url' in feed && typeof feed.url === 'string' && URL.canParse(feed.url) ? new URL(feed.url).host : null;
}
