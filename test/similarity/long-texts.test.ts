import { expect, test } from 'vitest';
import { changedWords } from '../../src/similarity/changed-words.ts';
import { diffWords } from '../../src/similarity/word-diff.ts';
import { candidateOf } from '../judge/candidates.ts';

const FLOOR_MS = 150;

const bodyOf = (words: number, sign: string): string =>
  Array.from({ length: words }, (_, at) => `${sign}${at.toString(36).padStart(4, 'q')}`).join(' ');
const articleOf = (body: string) => candidateOf({ at: 0, from: 'x', id: 'u', headline: 'Mill', body }).article;

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Two versions that are ready to be compared. */
type Comparison = (before: string, after: string) => () => unknown;

const ofArticles: Comparison = (before, after) => {
  const [one, other] = [articleOf(before), articleOf(after)];
  return () => changedWords(one, other);
};
const ofWords: Comparison = (before, after) => () => diffWords(before, after);

test.each<[string, Comparison]>([
  ['what changed in a text', ofArticles],
  ['the words of two versions', ofWords],
])('%s costs no more for what is beyond its longest text', (_, compare) => {
  const of = (words: number): (() => unknown) => compare(bodyOf(words, 'v'), bodyOf(words, 'w'));
  const [short, long] = [of(60_000), of(480_000)];
  short();
  const times = Array.from({ length: 3 }, () => [cpuMs(short), cpuMs(long)] as const);
  const fits = times.some(([one, eight]) => eight < FLOOR_MS || eight < 3 * one);
  expect(fits, JSON.stringify(times)).toBe(true);
});

test('a difference of long texts gives both of them', () => {
  const [before, after] = [bodyOf(30_000, 'v'), bodyOf(30_000, 'w')];
  const parts = diffWords(before, after);
  const without = (left: string): string => parts.flatMap(({ is, text }) => (is === left ? [] : [text])).join('');
  expect([without('added') === before, without('removed') === after]).toEqual([true, true]);
});
