import { randomUUID } from 'node:crypto';
import { sha256 } from '../article/content.ts';
import { describeError, type FeedDown, isFailure, Snoozed } from '../article/failure.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { type Begun, beginFetch, endFetch, keepFetch } from '../store/fetch-turns.ts';
import { openReceipt, packCaptures, type ReceiptFacts } from '../store/receipts.ts';
import { reached } from '../telemetry/kill-points.ts';
import type { Bookmark, FetchedCapture } from '../transports/contract/transport.ts';
import { newIntervalMs } from './pacing.ts';
import { type ReceiptRoom, type Received, readIn, readIntoReceipt, resumeReceipt } from './read-receipt.ts';

/** How long a feed stands still after a process died in its fetch; a fetch that goes on keeps its lease. */
const LEASE_MS = 15_000;
const KEEP_EVERY_MS = 5_000;

/** What fetching needs of the house. */
export interface FetchRoom extends ReceiptRoom {
  readonly userAgent: string;
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
