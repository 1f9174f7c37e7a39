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
    for (let count = 0; count < 17; count += 1) pace.succeeded(2_015);
    expect(pace.concurrency).toBe(17);
    pace.asked(null, 2_020, 2_030);
    expect(pace.concurrency).toBe(8);
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

/** How long a receiver asks to be left alone (ms), by when it took what it took; 0 where it takes one more. */
type Limiter = (taken: readonly number[], now: number) => number;

describe('a receiver that allows so many a second', () => {
  const LASTS_MS = 180_000;

  /** Serves a receiver for three minutes by a clock of its own. Gives the share of what it allows that it took. */
  function shareOf(limiter: Limiter, { perSecond, latencyMs }: { perSecond: number; latencyMs: number }): number {
    const pace = new Pace({ concurrency: 32, rate: null });
    const taken: number[] = [];
    let underWay: { readonly begunAt: number; readonly endsAt: number }[] = [];
    for (let now = 1; now <= LASTS_MS; now += 1) {
      for (const { begunAt } of underWay.filter(({ endsAt }) => endsAt === now)) {
        const asked = limiter(taken, now);
        if (asked > 0) pace.asked(asked, begunAt, now);
        else {
          taken.push(now);
          pace.succeeded(now);
        }
      }
      underWay = underWay.filter(({ endsAt }) => endsAt > now);
      const room = pace.room(underWay.length, now);
      pace.begin(room, now);
      for (let each = 0; each < room; each += 1) underWay.push({ begunAt: now, endsAt: now + latencyMs });
    }
    return taken.length / ((LASTS_MS / 1_000) * perSecond);
  }

  function since(taken: readonly number[], from: number): number {
    let count = 0;
    while (count < taken.length && (taken.at(-1 - count) as number) > from) count += 1;
    return count;
  }
  const inAnySecond =
    (most: number): Limiter =>
    (taken, now) =>
      since(taken, now - 1_000) >= most ? 1_000 : 0;
  const inAMinute =
    (most: number): Limiter =>
    (taken, now) =>
      since(taken, now - (now % 60_000)) >= most ? 60_000 - (now % 60_000) : 0;
  function bucket(perSecond: number, holds: number): Limiter {
    let left = holds;
    let at = 0;
    return (_, now) => {
      left = Math.min(holds, left + ((now - at) * perSecond) / 1_000);
      at = now;
      if (left < 1) return 1_000;
      left -= 1;
      return 0;
    };
  }

  const LIMITERS: readonly [string, number, () => Limiter][] = [
    ['10 in any second', 10, () => inAnySecond(10)],
    ['100 in any second', 100, () => inAnySecond(100)],
    ['600 in a minute of the clock', 10, () => inAMinute(600)],
    ['a bucket of 100 that fills in a second', 100, () => bucket(100, 100)],
    ['a bucket of 10 that fills in a tenth of a second', 100, () => bucket(100, 10)],
  ];
  test.each(
    LIMITERS.flatMap(([name, perSecond, limiter]) =>
      [5, 20, 100].map((latencyMs) => [name, latencyMs, { perSecond, limiter }] as const),
    ),
  )('takes nine tenths of it or more: %s, %i ms an answer', (_, latencyMs, { perSecond, limiter }) => {
    expect(shareOf(limiter(), { perSecond, latencyMs })).toBeGreaterThanOrEqual(0.9);
  });

  test('is not held to what came on a quiet wire before', () => {
    const pace = new Pace({ concurrency: 32, rate: null });
    for (let minute = 0; minute < 60; minute += 1) pace.succeeded(minute * 60_000);
    pace.asked(1_000, 3_600_000, 3_600_010);
    expect(pace.room(0, 3_601_010)).toBe(16);
  });

  test('is served again as before once it has taken nothing for a while, and as fast as it likes in the end', () => {
    const pace = new Pace({ concurrency: 32, rate: null });
    const limited = (): boolean => pace.room(0, 1e9) < pace.concurrency;
    for (let at = 0; at < 10; at += 1) pace.succeeded(at);
    pace.asked(1_000, 0, 10);
    const room = (now: number): number => {
      let begun = 0;
      for (let each = now; each < now + 1_000; each += 1) {
        const more = pace.room(0, each);
        pace.begin(more, each);
        begun += more;
      }
      return begun;
    };
    const before = room(2_000);
    expect(before).toBeLessThanOrEqual(11);
    for (let round = 3; round < 60; round += 1) pace.asked(1_000, round * 1_000 + 20, round * 1_000 + 30);
    expect(room(100_000)).toBeGreaterThanOrEqual(before - 1);
    for (let second = 101; second < 400; second += 1) pace.succeeded(second * 1_000);
    expect(limited()).toBe(false);
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
