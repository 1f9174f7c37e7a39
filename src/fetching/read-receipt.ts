import type { Logger } from 'pino';
import { namesBeside } from '../article/beside.ts';
import { withoutValidators } from '../article/capture.ts';
import { describeError, isFailure } from '../article/failure.ts';
import { idInFeed } from '../article/id-in-feed.ts';
import { maybeStopsBy } from '../article/stop-words.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { ReadAnswer, ReadRequest } from '../formats/contract/read-document.ts';
import type { PageFetcher } from '../network/page-fetcher.ts';
import { jobOf, type StoriesJob } from '../queue/queues.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Inbox } from '../store/inbox.ts';
import { Damaged } from '../store/packing.ts';
import {
  abandonReceipt,
  type CaptureFacts,
  chainItems,
  fillReceipt,
  openChunks,
  type ReadItem,
  type Receipt,
  type ReceiptFacts,
  readBytes,
  readReceipt,
  receiptId,
} from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { reached } from '../telemetry/crash-points.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { inStage } from '../telemetry/stages.ts';
import type { AnyTransport } from '../transports/contract/transport.ts';
import { withFullText } from './full-text.ts';
import type { KnownSlices } from './known-slices.ts';
import type { DocumentReader } from './reading-threads.ts';
import { rejectDocument, rejectItem, sayProblems } from './rejections.ts';
import type { ToldProblems } from './told-problems.ts';

/** So long a feed is left alone whose pages are still to be had. */
const PENDING_PAGES_MS = 60_000;

/** Words that make an item go down the fast lane. A suspicion is enough: the judge decides. */
const SUSPECT =
  /\b(kill|withdraw|withdrawn|withheld|canceled|cancelled|embargo|annulation|anulaci|إلغاء|alert|urgent|flash)/i;

/** What reading documents into receipts needs from the service. */
export interface ReceiptDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly transports: ReadonlyMap<string, AnyTransport>;
  readonly userAgent: string;
  readonly inbox: Inbox;
  readonly reading: DocumentReader;
  /** Pages are read beside the feeds: one that takes long holds no feed up. */
  readonly pageReading: DocumentReader;
  readonly pages: PageFetcher;
  readonly slices: KnownSlices;
  readonly told: ToldProblems;
  readonly signal: AbortSignal;
  /** Adds the job for a chunk; `urgent` chunks run before all others. */
  readonly enqueueStories: (job: StoriesJob, urgent: boolean) => Promise<void>;
  /** Adds the job for a chunk whose job may have been lost. */
  readonly enqueueMissing: (job: StoriesJob, urgent: boolean) => Promise<void>;
  readonly now: () => number;
  /** True while there is no memory for more than stops. */
  readonly onlyStops: () => boolean;
}

/**
 * Begins to read a document. Nothing is made of what it gives, or of its failure, before its bytes are kept.
 * @param known slices of a listing that need not be read; without them all of it is
 */
export function beginReading(
  dependencies: ReceiptDependencies,
  { id, format, maxItems }: FeedSettings,
  { bytes, contentType, url, contentLocation, filename }: Omit<ReadRequest, 'format' | 'maxItems' | 'known'>,
  known?: readonly string[],
): Promise<ReadAnswer> {
  const document = { bytes, contentType, url, contentLocation, filename, format, maxItems };
  const answer = inStage(dependencies.metrics, { stage: 'read' }, () =>
    dependencies.reading.read(known === undefined ? document : { ...document, known }, id),
  );
  answer.catch(() => undefined);
  return answer;
}

/** A receipt whose fetch died: unread bytes are read now; jobs are added again for open items. */
export async function resumeReceipt(dependencies: ReceiptDependencies, feed: FeedSettings, id: string): Promise<void> {
  const receipt = await readReceipt(dependencies.store, id);
  if (receipt === null) return;
  if (receipt.state === 'unread') {
    const bytes = await keptBytes(dependencies, feed, receipt);
    if (bytes === null) return;
    const answers = receipt.facts.captures.map((capture, at) =>
      capture.pageOf === undefined
        ? beginReading(dependencies, feed, { ...capture, bytes: bytes[at] as Buffer })
        : null,
    );
    await readIntoReceipt(dependencies, feed, receipt.facts, answers, { first: receipt.facts.silent });
    return;
  }
  for (const { chunk, urgent } of await openChunks(dependencies.store, receipt))
    await dependencies.enqueueMissing(jobOf(id, chunk, receipt.facts), urgent);
}

