import type { Logger } from 'pino';
import type { AttemptResult } from '../destinations/contract/destination.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { type DestinationState, updateDestination, wakeLanes } from '../store/lanes.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { Breaker } from './breaker.ts';

/** How exactly the time of a destination's last success is kept while it answers. */
const SUCCESS_KEPT_EVERY_MS = 1_000;
/** A destination without any success for so long is paused, with an alarm. */
const PAUSE_AFTER_MS = 120 * 3_600_000;
const PROBE_PAUSED_MS = 24 * 3_600_000;
/** Nothing was delivered for so long: it was the receiver, not one story. */
const OUTAGE_MS = 30_000;
const WOKEN = 10_000;
const WOKEN_EVERY_MS = 5;

/** What is needed to judge how a destination stands. */
interface StandingRoom {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly destination: DestinationSettings;
  readonly now: () => number;
}

/** How a destination stands, by what became of the attempts: it answers, fails, or is paused. */
export class Standing {
  readonly breaker = new Breaker();
  /** As its publisher last saw or left it. */
  state: DestinationState = { cursor: null, paused: null, failingSince: null, lastSuccessAt: null };
  readonly #room: StandingRoom;
  readonly #onRecovery: () => void;

  /** @param onRecovery called when an outage is over, before what waits is made due */
  constructor(room: StandingRoom, onRecovery: () => void) {
    this.#room = room;
    this.#onRecovery = onRecovery;
  }

  /** It is paused, and the time to probe it has not come. */
  get rests(): boolean {
    const { paused } = this.state;
    return paused !== null && this.#room.now() - Number(paused) < PROBE_PAUSED_MS;
  }

  /** Takes what became of an attempt. @param alive the receiver answered for itself, whatever it said */
  async learn(result: AttemptResult, alive: boolean): Promise<void> {
    const { destination, log, now, metrics } = this.#room;
    const change = this.breaker.record(alive, now());
    if (change !== null) log.warn({ destination: destination.id, state: change }, 'breaker changed');
    metrics.breakerOpen.set({ destination: destination.id }, this.breaker.open ? 1 : 0);
    if (result.outcome === 'delivered') return this.#succeeded(change === 'closed');
    if (alive) return;
    const since = this.state.failingSince ?? now();
    if (this.state.failingSince === null) await this.#keep({ failingSince: since });
    if (result.outcome === 'gone' || now() - since > PAUSE_AFTER_MS) {
      await this.#keep({ paused: String(now()) });
      const reason = result.outcome === 'gone' ? 'the receiver answered 410' : 'no success for 120 hours';
      log.error({ destination: destination.id, reason }, 'destination paused');
    } else if (this.state.paused !== null) await this.#keep({ paused: String(now()) });
  }

  /** After an outage all that waits is due at once; what one story's failure makes wait is not. */
  async #succeeded(breakerClosed: boolean): Promise<void> {
    const { store, destination, now } = this.#room;
    const { failingSince, paused, lastSuccessAt } = this.state;
    const recovers = failingSince !== null || paused !== null;
    if (!recovers && now() - (lastSuccessAt ?? 0) < SUCCESS_KEPT_EVERY_MS) return;
    await this.#keep({ lastSuccessAt: now(), failingSince: null, paused: null });
    const outageMs = failingSince === null ? 0 : now() - failingSince;
    if (!breakerClosed && paused === null && outageMs < OUTAGE_MS) return;
    this.#onRecovery();
    await wakeLanes(store, destination.id, { now: now(), limit: WOKEN, everyMs: WOKEN_EVERY_MS });
  }

  /** Keeps facts of the destination here at once, so that attempts under way do not all do it, and in Redis. */
  async #keep(facts: Partial<Omit<DestinationState, 'cursor'>>): Promise<void> {
    const { store, destination } = this.#room;
    this.state = { ...this.state, ...facts };
    const words = Object.entries(facts).map(([name, value]) => [name, value ?? ''] as const);
    await updateDestination(store, destination.id, Object.fromEntries(words));
  }
}
