import { randomUUID } from 'node:crypto';
import { cutText } from '../article/cut-text.ts';
import { describeError, type FeedDown, isFailure, Snoozed } from '../article/failure.ts';
import { intervalWithin, newIntervalMs } from '../queue/pacing.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { AccountMemory } from '../store/accounts.ts';
import { countAgain } from '../store/dead-letters.ts';
import { type AskedFeed, type Begun, beginFetch, keepFetch, type Overran } from '../store/fetch-turns.ts';
import { keepCounts, readMissing } from '../store/message-counts.ts';
import { reached } from '../telemetry/crash-points.ts';
import { inStage } from '../telemetry/stages.ts';
import {
  type AnyTransport,
  type FetchContext,
  type FetchResult,
  type PollHints,
  seesNews,
} from '../transports/contract/transport.ts';
import type { FeedCosts } from './feed-costs.ts';
import type { FetchEnds } from './fetch-ends.ts';
import type { FetchOlder } from './overrun.ts';
import { resumeReceipt } from './read-receipt.ts';
import { bookmarkOf, capturesWithStops, type ReceiveDependencies, receiveCaptures } from './receive-captures.ts';
import { badDocument, keepRefused, knownRefusal, refusalOf } from './refused-documents.ts';

/** How long a feed stands still after a process died in its fetch; a fetch that goes on keeps its lease. */
export const LEASE_MS = 15_000;
const KEEP_EVERY_MS = 5_000;

