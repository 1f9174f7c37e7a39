import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import type { Outlet } from '../destinations/contract/destination.ts';
import type { AlarmKey } from '../store/alarm-keys.ts';
import { clearAlarm, raiseAlarm } from '../store/alarms.ts';
import type { Store } from '../store/store.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** What connecting to a destination needs. */
interface ConnectionDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly destination: { readonly id: string };
  readonly outlet: Outlet;
  readonly now: () => number;
}

/** The key of the alarm that a destination cannot be connected to. */
export const connectAlarm = (destination: string): AlarmKey => `destination.${destination}.connect`;

/**
 * Connects one destination's way out, and tries again with pauses that grow from 1 s to 30 s while it fails. Meanwhile
 * an alarm names the destination; no other destination waits for it.
 */
export class OutletConnection {
  readonly #dependencies: ConnectionDependencies;
  #connected = false;
  #failures = 0;
  #nextAttemptAt = Number.NEGATIVE_INFINITY;

  constructor(dependencies: ConnectionDependencies) {
    this.#dependencies = dependencies;
  }

  /** Another publisher may have used the way out since: connect anew before the next attempt. */
  renew(): void {
    this.#connected = false;
    this.#failures = 0;
    this.#nextAttemptAt = Number.NEGATIVE_INFINITY;
  }

  /** True once the way out can be used. */
  async isReady(): Promise<boolean> {
    const { now, outlet } = this.#dependencies;
    if (this.#connected) return true;
    if (now() < this.#nextAttemptAt) return false;
    try {
      await outlet.connect();
    } catch (error) {
      await this.#failed(error);
      return false;
    }
    await this.#succeeded();
    return true;
  }

  async #failed(error: unknown): Promise<void> {
    const { store, log, destination, now } = this.#dependencies;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures += 1;
    this.#nextAttemptAt = now() + pauseMs;
    const problem = `destination ${destination.id} cannot be connected to: ${describeError(error)}`;
    const cure = 'correct its settings, or mend what they name; nothing is lost, its stories wait';
    log.error(
      { destination: destination.id, reason: describeError(error), retryInMs: pauseMs, cure },
      'destination cannot be connected to',
    );
    await raiseAlarm(store, { key: connectAlarm(destination.id), problem, cure });
  }

  async #succeeded(): Promise<void> {
    const { store, log, destination } = this.#dependencies;
    if (this.#failures > 0) log.info({ destination: destination.id }, 'destination is connected');
    this.#failures = 0;
    await clearAlarm(store, connectAlarm(destination.id));
    this.#connected = true;
  }
}
