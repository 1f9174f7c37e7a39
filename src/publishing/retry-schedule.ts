const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between attempts, then hourly until the destination's `keep`: news is perishable, an outage is the breaker's. */
const ORDINARY_MS = [
  SECOND,
  5 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
];

/** A stop is tried again soon, every 5 s for ten minutes, then every minute for as long as it takes. */
const STOP_MS = [
  SECOND / 4,
  ...Array.from({ length: 6 }, () => SECOND / 2),
  SECOND,
  2 * SECOND,
  ...Array.from({ length: 120 }, () => 5 * SECOND),
  MINUTE,
];

/** Between answers that say "never": soon, for the third one decides. */
const REFUSED_MS = 5 * SECOND;

const JITTER = 0.2;

/** Longest wait that a receiver can ask for. */
const MAX_RETRY_AFTER_MS = HOUR;
/** Longest wait that a receiver can ask for with a stop, and the wait between stops to a paused destination. */
const MAX_STOP_WAIT_MS = MINUTE;

/** What decides when an attempt is made again. */
interface Failed {
  /** Failed attempts so far, this one included. */
  readonly failures: number;
  readonly refused: boolean;
  readonly retryAfterMs: number | null;
  /** From 0 to 1; spreads the attempts by ±20 %. */
  readonly random: number;
}

/** Milliseconds until the next attempt. */
export function retryDelayMs({ failures, refused, retryAfterMs, random }: Failed): number {
  const base = refused ? REFUSED_MS : waitIn(ORDINARY_MS, failures);
  return Math.max(spread(base, random), Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS));
}

/** Milliseconds until a stop is sent again. `paused`: the destination is paused, stops go there once a minute. */
export function stopRetryDelayMs({
  failures,
  retryAfterMs,
  random,
  paused,
}: Omit<Failed, 'refused'> & { readonly paused: boolean }): number {
  if (paused) return MAX_STOP_WAIT_MS;
  return Math.max(spread(waitIn(STOP_MS, failures), random), Math.min(retryAfterMs ?? 0, MAX_STOP_WAIT_MS));
}

const waitIn = (schedule: readonly number[], failures: number): number =>
  schedule[Math.min(failures, schedule.length) - 1] ?? SECOND;
const spread = (base: number, random: number): number => base * (1 - JITTER + 2 * JITTER * random);
