import { describe, expect, test } from 'vitest';
import { intervalWithin, newIntervalMs } from '../../src/queue/pacing.ts';

const EVERY = { min: 10_000, max: 100_000 };
const NEWS = { keptMs: 40_000, outcome: 'unchanged', failures: 0, hintMs: null, random: 0.5 } as const;

test.each([
  [0, 10_000],
  [5_000, 10_000],
  [40_000, 40_000],
  [200_000, 100_000],
])('an interval kept as %i is %i within its bounds', (kept, interval) => {
  expect(intervalWithin(EVERY, kept)).toBe(interval);
});

describe('the interval after a fetch', () => {
  test.each([
    ['grows while nothing changes', {}, 60_000],
    ['ends at the longest', { keptMs: 80_000 }, 100_000],
    ['stays at the longest', { keptMs: 100_000 }, null],
    ['is the shortest when something came', { outcome: 'ok' }, 10_000],
    ['stays the shortest', { outcome: 'ok', keptMs: 10_000 }, null],
    ['is what the source asks for', { outcome: 'ok', hintMs: 70_000 }, 70_000],
    ['is not shorter than the source asks for', { hintMs: 90_000 }, 90_000],
    ['is not changed for a little', { outcome: 'ok', hintMs: 45_000 }, null],
    ['doubles with every failure', { outcome: 'failed', failures: 3 }, 80_000],
    ['is spread after failures', { outcome: 'failed', failures: 3, random: 0 }, 72_000],
    ['is not overrun by many failures', { outcome: 'failed', failures: 5_000 }, 100_000],
  ] as const)('%s', (_, news, interval) => {
    expect(newIntervalMs(EVERY, { ...NEWS, ...news })).toBe(interval);
  });
});
