import { expect, test } from 'vitest';
import { FeedCosts } from '../../src/fetching/feed-costs.ts';

test('a feed rests by what its documents have cost, once, and no other does', () => {
  const costs = new FeedCosts();
  costs.note('heavy', 2_000);
  costs.note('heavy', 1_500);
  expect(costs.takeRestMs('quick')).toBe(0);
  expect(costs.takeRestMs('heavy')).toBe(35_000);
  expect(costs.takeRestMs('heavy')).toBe(0);
});

test('what is usual costs nothing, and nobody rests for more than a minute', () => {
  const costs = new FeedCosts();
  for (let at = 0; at < 100; at += 1) costs.note('usual', 900);
  expect(costs.takeRestMs('usual')).toBe(0);
  costs.note('heavy', 30_000);
  expect(costs.takeRestMs('heavy')).toBe(60_000);
});
