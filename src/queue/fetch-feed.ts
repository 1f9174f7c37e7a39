import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { sha256 } from '../article/content.ts';
import { describeError, type FeedDown, isFailure, Snoozed } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { PageFetcher } from '../network/page-fetcher.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { keepDeadLetter } from '../store/dead-letters.ts';
import { type Begun, beginFetch, endFetch, keepFetch } from '../store/fetch-turns.ts';
import { Damaged } from '../store/packing.ts';
import {
  abandonReceipt,
  type CaptureFacts,
  chainItems,
  fillReceipt,
  openReceipt,
  packCaptures,
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
import type { Bookmark, FetchedCapture, Transport } from '../transports/contract/transport.ts';
import { withFullText } from './full-text.ts';
import { newIntervalMs } from './pacing.ts';
import type { StoriesJob } from './queues.ts';
import type { ReadAnswer, ReadingThread, ReadRequest } from './reading-thread.ts';

/** How long a feed stands still after a process died in its fetch; a fetch that goes on keeps its lease. */
const LEASE_MS = 15_000;
const KEEP_EVERY_MS = 5_000;

/** So long a feed is left alone whose pages are still to be had. */
const PENDING_PAGES_MS = 60_000;

/** Words that make an item go down the fast lane. A suspicion is enough: the judge decides. */
const SUSPECT =
  /\b(kill|withdraw|withdrawn|withheld|canceled|cancelled|embargo|annulation|anulaci|إلغاء|alert|urgent|flash)/i;

/** What fetching needs of the house. */
export interface FetchRoom {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly transports: ReadonlyMap<string, Transport>;
  readonly reading: ReadingThread;
  /** Pages are read beside the feeds: one that takes long holds no feed up. */
  readonly pageReading: ReadingThread;
  readonly pages: PageFetcher;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  /** Rings for a chunk; `urgent` chunks run before all others. */
  readonly ring: (job: StoriesJob, urgent: boolean) => Promise<void>;
  readonly now: () => number;
  /** True until the feed was fetched once since Redis lost writes. `first`: this seems to be its first fetch. */
  readonly recovering: (feed: string, first: boolean) => Promise<boolean>;
  readonly recovered: (feed: string) => Promise<void>;
  /** Has the feed fetched at this interval from now on. */
  readonly schedule: (feed: FeedSettings, everyMs: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** One fetch of a feed: bytes into a receipt, items read once, bells rung. */
export async function fetchFeed(room: FetchRoom, feed: FeedSettings): Promise<void> {
  const token = randomUUID();
  const begun = await beginFetch(room.store, feed.id, { token, leaseMs: LEASE_MS, shortestMs: feed.every.min });
  if (begun.state === 'open') return resumeReceipt(room, feed, begun.receipt);
  if (begun.state === 'leased')
    throw new Snoozed(`feed ${feed.id}: is being fetched elsewhere`, Math.min(begun.until, room.now() + 5_000));
  reached('fetch-begun');
  const transport = room.transports.get(feed.transport);
  if (transport === undefined) throw new Error(`feed ${feed.id}: there is no transport ${feed.transport}`);
  const turn: Turn = { token, begun };
  const stop = room.metrics.stage.startTimer({ stage: 'fetch' });
  const keeping = setInterval(() => {
    keepFetch(room.store, feed.id, token, LEASE_MS).catch(() => undefined);
  }, KEEP_EVERY_MS);
  try {
    const result = await transport.fetch({
      feed,
      bookmark: begun.bookmark,
      sequence: begun.sequence,
      now: room.now(),
      signal: room.signal,
      userAgent: room.userAgent,
    });
    room.metrics.fetches.inc({ feed: feed.id, outcome: result.outcome });
    if (result.outcome === 'unchanged') {
      const bookmark: Record<string, string> =
        result.bookmark === undefined ? {} : { bookmark: JSON.stringify(result.bookmark) };
      await room.recovered(feed.id);
      await letFeedGo(room, feed, turn, {
        outcome: 'unchanged',
        hintMs: result.hints.waitMs,
        learnt: { ...bookmark, lastOkAt: room.now(), state: 'unchanged', failures: 0 },
      });
      return;
    }
    reached('fetch-answered');
    const { hintMs, refused } = await receive(room, feed, token, begun, result.captures);
    await letFeedGo(room, feed, turn, {
      outcome: 'ok',
      hintMs: result.hints.waitMs ?? hintMs,
      learnt: {
        failures: 0,
        ...(refused === null
          ? { lastOkAt: room.now(), state: 'ok' }
          : { state: 'bad-document', lastError: refused.slice(0, 500), lastFailureAt: room.now() }),
      },
    });
    reached('fetch-ended');
  } catch (error) {
    await failed(room, feed, turn, error);
  } finally {
    clearInterval(keeping);
    stop();
  }
}

/** One fetch of a feed, from when it was begun. */
interface Turn {
  readonly token: string;
  readonly begun: Extract<Begun, { state: 'begun' }>;
}

/** What a fetch came to, and what the feed keeps of it. */
interface FetchEnd {
  readonly outcome: 'ok' | 'unchanged' | 'failed';
  readonly hintMs: number | null;
  readonly learnt: Readonly<Record<string, string | number>>;
}

/** The schedule first: cut off between the two, the next fetch finds the same difference and sets the same again. */
async function letFeedGo(room: FetchRoom, feed: FeedSettings, { token, begun }: Turn, end: FetchEnd): Promise<void> {
  const { outcome, hintMs, learnt } = end;
  const failures = Number(learnt.failures);
  const intervalMs = newIntervalMs(feed.every, {
    keptMs: begun.intervalMs,
    outcome,
    failures,
    hintMs,
    random: room.random(),
  });
  if (intervalMs !== null) await room.schedule(feed, intervalMs);
  await endFetch(room.store, feed.id, { token, intervalMs }, learnt);
}

async function receive(
  room: FetchRoom,
  feed: FeedSettings,
  token: string,
  begun: Extract<Begun, { state: 'begun' }>,
  captures: readonly FetchedCapture[],
): Promise<Received> {
  if (captures.length === 0) return { hintMs: null, refused: null };
  const answers = captures.map(({ capture }) => readIn(room, feed, capture));
  const [recovering, packed] = await Promise.all([room.recovering(feed.id, begun.first), packCaptures(captures)]);
  const facts: ReceiptFacts = {
    feed: feed.id,
    sequence: begun.sequence,
    captures: captures.map(({ capture }) => ({
      sha256: sha256(capture.bytes),
      contentType: capture.contentType,
      url: capture.url,
      contentLocation: capture.contentLocation,
      filename: capture.filename,
      receivedAt: capture.receivedAt,
      format: null,
      error: null,
    })),
    holds: captures.flatMap(({ holds }) => (holds === null ? [] : [{ name: holds, error: null }])),
    silent: begun.first && !recovering && feed.onFirstPoll === 'record',
    recovered: recovering,
    chunks: [],
  };
  if (!(await openReceipt(room.store, { token, facts, packed, now: room.now() }))) {
    throw new Snoozed(`feed ${feed.id}: another process took the feed`, room.now() + 1_000);
  }
  reached('capture-stored');
  await room.recovered(feed.id);
  const bookmark = Object.assign({}, ...captures.map((capture) => capture.bookmark)) as Bookmark;
  return readIntoReceipt(room, feed, facts, answers, { bookmark, first: begun.first });
}

/** Begins to read a document. Nothing is made of what it gives, or of its failure, before its bytes are kept. */
function readIn(
  room: FetchRoom,
  { format }: FeedSettings,
  { bytes, contentType, url, contentLocation, filename }: Omit<ReadRequest, 'format'>,
): Promise<ReadAnswer> {
  const answer = room.reading.read({ bytes, contentType, url, contentLocation, filename, format });
  answer.catch(() => undefined);
  return answer;
}

/** A receipt whose fetch died: unread bytes are read now; open items get their bells rung again. */
async function resumeReceipt(room: FetchRoom, feed: FeedSettings, id: string): Promise<void> {
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
  { store, log, metrics }: FetchRoom,
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
interface Received {
  readonly hintMs: number | null;
  readonly refused: string | null;
}

async function readIntoReceipt(
  room: FetchRoom,
  feed: FeedSettings,
  facts: ReceiptFacts,
  answers: readonly (Promise<ReadAnswer> | null)[],
  { bookmark, first }: { bookmark: Bookmark; first: boolean },
): Promise<Received> {
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
  room: FetchRoom,
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
  room: Pick<FetchRoom, 'transports' | 'log'>,
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

async function failed(room: FetchRoom, feed: FeedSettings, turn: Turn, error: unknown): Promise<void> {
  const down = isFailure(error, 'FeedDown') ? (error as FeedDown) : null;
  const snoozed = isFailure(error, 'Snoozed') ? (error as Snoozed) : null;
  const state = down?.state ?? (snoozed === null ? 'error' : 'rate-limited');
  room.metrics.fetches.inc({ feed: feed.id, outcome: state });
  room.log.warn({ feed: feed.id, state, reason: describeError(error) }, 'feed could not be fetched');
  const notBefore = down?.notBefore ?? snoozed?.until ?? null;
  await letFeedGo(room, feed, turn, {
    outcome: 'failed',
    hintMs: notBefore === null ? null : Math.max(0, notBefore - room.now()),
    learnt: {
      state,
      failures: turn.begun.failures + 1,
      lastError: describeError(error).slice(0, 500),
      lastFailureAt: room.now(),
    },
  });
}
