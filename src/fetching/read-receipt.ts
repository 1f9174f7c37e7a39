import { basename } from 'node:path';
import type { Logger } from 'pino';
import { withoutValidators } from '../article/capture.ts';
import { describeError } from '../article/failure.ts';
import type { ReadAnswer, ReadRequest } from '../formats/contract/read-document.ts';
import type { PageFetcher } from '../network/page-fetcher.ts';
import { jobOf, type StoriesJob } from '../queue/queues.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Inbox } from '../store/inbox.ts';
import { Damaged } from '../store/packing.ts';
import {
  abandonReceipt,
  type CaptureFacts,
  type ChunkInHand,
  chainItems,
  fillReceipt,
  openChunks,
  type Receipt,
  type ReceiptFacts,
  type ReceiptItem,
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
import { gatherItems, isSuspect, limitFirstPoll, stopsAmong } from './gather-items.ts';
import type { KnownSlices } from './known-slices.ts';
import type { DocumentReader } from './reading-threads.ts';
import type { ToldProblems } from './told-problems.ts';

/** How long a feed rests while pages of its items are still to be fetched. */
const PENDING_PAGES_MS = 60_000;

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
  /** Works a chunk at once in this process. False where it needs a job. */
  readonly beginInHand: (job: StoriesJob, urgent: boolean, inHand: ChunkInHand) => boolean;
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
    await readIntoReceipt(dependencies, feed, receipt.facts, { answers, first: receipt.facts.silent });
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

/** Why a document was refused; with the name of its file, so that somebody finds it among the many of a folder. */
function whyRefused(capture: CaptureFacts | undefined): string | null {
  if (capture === undefined || capture.error === null) return null;
  return capture.filename === null ? capture.error : `${basename(capture.filename)}: ${capture.error}`;
}

/** `refused`: why, where not one of the documents could be read. */
export interface Received {
  readonly hintMs: number | null;
  readonly refused: string | null;
}

/** What the documents of a receipt are read to be; null for the page of an item. `first`: of a feed's first poll. */
interface Answers {
  readonly answers: readonly (Promise<ReadAnswer> | null)[];
  readonly first: boolean;
}

/** Puts the items of documents that were read into their receipt and adds jobs for them. */
export async function readIntoReceipt(
  dependencies: ReceiptDependencies,
  feed: FeedSettings,
  facts: ReceiptFacts,
  { answers, first }: Answers,
): Promise<Received> {
  const { bookmark = {} } = facts;
  const { captures, items, hintMs, partial, passedOver } = await gatherItems(dependencies, facts, answers);
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
  if (state === 'closed') await releaseCaptures(dependencies, feed, filled);
  await haveWorked(dependencies, filled, chunks, state === 'open');
  if (chunks.length > 0) reached('stories-queued');
  return {
    hintMs: full.pending ? Math.max(hintMs ?? 0, PENDING_PAGES_MS) : hintMs,
    refused: captures.every(({ error }) => error !== null) ? whyRefused(captures[0]) : null,
  };
}

/**
 * Has the chunks of a receipt worked: one that is alone at once, where that may be. A document of many stories has its
 * turns with those of other feeds.
 * @param isOurs this process has filled the receipt
 */
async function haveWorked(
  { beginInHand, enqueueStories }: ReceiptDependencies,
  facts: ReceiptFacts,
  chunks: readonly (readonly ReceiptItem[])[],
  isOurs: boolean,
): Promise<void> {
  const id = receiptId(facts.feed, facts.sequence);
  for (const [chunk, items] of chunks.entries()) {
    const [job, urgent] = [jobOf(id, chunk, facts), facts.urgent?.includes(chunk) ?? false];
    const isBegun = isOurs && chunks.length === 1 && beginInHand(job, urgent, { facts, items });
    if (!isBegun) await enqueueStories(job, urgent);
  }
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
