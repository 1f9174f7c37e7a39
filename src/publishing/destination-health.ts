import type { Logger } from 'pino';
import type { AttemptResult } from '../article/attempt.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import type { AlarmKey } from '../store/alarm-keys.ts';
import { clearAlarm, raiseAlarm } from '../store/alarms.ts';
import {
  type DestinationState,
  type PauseCause,
  pauseAlarm,
  readServed,
  updateDestination,
} from '../store/destinations.ts';
import { wakeLanes } from '../store/lanes.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { Breaker } from './breaker.ts';
import { Pace } from './pace.ts';

/** While a destination answers, the time of its last success is written to Redis no more often than this. */
const SUCCESS_KEPT_EVERY_MS = 1_000;
const DAY_MS = 24 * 3_600_000;
/** A destination without any success for so long is paused, with an alarm. */
const PAUSE_AFTER_MS = 5 * DAY_MS;
/** After so many answers of one kind without a success between them, the destination is at fault and not a story. */
const ANSWERS_IN_A_ROW = 10;
/** If nothing was delivered for this long, the receiver was at fault and not one story. */
const OUTAGE_MS = 30_000;
/** The same, if several stories failed in that time. */
const SHORT_OUTAGE_MS = 5_000;
const STORIES_OF_AN_OUTAGE = 3;
/** After an outage at most so many lanes become due, so far apart. */
const MOST_LANES_WOKEN = 10_000;
const LANES_WOKEN_EVERY_MS = 5;

/** How often a paused destination is probed, why it is paused, and what an operator does. */
const PAUSES: Readonly<
  Record<PauseCause, { readonly probeEveryMs: number; readonly why: string; readonly cure: string }>
> = {
  gone: {
    probeEveryMs: DAY_MS,
    why: 'the receiver answered 410',
    cure: 'ask its owner; take it out of the settings, or run copytaster destinations resume',
  },
  denied: {
    probeEveryMs: 10 * 60_000,
    why: 'the receiver denied everything',
    cure: 'correct url:, secrets: or headers:, or let its owner mend it; then run copytaster destinations resume',
  },
  silent: {
    probeEveryMs: DAY_MS,
    why: 'no success for 120 hours',
    cure: 'mend the receiver, then run copytaster destinations resume',
  },
  operator: {
    probeEveryMs: Number.POSITIVE_INFINITY,
    why: 'an operator paused it',
    cure: 'run copytaster destinations resume',
  },
};

/** What following the health of a destination needs from the service. */
interface HealthDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly destination: DestinationSettings;
  readonly now: () => number;
}

/** An attempt that has ended. */
export interface Ended {
  readonly article: string;
  readonly result: AttemptResult;
  /** When it began (epoch milliseconds). */
  readonly begunAt: number;
}

/** The state of a destination as its attempts show it: it answers, fails, asks for a slower pace, or is paused. */
export class DestinationHealth {
  readonly breaker = new Breaker();
  readonly pace: Pace;
  /** As its publisher last saw or left it. */
  state: DestinationState = {
    cursor: null,
    begunAt: 0,
    paused: null,
    pausedBy: null,
    failingSince: null,
    lastSuccessAt: null,
  };
  /** What is stored beside its cursor, as its publisher last saw it. */
  window = '';
  readonly #dependencies: HealthDependencies;
  /** Grows whenever facts are changed here: what was read from Redis meanwhile is older than they are. */
  #changes = 0;
  #succeededAt = 0;
  readonly #inARow = { gone: 0, denied: 0 };
  readonly #deniedStories = new Set<string>();
  readonly #refusedStories = new Set<string>();
  /** Stories that failed since the last success; no more of them than it takes to tell an outage. */
  readonly #failedStories = new Set<string>();

  constructor(dependencies: HealthDependencies) {
    this.#dependencies = dependencies;
    const { concurrency, rate } = dependencies.destination;
    this.pace = new Pace({ concurrency, rate });
  }

