import { expect, test } from 'vitest';
import { MemoryForecast } from '../../src/telemetry/memory-forecast.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** The answer after samples every five minutes, growing by so many bytes a day, then for so long at another rate. */
function after(days: number, perDay: number, limit: number | null): number | null {
  const forecast = new MemoryForecast();
  let answer: number | null = null;
  for (let at = 0; at <= days * DAY; at += 5 * MINUTE)
    answer = forecast.daysLeft(at, 1_000 + (at / DAY) * perDay, limit);
  return answer;
}

test.each([
  [1, 500, 4_000, 5],
  [0.5, 1_000, 2_500, 1],
  [3, 100, 1_400, 1],
  [1, 5_000, 2_000, 0],
])('%d days at %d bytes a day below %d bytes leave %d days', (days, perDay, limit, left) => {
  expect(after(days, perDay, limit)).toBeCloseTo(left, 3);
});

test('memory that does not grow is never full', () => {
  expect(after(1, 0, 4_000)).toBe(Number.POSITIVE_INFINITY);
  expect(after(1, -10, 4_000)).toBe(Number.POSITIVE_INFINITY);
});

test('nothing is said of a few minutes, or without a limit', () => {
  expect(after(5 / 1_440, 500, 4_000)).toBeNull();
  expect(after(1, 500, null)).toBeNull();
});