/**
 * Null where another process has read them meanwhile; and where they are gone or were altered: the receipt is let go
 * then, and the next fetch brings them again.
 */
async function keptBytes(
  { store, log, metrics }: ReceiptDependencies,
  feed: FeedSettings,
  { id, facts }: Receipt,
): Promise<Buffer[] | null> {
  try {
    const kept = await Promise.all(facts.captures.map((_, at) => readBytes(store, id, at)));
    const found = kept.filter((bytes) => bytes !== null);
    if (found.length === kept.length) return found;
    if ((await readReceipt(store, id))?.state === 'unread') await abandonReceipt(store, feed.id, id);
    return null;
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    metrics.losses.inc({ kind: 'altered' });
    log.error({ feed: feed.id, receipt: id, reason: describeError(error) }, 'a receipt is let go: redis altered it');
    await abandonReceipt(store, feed.id, id);
    return null;
  }
}

/** `refused`: why, where not one of the documents could be read. */
export interface Received {
  readonly hintMs: number | null;
  readonly refused: string | null;
}

/** Puts the items of documents that were read into their receipt and adds jobs for them. */
export async function readIntoReceipt(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  facts: ReceiptFacts,
  answers: readonly (Promise<ReadAnswer> | null)[],
  { first }: { first: boolean },
): Promise<Received> {
  const { bookmark = {} } = facts;
  const { captures, items, hintMs, partial, passedOver } = await gather(dependencies, feed, facts, answers);
  const onlyStops = dependencies.onlyStops();
  const limited = limitFirstPoll(onlyStops ? stopsAmong(items, facts) : items, feed, first);
  const full =
    feed.fullText === 'page'
      ? await withFullText(
          { ...dependencies, reading: dependencies.pageReading },
          feed,
          { ...facts, captures },
          limited,
        )
      : { items: limited, captures, pending: false };
  const chunks = await chainItems(dependencies.store, feed.id, full.items);
  const rejectedSome = captures.some(({ error, pageOf }) => error !== null && pageOf === undefined);
  reached('document-read');
  const filled: ReceiptFacts = {
    ...facts,
    captures: full.captures,
    holds: facts.holds.map((hold, at) => ({ name: hold.name, error: captures[at]?.error ?? null })),
    chunks: chunks.map((chunk) => chunk.map(({ number }) => number)),
    urgent: chunks.flatMap((chunk, at) => (chunk.some(isSuspect) ? [at] : [])),
  };
  const state = await fillReceipt(dependencies.store, {
    facts: filled,
    chunks,
    // A document that was cut short or refused, or whose pages are still to be had, must come again: its validators are
    // not kept.
    bookmark: partial || rejectedSome || full.pending || onlyStops ? withoutValidators(bookmark) : bookmark,
    keepBytes: rejectedSome || passedOver,
    learnt: {},
  });
  reached('receipt-filled');
  const id = receiptId(feed.id, facts.sequence);
  if (state === 'closed') await releaseCaptures(dependencies, feed, filled);
  for (const chunk of chunks.keys())
    await dependencies.enqueueStories(jobOf(id, chunk, facts), filled.urgent?.includes(chunk) ?? false);
  if (chunks.length > 0) reached('stories-queued');
  return {
    hintMs: full.pending ? Math.max(hintMs ?? 0, PENDING_PAGES_MS) : hintMs,
    refused: captures.every(({ error }) => error !== null) ? (captures[0]?.error ?? null) : null,
  };
}

