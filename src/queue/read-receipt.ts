import type { Logger } from 'pino';
import { sha256 } from '../article/content.ts';
import { describeError } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { PageFetcher } from '../network/page-fetcher.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { keepDeadLetter } from '../store/dead-letters.ts';
import { Damaged } from '../store/packing.ts';
import {
  abandonReceipt,
  type CaptureFacts,
  chainItems,
  fillReceipt,
  type ReadItem,
  type Receipt,
  type ReceiptFacts,
  readBytes,
  readReceipt,
  receiptId,
} from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { reached } from '../telemetry/kill-points.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Bookmark, Transport } from '../transports/contract/transport.ts';
import { withFullText } from './full-text.ts';
import type { StoriesJob } from './queues.ts';
import type { ReadAnswer, ReadingThread, ReadRequest } from './reading-thread.ts';

/** So long a feed is left alone whose pages are still to be had. */
const PENDING_PAGES_MS = 60_000;

/** Words that make an item go down the fast lane. A suspicion is enough: the judge decides. */
const SUSPECT =
  /\b(kill|withdraw|withdrawn|withheld|canceled|cancelled|embargo|annulation|anulaci|إلغاء|alert|urgent|flash)/i;

/** What reading documents into receipts needs of the house. */
export interface ReceiptRoom {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly transports: ReadonlyMap<string, Transport>;
  readonly reading: ReadingThread;
  /** Pages are read beside the feeds: one that takes long holds no feed up. */
  readonly pageReading: ReadingThread;
  readonly pages: PageFetcher;
  readonly signal: AbortSignal;
  /** Rings for a chunk; `urgent` chunks run before all others. */
  readonly ring: (job: StoriesJob, urgent: boolean) => Promise<void>;
  readonly now: () => number;
}

/** Begins to read a document. Nothing is made of what it gives, or of its failure, before its bytes are kept. */
export function readIn(
  room: ReceiptRoom,
  { format }: FeedSettings,
  { bytes, contentType, url, contentLocation, filename }: Omit<ReadRequest, 'format'>,
): Promise<ReadAnswer> {
  const answer = room.reading.read({ bytes, contentType, url, contentLocation, filename, format });
  answer.catch(() => undefined);
  return answer;
}

/** A receipt whose fetch died: unread bytes are read now; open items get their bells rung again. */
export async function resumeReceipt(room: ReceiptRoom, feed: FeedSettings, id: string): Promise<void> {
  const receipt = await readReceipt(room.store, id);
  if (receipt === null) return;
  if (receipt.state === 'unread') {
    const bytes = await keptBytes(room, feed, receipt);
    if (bytes === null) return;
    const answers = receipt.facts.captures.map((capture, at) =>
      capture.pageOf === undefined ? readIn(room, feed, { ...capture, bytes: bytes[at] ?? new Uint8Array() }) : null,
    );
    await readIntoReceipt(room, feed, receipt.facts, answers, { bookmark: {}, first: receipt.facts.silent });
    return;
  }
  for (const chunk of receipt.facts.chunks.keys()) await room.ring({ receipt: id, chunk }, false);
}

