import type { Logger } from 'pino';
import { cutText } from '../article/cut-text.ts';
import { describeError, type FeedDown, isFailure, type Snoozed } from '../article/failure.ts';
import { intervalWithin, newIntervalMs } from '../queue/pacing.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Begun, Overran } from '../store/fetch-turns.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { type AnyTransport, seesNews } from '../transports/contract/transport.ts';
import type { FeedCosts } from './feed-costs.ts';
import type { FetchEnds } from './fetch-ends.ts';

/** What ending a fetch needs from the service. */
export interface EndDependencies {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly transports: ReadonlyMap<string, AnyTransport>;
  readonly ends: FetchEnds;
  readonly costs: FeedCosts;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** One fetch of a feed, from when it was begun. */
export interface Turn {
  readonly token: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly begun: Extract<Begun, { state: 'begun' }>;
}

/** What a fetch came to, and what the feed keeps of it. */
export interface FetchEnd {
  readonly outcome: 'ok' | 'unchanged' | 'failed';
  readonly hintMs: number | null;
  /** The instant before which the source must not be asked again, or null. */
  readonly notBefore: number | null;
  /** Its list overran. */
  readonly overran?: Overran | null;
  readonly learnt: Readonly<Record<string, string | number>>;
}

/** Ends a fetch: the feed keeps what it came to, and when it is fetched next. */
export async function endTurn(
  dependencies: EndDependencies,
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
function restOf({ costs, transports }: EndDependencies, feed: FeedSettings): number {
  const restMs = costs.restMs(feed.id);
  return seesNews(transports.get(feed.transport), feed) ? 0 : restMs;
}

const restNotice = (restMs: number): string =>
  `what it brings is much work: it is left alone for ${Math.ceil(restMs / 1_000)} s, so that other feeds have their turns`;

/** The bounds of a feed's interval. One whose list overran is not left alone for so long again. */
function boundsOf({ every }: FeedSettings, overran: Overran | null, now: number): FeedSettings['every'] {
  if (overran === null || overran.until <= now) return every;
  return { ...every, max: Math.max(every.min, Math.min(every.max, overran.maxMs)) };
}

/** What a fetch that failed comes to; it is counted and logged. */
export function failureOf(
  { metrics, log, now }: EndDependencies,
  feed: FeedSettings,
  { begun }: Turn,
  error: unknown,
): FetchEnd {
  const down = isFailure(error, 'FeedDown') ? (error as FeedDown) : null;
  const snoozed = isFailure(error, 'Snoozed') ? (error as Snoozed) : null;
  const state = down?.state ?? (snoozed === null ? 'error' : 'rate-limited');
  metrics.fetches.inc({ feed: feed.id, outcome: state });
  log.warn({ feed: feed.id, state, reason: describeError(error) }, 'feed could not be fetched');
  const notBefore = down?.notBefore ?? snoozed?.until ?? null;
  return {
    outcome: 'failed',
    hintMs: notBefore === null ? null : Math.max(0, notBefore - now()),
    notBefore,
    learnt: {
      state,
      failures: begun.failures + 1,
      lastError: cutText(describeError(error), 500),
      lastFailureAt: now(),
    },
  };
}
