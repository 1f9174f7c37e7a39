import { describe, expect, test } from 'vitest';
import { ProgressProbe } from '../../src/queue/progress.ts';

const MINUTE = 60_000;

/** Looks once a minute; returns the minutes at which the consumer was called silent. */
function silentAt(minutes: number, hasWork: (minute: number) => boolean, moves: readonly number[]): number[] {
  const probe = new ProgressProbe();
  const silent: number[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    if (moves.includes(minute)) probe.moved('stories', minute * MINUTE);
    if (probe.check('stories', hasWork(minute), minute * MINUTE) !== null) silent.push(minute);
  }
  return silent;
}

describe('a consumer', () => {
  test.each([
    { what: 'with work and no movement is silent after three minutes', work: () => true, moves: [], silent: [4, 5, 6] },
    { what: 'that moves now and then is not', work: () => true, moves: [2, 4, 6], silent: [] },
    { what: 'without work is not', work: () => false, moves: [], silent: [] },
    { what: 'is given its time from when work came', work: (at: number) => at >= 3, moves: [], silent: [6] },
  ])('$what', ({ work, moves, silent }) => {
    expect(silentAt(6, work, moves)).toEqual(silent);
  });

  test('is looked at by itself', () => {
    const probe = new ProgressProbe();
    probe.check('fetch', true, 0);
    probe.check('stories', true, 0);
    probe.moved('fetch', 4 * MINUTE);
    expect(probe.check('fetch', true, 5 * MINUTE)).toBeNull();
    expect(probe.check('stories', true, 5 * MINUTE)).toBe(5 * MINUTE);
  });
});