  /** Reads what Redis holds. If facts were changed here meanwhile, only the place in the log is taken from it. */
  async read(): Promise<DestinationState> {
    const before = this.#changes;
    const { state: found, window } = await readServed(this.#dependencies.store, this.#dependencies.destination.id);
    this.window = window;
    const { cursor, begunAt } = found;
    this.state = this.#changes === before ? found : { ...this.state, cursor, begunAt };
    return this.state;
  }

  /** True while the destination is paused and it is not yet time to probe it. */
  get isResting(): boolean {
    const { paused, pausedBy } = this.state;
    if (paused === null) return false;
    return this.#dependencies.now() - Number(paused) < PAUSES[pausedBy ?? 'gone'].probeEveryMs;
  }

  /** When the destination last accepted something (epoch milliseconds). */
  get provenAt(): number {
    return Math.max(this.#succeededAt, this.state.lastSuccessAt ?? 0);
  }

  /** Learns from an attempt that has ended. */
  async learn({ article, result, begunAt }: Ended): Promise<void> {
    const { now } = this.#dependencies;
    switch (result.outcome) {
      case 'delivered':
        return this.#succeeded(article);
      case 'paced':
        this.pace.asked(result.retryAfterMs, begunAt, now());
        return;
      case 'put-back':
        return;
      case 'refused':
        return this.#refused(article, result.reason);
      case 'denied':
        return this.#denied(article, result.reason);
      case 'gone':
        return this.#failed(article, result.reason, 'gone');
      case 'failed':
        if (result.ambiguous) this.pace.failed(begunAt, now());
        return this.#failed(article, result.reason);
    }
  }

  async #failed(article: string, reason: string, row?: 'gone'): Promise<void> {
    const { now } = this.#dependencies;
    if (this.#failedStories.size < STORIES_OF_AN_OUTAGE) this.#failedStories.add(article);
    await this.#breaker(article, false, reason);
    const since = this.state.failingSince ?? now();
    if (this.state.failingSince === null) await this.#keep({ failingSince: since });
    if (row !== undefined) this.#inARow[row] += 1;
    if (row !== undefined && this.#inARow[row] >= ANSWERS_IN_A_ROW) await this.#pause(row, reason);
    else if (now() - since > PAUSE_AFTER_MS) await this.#pause('silent', reason);
    else if (this.state.paused !== null) await this.#keep({ paused: String(now()) });
  }

  /** One refused story is at fault itself. If many in a row are refused and none is accepted, the destination fails. */
  async #refused(article: string, reason: string): Promise<void> {
    await this.#breaker(article, true, reason);
    if (this.#refusedStories.size < ANSWERS_IN_A_ROW) this.#refusedStories.add(article);
    if (this.#refusedStories.size < ANSWERS_IN_A_ROW || this.state.failingSince !== null) return;
    await this.#keep({ failingSince: this.#dependencies.now() });
  }

  /** A denied story is at fault if others are accepted. If several in a row are denied, the destination is at fault. */
  async #denied(article: string, reason: string): Promise<void> {
    const { now } = this.#dependencies;
    await this.#breaker(article, true, reason);
    this.#inARow.denied += 1;
    this.#deniedStories.add(article);
    if (this.state.failingSince === null) await this.#keep({ failingSince: now() });
    if (this.state.paused !== null) await this.#keep({ paused: String(now()) });
    else if (this.#inARow.denied >= ANSWERS_IN_A_ROW && this.#deniedStories.size > 1)
      await this.#pause('denied', reason);
  }

  async #pause(cause: PauseCause, reason: string): Promise<void> {
    const { store, destination, log, now } = this.#dependencies;
    const { why, cure } = PAUSES[cause];
    if (this.state.pausedBy === 'operator') return;
    const fresh = this.state.paused === null;
    await this.#keep({ paused: String(now()), pausedBy: cause });
    if (!fresh) return;
    log.error({ destination: destination.id, reason: why, answer: reason, cure }, 'destination paused');
    const problem = `destination ${destination.id} is paused: ${why} (${reason}); nothing is lost, its stories wait`;
    await raiseAlarm(store, { key: pauseAlarm(destination.id), problem, cure });
  }

  /** After an outage everything that waits becomes due at once. After the failure of one story it does not. */
  async #succeeded(article: string): Promise<void> {
    const { store, destination, now } = this.#dependencies;
    const wasOpen = this.breaker.open;
    const outageFromMs = this.#failedStories.size < STORIES_OF_AN_OUTAGE ? OUTAGE_MS : SHORT_OUTAGE_MS;
    this.#failedStories.clear();
    this.#succeededAt = now();
    this.#inARow.gone = 0;
    this.#inARow.denied = 0;
    this.#deniedStories.clear();
    this.#refusedStories.clear();
    this.pace.succeeded(now());
    await this.#breaker(article, true, '');
    const { failingSince, paused, lastSuccessAt } = this.state;
    if (this.state.pausedBy === 'operator') return this.#keep({ lastSuccessAt: now(), failingSince: null });
    const recovers = failingSince !== null || paused !== null;
    if (!recovers && now() - (lastSuccessAt ?? 0) < SUCCESS_KEPT_EVERY_MS) return;
    await this.#keep({ lastSuccessAt: now(), failingSince: null, paused: null, pausedBy: null });
    if (paused !== null) await clearAlarm(store, pauseAlarm(destination.id));
    const outageMs = failingSince === null ? 0 : now() - failingSince;
    if (!wasOpen && paused === null && outageMs < outageFromMs) return;
    await wakeLanes(store, destination.id, { now: now(), limit: MOST_LANES_WOKEN, everyMs: LANES_WOKEN_EVERY_MS });
  }

  async #breaker(article: string, ok: boolean, reason: string): Promise<void> {
    const { store, destination, log, now, metrics } = this.#dependencies;
    const change = this.breaker.record(article, ok, now());
    metrics.breakerOpen.set({ destination: destination.id }, this.breaker.open ? 1 : 0);
    if (change === null) return;
    log.warn({ destination: destination.id, state: change, ...(reason === '' ? {} : { reason }) }, 'breaker changed');
    if (change === 'closed') {
      this.pace.beginAnew();
      await clearAlarm(store, failureAlarm(destination.id));
    } else {
      const problem = `destination ${destination.id} fails: ${reason}; nothing is lost, its stories wait`;
      await raiseAlarm(store, {
        key: failureAlarm(destination.id),
        problem,
        cure: 'mend the receiver; what waits goes out by itself',
      });
    }
  }

  /** Changes facts here at once, so that other attempts under way see them, and then in Redis. */
  async #keep(facts: Partial<Omit<DestinationState, 'cursor' | 'begunAt'>>): Promise<void> {
    const { store, destination } = this.#dependencies;
    this.state = { ...this.state, ...facts };
    this.#changes += 1;
    const words = Object.entries(facts).map(([name, value]) => [name, value ?? ''] as const);
    await updateDestination(store, destination.id, Object.fromEntries(words));
    this.#changes += 1;
  }
}

/** The key of the alarm that a destination fails. */
export const failureAlarm = (destination: string): AlarmKey => `destination.${destination}.failing`;
