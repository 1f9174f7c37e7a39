const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between attempts (Standard Webhooks), then every 24 hours until the destination's `keep`. */
const ORDINARY_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** A kill is tried again soon, for as long as it takes. */
const STOP_MS = [SECOND, 2 * SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE];

/** Between answers that say "never": soon, for the third one decides. */
const REFUSED_MS = 5 * SECOND;

const JITTER = 0.2;

/** Longest wait that a receiver can ask for. */
const MAX_RETRY_AFTER_MS = HOUR;

/**
 * Milliseconds until the next attempt.
 * @param failures failed attempts so far, this one included
 * @param random from 0 to 1; spreads the attempts by ±20 %
 */
export function retryDelayMs({
  failures,
  stop,
  refused,
  retryAfterMs,
  random,
}: {
  failures: number;
  stop: boolean;
  refused: boolean;
  retryAfterMs: number | null;
  random: number;
}): number {
  const schedule = stop ? STOP_MS : ORDINARY_MS;
  const base = refused && !stop ? REFUSED_MS : (schedule[Math.min(failures, schedule.length) - 1] ?? SECOND);
  const jittered = base * (1 - JITTER + 2 * JITTER * random);
  if (retryAfterMs === null || stop) return jittered;
  return Math.max(jittered, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
}