/** What the documents of a receipt gave, one after the other. */
interface Gathered {
  readonly captures: readonly CaptureFacts[];
  readonly items: readonly ReadItem[];
  readonly hintMs: number | null;
  /** One of them was cut short. */
  readonly partial: boolean;
  /** One of them held items that were too much to be read, and are kept for the first time. */
  readonly passedOver: boolean;
}

async function gather(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  facts: ReceiptFacts,
  answers: readonly (Promise<ReadAnswer> | null)[],
): Promise<Gathered> {
  const captures: CaptureFacts[] = [];
  const items: ReadItem[] = [];
  let hintMs: number | null = null;
  let partial = false;
  let passedOver = false;
  for (const [at, capture] of facts.captures.entries()) {
    const answering = answers[at] ?? null;
    if (answering === null) {
      captures.push(capture);
      continue;
    }
    try {
      const answer = await answering;
      const beside = namesBeside(answer.items, capture.beside);
      captures.push({ ...capture, format: answer.format, ...(beside === undefined ? {} : { beside }) });
      hintMs = answer.feed?.pollHintMs ?? hintMs;
      partial ||= answer.feed?.partial ?? false;
      const read = answer.items.map((item, place) => ({ item, hash: answer.hashes[place] as string }));
      for (const { item, hash } of inOrder(read, answer.order))
        items.push({ capture: at, itemId: idInFeed(item), silent: facts.silent, hash, item });
      sayProblems(dependencies, feed.id, capture.filename, answer);
      for (const item of answer.passedOver)
        passedOver = (await rejectItem(dependencies, { facts, capture: at }, item)) || passedOver;
    } catch (error) {
      if (isFailure(error, 'RetryLater')) throw error;
      const reason = describeError(error);
      captures.push({ ...capture, error: reason });
      await rejectDocument(dependencies, { facts, capture: at }, reason);
    }
  }
  return { captures, items, hintMs, partial, passedOver };
}

/** What happened first is worked first. */
export function inOrder<Item>(items: readonly Item[], order: ReadAnswer['order']): readonly Item[] {
  return order === 'newest-first' ? items.toReversed() : items;
}

/** With `send: N`, only the newest N of a first poll are sent; the others are recorded. */
function limitFirstPoll(items: readonly ReadItem[], feed: FeedSettings, first: boolean): readonly ReadItem[] {
  if (!first || typeof feed.onFirstPoll === 'string') return items;
  const silentUpTo = items.length - feed.onFirstPoll.send;
  return items.map((item, at) => (at < silentUpTo ? { ...item, silent: true } : item));
}

/** True for an item that may stop another. */
export function maybeStops({ signals, headline, withdraws }: WireItem): boolean {
  return (
    withdraws.length > 0 ||
    maybeStopsBy(headline ?? '') ||
    signals.some(({ kind, value }) => kind.startsWith('kill') || maybeStopsBy(value))
  );
}

/** Of a listing that is fetched again the stops alone are taken; a file that holds one is taken whole. */
function stopsAmong(items: readonly ReadItem[], { holds }: ReceiptFacts): readonly ReadItem[] {
  return holds.length > 0 ? items : items.filter(({ item }) => maybeStops(item));
}

function isSuspect({ item }: { item: WireItem }): boolean {
  return item.signals.some(({ value }) => SUSPECT.test(value)) || SUSPECT.test(item.headline ?? '');
}

/** Tells the transport that a receipt is empty: a folder moves its files. Done twice, nothing happens the second time. */
export async function releaseCaptures(
  dependencies: Pick<ReceiptDependencies, 'transports' | 'log' | 'inbox' | 'userAgent'>,
  feed: FeedSettings,
  facts: ReceiptFacts,
): Promise<void> {
  const transport = dependencies.transports.get(feed.transport);
  for (const { name, error } of facts.holds) {
    try {
      await transport?.release?.(feed, name, { failed: error !== null, reason: error }, dependencies);
    } catch (cause) {
      dependencies.log.warn(
        { feed: feed.id, file: name, reason: describeError(cause) },
        'could not move a file that was read',
      );
    }
  }
}
