import { describe, expect, test } from 'vitest';
import { findSilence, hourOf, usualHour } from '../../src/fetching/silence.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const WEEK_MS = 168 * HOUR_MS;
/** A Monday, 00:00 UTC. */
const BEGIN = Date.UTC(2026, 2, 2);

/** Random numbers of a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a desk sends in an hour of the week: much in the morning, little at night, less at weekends. */
function rateAt(at: number, busiest: number): number {
  const hour = new Date(at).getUTCHours();
  const day = [0.3, 1, 1, 1, 1, 1, 0.4][new Date(at).getUTCDay()]!;
  const ofDay = hour < 5 ? 0.03 : hour < 8 ? 0.5 : hour < 18 ? 1 : 0.35;
  return busiest * day * ofDay;
}

/** Instants of stories in so many weeks; news comes in bursts: some hours have half as much again, some half. */
function wireOf(seed: number, weeks: number, busiest: number): number[] {
  const random = randomOf(seed);
  const stories: number[] = [];
  for (let hour = BEGIN; hour < BEGIN + weeks * WEEK_MS; hour += HOUR_MS) {
    const rate = rateAt(hour, busiest) * (0.6 + 0.8 * random());
    const gap = (): number => -(Math.log(1 - random()) / rate) * HOUR_MS;
    for (let at = hour + gap(); at < hour + HOUR_MS; at += gap()) stories.push(at);
  }
  return stories;
}

interface Watch {
  readonly alarms: number[];
}

/** Looks every minute from a day on, as the service would, at a wire with outages. */
function watch(stories: readonly number[], from: number, to: number): Watch {
  const counts = new Map<number, number>();
  const alarms: number[] = [];
  let next = 0;
  let lastStoryAt = BEGIN;
  let quiet = false;
  for (let now = BEGIN; now < to; now += MINUTE_MS) {
    for (; next < stories.length && stories[next]! <= now; next += 1) {
      lastStoryAt = stories[next]!;
      counts.set(hourOf(lastStoryAt), (counts.get(hourOf(lastStoryAt)) ?? 0) + 1);
      quiet = false;
    }
    if (now < from || quiet) continue;
    if (findSilence(counts, { firstHour: hourOf(BEGIN), lastStoryAt, now }) === null) continue;
    quiet = true;
    alarms.push(now);
  }
  return { alarms };
}

describe('a month of a wire that brings what it always brings', () => {
  test.each([
    ['little', 3],
    ['some', 20],
    ['much', 120],
  ])('raises less than one false alarm where it brings %s', (_, busiest) => {
    let alarms = 0;
    for (let seed = 1; seed <= 6; seed += 1)
      alarms += watch(wireOf(seed, 9, busiest), BEGIN + 4 * WEEK_MS, BEGIN + 8 * WEEK_MS).alarms.length;
    expect(alarms / 6).toBeLessThan(1);
  });
});

describe('an outage of half an hour in a busy hour', () => {
  test.each([1, 2, 3, 4, 5, 6])('is found within ten minutes (wire %i)', (seed) => {
    const begins = BEGIN + 5 * WEEK_MS + 34 * HOUR_MS + seed * 7 * MINUTE_MS;
    const stories = wireOf(seed, 6, 120).filter((at) => at < begins || at > begins + 30 * MINUTE_MS);
    const { alarms } = watch(stories, begins - HOUR_MS, begins + 30 * MINUTE_MS);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]! - begins).toBeLessThanOrEqual(10 * MINUTE_MS);
  });
});

test('silence at night means nothing, and a feed that is not known for a week is learned first', () => {
  const stories = wireOf(7, 6, 20);
  const night = BEGIN + 5 * WEEK_MS + 25 * HOUR_MS;
  expect(
    watch(
      stories.filter((at) => at < night || at > night + 3 * HOUR_MS),
      night,
      night + 3 * HOUR_MS,
    ).alarms,
  ).toEqual([]);
  expect(
    watch(
      stories.filter((at) => at < BEGIN + WEEK_MS / 2),
      BEGIN,
      BEGIN + WEEK_MS - HOUR_MS,
    ).alarms,
  ).toEqual([]);
});

test('what is usual is the same hour of other weeks, with the least and the most', () => {
  const monday = hourOf(BEGIN + 3 * WEEK_MS + 10 * HOUR_MS);
  const counts = new Map([1, 2, 3].map((weeks) => [monday - weeks * 168, 10 + weeks] as const));
  expect(usualHour(counts, monday, hourOf(BEGIN))).toMatchObject({ high: 13 });
  expect(usualHour(counts, hourOf(BEGIN) + 100, hourOf(BEGIN))).toBeNull();
});
