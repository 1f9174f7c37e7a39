import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import { nextRelease, releaseDue } from '../store/releases.ts';
import type { Store } from '../store/store.ts';

/** An embargo that was just committed may pass at once, so the next instant is looked up at least this often. */
const LONGEST_SLEEP_MS = 250;
/** While an instant has passed by this clock and not by that of Redis. */
const SHORTEST_SLEEP_MS = 5;
const AFTER_FAILURE_MS = 1_000;

/** What ending embargoes needs. */
interface EmbargoDependencies {
  readonly store: Store;
  readonly log: Logger;
  /** Epoch milliseconds by the clock of Redis. */
  readonly now: () => number;
  /** Called when an embargo has passed, here or in another process: something is to be sent. */
  readonly onPassed: () => void;
}

/** Sleeps until the next embargo passes and ends it at that instant, never before; until the signal. */
export async function runEmbargoClock(dependencies: EmbargoDependencies, signal: AbortSignal): Promise<void> {
  let next: number | null = null;
  while (!signal.aborted) {
    let pauseMs = LONGEST_SLEEP_MS;
    try {
      next = await endPassed(dependencies, next);
      pauseMs = next === null ? LONGEST_SLEEP_MS : next - dependencies.now();
    } catch (error) {
      dependencies.log.warn({ reason: describeError(error) }, 'embargoes could not be looked at; trying again');
      pauseMs = AFTER_FAILURE_MS;
    }
    const sleepMs = Math.min(Math.max(pauseMs, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS);
    await wait(sleepMs, undefined, { signal }).catch(() => undefined);
  }
}

async function endPassed(
  { store, log, now, onPassed }: EmbargoDependencies,
  expected: number | null,
): Promise<number | null> {
  if (expected !== null && expected <= now()) {
    const released = await releaseDue(store, now());
    if (released.length > 0) log.info({ articles: released }, 'embargo passed');
    onPassed();
  }
  return await nextRelease(store);
}
