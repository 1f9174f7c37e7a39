const JITTER = 0.1;
const STEP = 2;

/**
 * How long to wait until the next fetch of a feed, in milliseconds, between its bounds.
 * @param hintMs how long the source asks to be left alone, or null
 * @param random from 0 to 1; spreads fetches that failed together
 */
export function nextIntervalMs({
  every,
  before,
  outcome,
  failures,
  hintMs,
  random,
}: {
  every: { readonly min: number; readonly max: number };
  before: number;
  outcome: 'ok' | 'unchanged' | 'failed';
  failures: number;
  hintMs: number | null;
  random: number;
}): number {
  const bounded = (ms: number): number => Math.round(Math.min(every.max, Math.max(every.min, ms)));
  if (outcome === 'ok') return bounded(hintMs ?? every.min);
  if (outcome === 'unchanged') return bounded(Math.max(hintMs ?? 0, before * 1.5));
  const backedOff = every.min * STEP ** Math.min(failures, 12) * (1 - JITTER + 2 * JITTER * random);
  return bounded(Math.max(hintMs ?? 0, backedOff));
}