/** What fetching needs from the service. */
export interface FetchDependencies extends ReceiveDependencies {
  readonly accounts: AccountMemory;
  readonly ends: FetchEnds;
  readonly costs: FeedCosts;
  /** Our own address, as sources reach it, or null. */
  readonly publicUrl: () => string | null;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** One fetch of a feed that somebody asked for. */
export async function fetchFeed(dependencies: FetchDependencies, feed: FeedSettings): Promise<void> {
  const token = randomUUID();
  const { shortestMs } = askedFeed(dependencies, feed);
  const begun = await beginFetch(dependencies.store, feed.id, { token, leaseMs: LEASE_MS, shortestMs });
  if (begun.state === 'leased')
    throw new Snoozed(`feed ${feed.id}: is being fetched elsewhere`, Math.min(begun.until, dependencies.now() + 5_000));
  await goOnWith(dependencies, feed, token, begun);
}

/** The feed as it is asked for. One that can see its news for itself may be asked at any time. */
export function askedFeed({ transports }: FetchDependencies, feed: FeedSettings): AskedFeed {
  return { id: feed.id, shortestMs: seesNews(transports.get(feed.transport), feed) ? 0 : feed.every.min };
}

/** What is to be done with a feed that was asked for: bytes into a receipt, items read once, jobs added. */
export async function goOnWith(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  token: string,
  begun: Begun,
): Promise<void> {
  if (begun.state === 'open') return resumeReceipt(dependencies, feed, begun.receipt);
  if (begun.state !== 'begun') return;
  const transport = dependencies.transports.get(feed.transport);
  if (transport === undefined) throw new Error(`feed ${feed.id}: there is no transport ${feed.transport}`);
  reached('fetch-begun');
  const turn: Turn = { token, begun, at: dependencies.now() };
  const keeping = setInterval(() => {
    keepFetch(dependencies.store, feed.id, token, LEASE_MS).catch(() => undefined);
  }, KEEP_EVERY_MS);
  try {
    const result = await askSource(dependencies, feed, transport, begun);
    const gap = gapLearnt(dependencies, feed, result.hints);
    dependencies.metrics.fetches.inc({ feed: feed.id, outcome: result.outcome });
    await keepRefused(dependencies, feed, result.refused ?? []);
    await keepCounts(dependencies.store, feed.id, result.numbers ?? [], dependencies.now());
    if (result.outcome === 'unchanged') {
      const bookmark: Record<string, string> =
        result.bookmark === undefined ? {} : { bookmark: JSON.stringify(result.bookmark), firstPollDone: '1' };
      await dependencies.recovered(feed.id);
      await endTurn(dependencies, feed, turn, {
        outcome: 'unchanged',
        hintMs: result.hints.waitMs,
        notBefore: notBeforeOf(result.hints, dependencies.now()),
        learnt: {
          ...bookmark,
          ...gap,
          lastOkAt: dependencies.now(),
          state: 'unchanged',
          failures: 0,
          notice: result.hints.notice ?? '',
        },
      });
      return;
    }
    reached('fetch-answered');
    const known = knownRefusal(begun, feed, result.captures, dependencies.now());
    if (known !== null) {
      await countAgain(dependencies.store, known.letter, dependencies.now());
      await endTurn(dependencies, feed, turn, {
        outcome: 'failed',
        hintMs: result.hints.waitMs,
        notBefore: notBeforeOf(result.hints, dependencies.now()),
        learnt: { ...gap, ...badDocument(begun, known.reason, dependencies.now()) },
      });
      return;
    }
    const captures = dependencies.onlyStops()
      ? await capturesWithStops(dependencies, feed, result.captures)
      : result.captures;
    const taken = await receiveCaptures(
      dependencies,
      feed,
      { token, begun },
      {
        captures,
        continues: result.continues,
        fetchOlder: olderOf(dependencies, feed, transport, begun),
      },
    );
    const { hintMs, refused, isNews, overran } = taken;
    const missed = taken.gap === null ? {} : gapLearnt(dependencies, feed, { gap: taken.gap });
    const bookmark: Record<string, string> = isNews
      ? {}
      : { bookmark: JSON.stringify(bookmarkOf(captures)), firstPollDone: '1' };
    await endTurn(dependencies, feed, turn, {
      outcome: refused === null ? 'ok' : 'failed',
      hintMs: overran === null ? (result.hints.waitMs ?? hintMs) : null,
      overran,
      notBefore: notBeforeOf(result.hints, dependencies.now()),
      learnt: {
        notice: result.hints.notice ?? '',
        ...bookmark,
        ...gap,
        ...missed,
        ...(overran === null ? {} : { overran: JSON.stringify(overran) }),
        ...(refused === null
          ? { lastOkAt: dependencies.now(), state: 'ok', failures: 0, refused: '' }
          : {
              ...badDocument(begun, refused, dependencies.now()),
              refused: await refusalOf(dependencies, feed, begun, { captures: result.captures, reason: refused }),
            }),
      },
    });
    reached('fetch-ended');
  } catch (error) {
    await failed(dependencies, feed, turn, error);
  } finally {
    clearInterval(keeping);
  }
}

function askSource(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  transport: AnyTransport,
  begun: Turn['begun'],
): Promise<FetchResult> {
  return inStage(dependencies.metrics, { stage: 'fetch', facts: { feed: feed.id } }, () =>
    transport.fetch(contextOf(dependencies, feed, begun)),
  );
}

function contextOf(
  { store, now, signal, userAgent, accounts, inbox, publicUrl }: FetchDependencies,
  feed: FeedSettings,
  { bookmark, sequence }: Turn['begun'],
): FetchContext {
  return {
    ...{ feed, bookmark, sequence, signal, userAgent, accounts, inbox },
    now: now(),
    publicUrl: publicUrl(),
    missing: () => readMissing(store, feed.id),
  };
}

/** Asks for what a list showed before, where the transport can. */
function olderOf(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  transport: AnyTransport,
  begun: Turn['begun'],
): FetchOlder | null {
  const { fetchOlder } = transport;
  return fetchOlder === undefined ? null : (address) => fetchOlder(contextOf(dependencies, feed, begun), address);
}

/** What the source let go of before we read it stays with the feed, is said aloud and counted. */
function gapLearnt(
  { log, metrics, now }: FetchDependencies,
  feed: FeedSettings,
  { gap }: Pick<PollHints, 'gap'>,
): Record<string, string | number> {
  if (gap === undefined) return {};
  metrics.gaps.inc({ feed: feed.id });
  log.warn({ feed: feed.id, gap }, 'copy may be missing');
  return { lastGap: gap, lastGapAt: now() };
}

/** Retry-After is a promise; how long an answer is fresh (max-age) only sets the pace. */
const notBeforeOf = ({ retryAfterMs = null }: PollHints, now: number): number | null =>
  retryAfterMs === null ? null : now + retryAfterMs;

/** One fetch of a feed, from when it was begun. */
interface Turn {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly begun: Extract<Begun, { state: 'begun' }>;
}

/** What a fetch came to, and what the feed keeps of it. */
interface FetchEnd {
  readonly outcome: 'ok' | 'unchanged' | 'failed';
  readonly hintMs: number | null;
  /** The instant before which the source must not be asked again, or null. */
  readonly notBefore: number | null;
  /** Its list overran. */
  readonly overran?: Overran | null;
  readonly learnt: Readonly<Record<string, string | number>>;
}

async function endTurn(
  dependencies: FetchDependencies,
  feed: FeedSettings,
  { token, begun, at }: Turn,
  end: FetchEnd,
): Promise<void> {
  const { outcome, hintMs } = end;
  const restMs = restOf(dependencies, feed);
  const learnt = restMs === 0 ? end.learnt : { ...end.learnt, notice: restNotice(restMs) };
  const failures = Number(learnt.failures);
  const every = boundsOf(feed, end.overran ?? begun.overran, dependencies.now());
  const intervalMs = newIntervalMs(every, {
    keptMs: begun.intervalMs,
    outcome,
    failures,
    hintMs,
    random: dependencies.random(),
  });
  const { state, lastError, lastGap, lastGapAt } = learnt;
  await dependencies.ends.end({
    feed: feed.id,
    token,
    intervalMs,
    everyMs: intervalMs ?? intervalWithin(every, begun.intervalMs),
    notBefore: restMs === 0 ? end.notBefore : Math.max(end.notBefore ?? 0, dependencies.now() + restMs),
    learnt,
    record: {
      at,
      tookMs: dependencies.now() - at,
      state: String(state),
      intervalMs,
      error: failures > 0 ? String(lastError ?? '') : null,
    },
    gap: lastGap === undefined ? null : { at: Number(lastGapAt), gap: String(lastGap) },
  });
}

/** For how long the feed is left alone for what it has cost. One that can see its news for itself does not rest. */
function restOf({ costs, transports }: FetchDependencies, feed: FeedSettings): number {
  const restMs = costs.takeRestMs(feed.id);
  return seesNews(transports.get(feed.transport), feed) ? 0 : restMs;
}

const restNotice = (restMs: number): string =>
  `its documents are much work: it is left alone for ${Math.ceil(restMs / 1_000)} s, so that other feeds have their turns`;

/** The bounds of a feed's interval. One whose list overran is not left alone for so long again. */
function boundsOf({ every }: FeedSettings, overran: Overran | null, now: number): FeedSettings['every'] {
  if (overran === null || overran.until <= now) return every;
  return { ...every, max: Math.max(every.min, Math.min(every.max, overran.maxMs)) };
}

async function failed(dependencies: FetchDependencies, feed: FeedSettings, turn: Turn, error: unknown): Promise<void> {
  const down = isFailure(error, 'FeedDown') ? (error as FeedDown) : null;
  const snoozed = isFailure(error, 'Snoozed') ? (error as Snoozed) : null;
  const state = down?.state ?? (snoozed === null ? 'error' : 'rate-limited');
  dependencies.metrics.fetches.inc({ feed: feed.id, outcome: state });
  dependencies.log.warn({ feed: feed.id, state, reason: describeError(error) }, 'feed could not be fetched');
  const notBefore = down?.notBefore ?? snoozed?.until ?? null;
  await endTurn(dependencies, feed, turn, {
    outcome: 'failed',
    hintMs: notBefore === null ? null : Math.max(0, notBefore - dependencies.now()),
    notBefore,
    learnt: {
      state,
      failures: turn.begun.failures + 1,
      lastError: cutText(describeError(error), 500),
      lastFailureAt: dependencies.now(),
    },
  });
}