/** Null where they were altered: the receipt is let go then, and the next fetch brings them again. */
async function keptBytes(
  { store, log, metrics }: ReceiptRoom,
  feed: FeedSettings,
  { id, facts }: Receipt,
): Promise<(Buffer | null)[] | null> {
  try {
    return await Promise.all(facts.captures.map((_, at) => readBytes(store, id, at)));
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

/** Puts the items of documents that were read into their receipt and rings for them. */
export async function readIntoReceipt(
  room: ReceiptRoom,
  feed: FeedSettings,
  facts: ReceiptFacts,
  answers: readonly (Promise<ReadAnswer> | null)[],
  { bookmark, first }: { bookmark: Bookmark; first: boolean },
): Promise<Received> {
  const { captures, items, hintMs, partial } = await gather(room, feed, facts, answers);
  const limited = limitFirstPoll(items, feed, first);
  const full =
    feed.fullText === 'page'
      ? await withFullText({ ...room, reading: room.pageReading }, feed, { ...facts, captures }, limited)
      : { items: limited, captures, pending: false };
  const chunks = await chainItems(room.store, feed.id, full.items);
  const rejectedSome = captures.some(({ error, pageOf }) => error !== null && pageOf === undefined);
  reached('document-read');
  const filled: ReceiptFacts = {
    ...facts,
    captures: full.captures,
    holds: facts.holds.map((hold, at) => ({ name: hold.name, error: captures[at]?.error ?? null })),
    chunks: chunks.map((chunk) => chunk.map(({ number }) => number)),
  };
  const state = await fillReceipt(room.store, {
    facts: filled,
    chunks,
    // A document that was cut short or refused, or whose pages are still to be had, must come again: its validators are
    // not kept.
    bookmark: partial || rejectedSome || full.pending ? withoutValidators(bookmark) : bookmark,
    keepBytes: rejectedSome,
    learnt: {},
  });
  reached('receipt-filled');
  const id = receiptId(feed.id, facts.sequence);
  if (state === 'closed') await letGo(room, feed, filled);
  for (const [chunk, stories] of chunks.entries()) await room.ring({ receipt: id, chunk }, stories.some(isSuspect));
  if (chunks.length > 0) reached('stories-rung');
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
}

async function gather(
  room: ReceiptRoom,
  feed: FeedSettings,
  facts: ReceiptFacts,
  answers: readonly (Promise<ReadAnswer> | null)[],
): Promise<Gathered> {
  const captures: CaptureFacts[] = [];
  const items: ReadItem[] = [];
  let hintMs: number | null = null;
  let partial = false;
  for (const [at, capture] of facts.captures.entries()) {
    const answering = answers[at] ?? null;
    if (answering === null) {
      captures.push(capture);
      continue;
    }
    try {
      const answer = await answering;
      captures.push({ ...capture, format: answer.format });
      hintMs = answer.feed?.pollHintMs ?? hintMs;
      partial ||= answer.feed?.partial ?? false;
      const read = answer.items.map((item, place) => ({ item, hash: answer.hashes[place] as string }));
      for (const { item, hash } of inOrder(read, answer.format))
        items.push({ capture: at, itemId: idInFeed(item), silent: facts.silent, hash, item });
      for (const problem of answer.problems)
        room.log.warn({ feed: feed.id, file: capture.filename, problem }, 'part of a document could not be read');
    } catch (error) {
      const reason = describeError(error);
      captures.push({ ...capture, error: reason });
      await rejectDocument(room, feed, facts, at, reason);
    }
  }
  return { captures, items, hintMs, partial };
}

/** Feeds list the newest first; what happened first is worked first. */
function inOrder<Item>(items: readonly Item[], format: string): readonly Item[] {
  return ['rss', 'atom', 'json-feed', 'afp-core'].includes(format) ? items.toReversed() : items;
}

/** Identity in the feed: the item's id, else its link, else what it says; a version is an arrival of its own. */
function idInFeed(item: WireItem): string {
  const id = nameInFeed(item);
  return item.version === null ? id : `${id}@${item.version}`;
}

function nameInFeed(item: WireItem): string {
  return item.itemId ?? item.uri ?? item.links[0]?.uri ?? sha256(`${item.headline}\n${item.body?.value ?? ''}`);
}

/** With `send: N`, only the newest N of a first poll are sent; the others are recorded. */
function limitFirstPoll(items: readonly ReadItem[], feed: FeedSettings, first: boolean): readonly ReadItem[] {
  if (!first || typeof feed.onFirstPoll === 'string') return items;
  const silentUpTo = items.length - feed.onFirstPoll.send;
  return items.map((item, at) => (at < silentUpTo ? { ...item, silent: true } : item));
}

function withoutValidators(bookmark: Bookmark): Bookmark {
  return Object.fromEntries(
    Object.entries(bookmark).filter(([name]) => !['etag', 'lastModified', 'bodySha256'].includes(name)),
  );
}

function isSuspect({ item }: { item: WireItem }): boolean {
  return item.signals.some(({ value }) => SUSPECT.test(value)) || SUSPECT.test(item.headline ?? '');
}

async function rejectDocument(
  room: ReceiptRoom,
  feed: FeedSettings,
  facts: ReceiptFacts,
  at: number,
  reason: string,
): Promise<void> {
  const capture = facts.captures[at];
  const receipt = receiptId(feed.id, facts.sequence);
  room.metrics.rejected.inc({ feed: feed.id, kind: 'document' });
  room.log.warn({ feed: feed.id, receipt, file: capture?.filename, url: capture?.url, reason }, 'document rejected');
  await keepDeadLetter(room.store, {
    id: `${receipt}.${at}`,
    kind: 'document',
    reason,
    at: room.now(),
    fields: {
      feed: feed.id,
      receipt,
      capture: String(at),
      sha256: capture?.sha256 ?? '',
      url: capture?.url ?? '',
      file: capture?.filename ?? '',
    },
  });
}

/** Tells the transport that a receipt is empty: a folder moves its files. Done twice, nothing happens the second time. */
export async function letGo(
  room: Pick<ReceiptRoom, 'transports' | 'log'>,
  feed: FeedSettings,
  facts: ReceiptFacts,
): Promise<void> {
  const transport = room.transports.get(feed.transport);
  for (const { name, error } of facts.holds) {
    try {
      await transport?.release?.(feed, name, { failed: error !== null, reason: error });
    } catch (cause) {
      room.log.warn({ feed: feed.id, file: name, reason: describeError(cause) }, 'could not move a file that was read');
    }
  }
}
