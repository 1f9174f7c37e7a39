const JITTER = 0.1;
const STEP = 2;
const MOST_STEPS = 12;
/** A schedule is not set anew for less of a change. */
const WORTH_A_CHANGE = 0.2;

/** The bounds of a feed's interval, in milliseconds. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** The interval of a feed, from the one that was kept (0: none was), in milliseconds. */
export function intervalWithin({ min, max }: Bounds, keptMs: number): number {
  return Math.min(max, Math.max(min, keptMs || min));
}

/**
 * How long to wait from now on between two fetches of a feed, in milliseconds, or null when the interval it has serves.
 * @param keptMs the interval that was kept; 0 when none was
 * @param hintMs how long the source asks to be left alone, or null
 * @param random from 0 to 1; spreads fetches that failed together
 */
export function newIntervalMs(
  every: Bounds,
  {
    keptMs,
    outcome,
    failures,
    hintMs,
    random,
  }: {
    keptMs: number;
    outcome: 'ok' | 'unchanged' | 'failed';
    failures: number;
    hintMs: number | null;
    random: number;
  },
): number | null {
  const before = intervalWithin(every, keptMs);
  const backedOff = every.min * STEP ** Math.min(failures, MOST_STEPS) * (1 - JITTER + 2 * JITTER * random);
  const wanted = {
    ok: hintMs ?? every.min,
    unchanged: Math.max(hintMs ?? 0, before * 1.5),
    failed: Math.max(hintMs ?? 0, backedOff),
  }[outcome];
  const next = Math.round(Math.min(every.max, Math.max(every.min, wanted)));
  return Math.abs(next - before) < before * WORTH_A_CHANGE ? null : next;
}
