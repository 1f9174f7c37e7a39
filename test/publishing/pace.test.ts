import { describe, expect, test } from 'vitest';
import { Breaker } from '../../src/publishing/breaker.ts';
import { Pace } from '../../src/publishing/pace.ts';

describe('the pace of a destination', () => {
  test('is its concurrency, less what is under way', () => {
    const pace = new Pace({ concurrency: 32, rate: null });
    expect(pace.room(0, 0)).toBe(32);
    expect(pace.room(30, 0)).toBe(2);
  });

  test('rests as long as the receiver asks, then halves once a round and grows again', () => {
    const pace = new Pace({ concurrency: 32, rate: null });
    for (let answer = 0; answer < 5; answer += 1) pace.asked(2_000, 0, 10 + answer);
    expect(pace.room(0, 2_000)).toBe(0);
    expect(pace.moreAt(100)).toBe(2_014);
    expect(pace.room(0, 2_014)).toBe(16);
    for (let count = 0; count < 17; count += 1) pace.succeeded();
    expect(pace.concurrency).toBe(17);
    pace.asked(null, 2_020, 2_030);
    expect(pace.room(0, 3_030)).toBe(8);
  });

  test('never waits longer than an hour, and is never nothing', () => {
    const pace = new Pace({ concurrency: 2, rate: null });
    for (let round = 1; round < 9; round += 1) pace.asked(99_999_999_999_000, round, round + 0.5);
    expect(pace.waitUntil).toBeLessThan(3_600_010);
    expect(pace.concurrency).toBe(1);
  });

  test('keeps to a rate', () => {
    const pace = new Pace({ concurrency: 32, rate: 10 });
    let begun = 0;
    for (let now = 1_000; now <= 11_000; now += 10) {
      const room = pace.room(0, now);
      pace.begin(room, now);
      begun += room;
    }
    expect(begun).toBeGreaterThanOrEqual(95);
    expect(begun).toBeLessThanOrEqual(103);
  });
});

describe('the breaker of a destination', () => {
  const run = (breaker: Breaker, oks: readonly boolean[], everyMs = 10): (string | null)[] =>
    oks.map((ok, at) => breaker.record(`story-${at}`, ok, at * everyMs));

  test('opens where nine stories in ten fail', () => {
    const breaker = new Breaker();
    const oks = Array.from({ length: 20 }, (_, at) => at === 3 || at === 9);
    expect(run(breaker, oks).at(-1)).toBe('opened');
  });

  test.each([
    ['every second story fails', Array.from({ length: 1_000 }, (_, at) => at % 2 === 0)],
    ['ten fail in a row among others', Array.from({ length: 200 }, (_, at) => at < 90 || at >= 105)],
    ['fewer than twenty are tried', Array.from({ length: 19 }, () => false)],
  ])('stays closed where %s', (_, oks) => {
    const breaker = new Breaker();
    run(breaker, oks);
    expect(breaker.open).toBe(false);
  });

  test('takes a story that fails again and again for one', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 100; at += 1) breaker.record('poison', false, at);
    expect(breaker.open).toBe(false);
  });

  test('stays closed where a dead receiver is hardly tried', () => {
    const breaker = new Breaker();
    run(
      breaker,
      Array.from({ length: 60 }, () => false),
      2_000,
    );
    expect(breaker.open).toBe(false);
  });

  test('probes after 1, 2, 4 … seconds, at most every 30, until one succeeds', () => {
    const breaker = new Breaker();
    run(
      breaker,
      Array.from({ length: 20 }, () => false),
      0,
    );
    const probes: number[] = [];
    for (let now = 0; now < 100_000; now += 100) if (breaker.allows(now)) probes.push(now);
    expect(probes).toEqual([1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000]);
    expect(breaker.record('story-1', true, 91_500)).toBe('closed');
    expect(breaker.allows(91_500)).toBe(true);
  });
});
