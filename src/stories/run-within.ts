import { Script } from 'node:vm';

const CALL = new Script('globalThis[Symbol.for("copytaster.work")]()');
const WORK = Symbol.for('copytaster.work');

/** True for what `runWithin` throws when the time is over. */
export function isOverTime(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** On a machine that gives this thread no turn, the time of a clock tells nothing of the work. */
const MOST_TRIES = 5;

/**
 * Runs work and gives its result. The work must not wait for anything, and may be run again. When it has used `ms` of
 * the processor it is stopped, in the middle of a pattern too. Where other processes used that time, it begins again with
 * twice the time by the clock.
 * @throws an error that `isOverTime` knows; whatever the work throws
 */
export function runWithin<Value>(ms: number, work: () => Value): Value {
  const before = usedMs();
  for (let tries = 1; ; tries += 1) {
    try {
      return runOnce(ms * 2 ** (tries - 1), work);
    } catch (error) {
      if (!isOverTime(error) || tries === MOST_TRIES || usedMs() - before >= ms) throw error;
    }
  }
}

function runOnce<Value>(ms: number, work: () => Value): Value {
  const place = globalThis as unknown as Record<symbol, unknown>;
  place[WORK] = work;
  try {
    return CALL.runInThisContext({ timeout: ms }) as Value;
  } finally {
    delete place[WORK];
  }
}

/** Milliseconds of the processor that this thread has had. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
