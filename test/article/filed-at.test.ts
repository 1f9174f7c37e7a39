import { expect, test } from 'vitest';
import { filedAt } from '../../src/article/filed-at.ts';

const RECEIVED = 100_000;

test.each<[string, Parameters<typeof filedAt>[0], number]>([
  ['its own time, between two answers', { versionAt: 90_000, receivedAt: RECEIVED, answeredBefore: 80_000 }, 90_000],
  ['not before it was in the feed', { versionAt: 10_000, receivedAt: RECEIVED, answeredBefore: 80_000 }, 80_000],
  [
    'not after it came, whatever its clock says',
    { versionAt: 999_000, receivedAt: RECEIVED, answeredBefore: 80_000 },
    RECEIVED,
  ],
  ['the middle, where it has no time', { versionAt: null, receivedAt: RECEIVED, answeredBefore: 80_000 }, 90_000],
  ['when it came, where nothing is known', { versionAt: 10_000, receivedAt: RECEIVED, answeredBefore: null }, RECEIVED],
])('a story was there to be had: %s', (_, times, at) => {
  expect(filedAt(times)).toBe(at);
});
