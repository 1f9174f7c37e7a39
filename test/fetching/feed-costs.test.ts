import { beforeEach, expect, test } from 'vitest';
import { FeedCosts } from '../../src/fetching/feed-costs.ts';

let now = 0;
let costs: FeedCosts;
beforeEach(() => {
  now = 0;
  costs = new FeedCosts(() => now);
});

test('a feed rests by what its documents have cost, and no other does', () => {
  costs.note('heavy', 2_060, 1);
  costs.note('heavy', 1_560, 1);
  expect(costs.restMs('quick')).toBe(0);
  expect(costs.restMs('heavy')).toBe(25_000);
  now = 25_000;
  expect(costs.restMs('heavy')).toBe(0);
});

test('a feed that costs something at every poll has a tenth of a processor, no more', () => {
  let used = 0;
  for (; now < 600_000; now += 500 + costs.restMs('steady')) {
    costs.note('steady', 960, 1);
    used += 900;
  }
  expect(used / now).toBeGreaterThan(0.09);
  expect(used / now).toBeLessThan(0.11);
});

test('what is usual costs nothing, however often and for however many items', () => {
  for (let poll = 0; poll < 100; poll += 1) {
    costs.note('usual', 55, 1);
    costs.note('long', 5_000, 1_000);
  }
  expect([costs.restMs('usual'), costs.restMs('long')]).toEqual([0, 0]);
});

test('nobody rests for more than a minute', () => {
  for (let times = 0; times < 10; times += 1) costs.note('heavy', 30_000, 1);
  expect(costs.restMs('heavy')).toBe(60_000);
});

test('feeds that all cost something have a fifth of a processor together', () => {
  const feeds = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
  const dueAt = new Map(feeds.map((feed) => [feed, 0]));
  let used = 0;
  for (; now < 1_200_000; now += 250)
    for (const feed of feeds) {
      if (now < (dueAt.get(feed) ?? 0)) continue;
      costs.note(feed, 660, 1);
      used += 600;
      dueAt.set(feed, now + 500 + costs.restMs(feed));
    }
  expect(used / now).toBeGreaterThan(0.17);
  expect(used / now).toBeLessThan(0.23);
});

test('a feed that brings a flood at every poll rests, and one that brings many once does not', () => {
  costs.noteStories('backlog', 900);
  expect(costs.restMs('backlog')).toBe(0);
  costs.noteStories('flood', 1_500);
  expect(costs.restMs('flood')).toBe(10_000);
  now = 10_000;
  expect(costs.restMs('flood')).toBe(0);
  costs.noteStories('flood', 50_000);
  expect(costs.restMs('flood')).toBe(60_000);
});

test('a wire of fifty stories a second never rests', () => {
  for (; now < 600_000; now += 500) {
    costs.noteStories('wire', 25);
    expect(costs.restMs('wire')).toBe(0);
  }
});
