import { describe, expect, test } from 'vitest';
import { retryDelayMs, stopRetryDelayMs } from '../../src/publishing/retry-schedule.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const never = { refused: false, retryAfterMs: null, random: 0.5 };
const inSeconds = (ms: number): number => ms / SECOND;

describe('a story that failed', () => {
  test('is tried again after 1 s, 5 s, 15 s … and then hourly', () => {
    const waits = Array.from({ length: 13 }, (_, at) => inSeconds(retryDelayMs({ ...never, failures: at + 1 })));
    expect(waits).toEqual([1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 3_600, 3_600, 3_600]);
  });

  test.each([
    [0, 0.8],
    [1, 1.2],
  ])('is spread by a fifth either way (chance %d)', (random, share) => {
    for (const failures of [1, 5, 12])
      expect(retryDelayMs({ ...never, random, failures })).toBeCloseTo(share * retryDelayMs({ ...never, failures }), 6);
  });

  test('waits as long as its receiver asks, an hour at most', () => {
    expect(retryDelayMs({ ...never, failures: 1, retryAfterMs: 40 * SECOND })).toBe(40 * SECOND);
    expect(retryDelayMs({ ...never, failures: 1, retryAfterMs: 30 * HOUR })).toBe(HOUR);
    expect(retryDelayMs({ ...never, failures: 6, retryAfterMs: SECOND })).toBe(2 * MINUTE);
  });

  test('is soon tried for the third time where the receiver will never take it', () => {
    for (const failures of [1, 2]) expect(retryDelayMs({ ...never, failures, refused: true })).toBe(5 * SECOND);
  });
});

describe('a stop that failed', () => {
  const stop = { retryAfterMs: null, random: 0.5, paused: false };

  test('is tried again soon, every 5 s for ten minutes, then every minute', () => {
    const waits = Array.from({ length: 132 }, (_, at) => inSeconds(stopRetryDelayMs({ ...stop, failures: at + 1 })));
    expect(waits.slice(0, 10)).toEqual([0.25, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 2, 5]);
    expect(waits.slice(9, 129)).toEqual(Array.from({ length: 120 }, () => 5));
    expect(waits.slice(129)).toEqual([60, 60, 60]);
  });

  test('waits a minute at most, whatever its receiver asks', () => {
    expect(stopRetryDelayMs({ ...stop, failures: 1, retryAfterMs: HOUR })).toBe(MINUTE);
    expect(stopRetryDelayMs({ ...stop, failures: 1, retryAfterMs: 20 * SECOND })).toBe(20 * SECOND);
  });

  test('goes once a minute to a destination that is paused', () => {
    expect(stopRetryDelayMs({ ...stop, failures: 1, paused: true })).toBe(MINUTE);
  });
});
