import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Gate } from '../../src/article/embargo.ts';
import { IndexTaken, SearchIndex, type SearchOrder } from '../../src/search/full-text.ts';
import { QueryRefused, readQuery } from '../../src/search/search-query.ts';
import { storyWords } from '../../src/search/story-words.ts';
import { articleOf } from './articles.ts';

const NOW = Date.parse('2026-11-03T12:00:00Z');
const MINUTE = 60_000;
const agency = (code: string) => ({ agency: { code, name: code }, language: code === 'afp' ? 'fr' : 'en-GB' });
const economy = {
  code: 'medtop:04000000',
  scheme: 'medtop',
  name: 'economy, business and finance',
  sourceCode: 'N2:ECI',
};

/** Oldest first, ten minutes apart; the last came a minute ago. */
const STORIES = [
  articleOf('Hedge fund closes in Malmö', 'A hedge fund that bet on copper will close, its founder Ole Børge said.', { ...agency('reuters'), subjects: [economy] }),
  articleOf('Les réserves d’eau baissent', 'À Nîmes, la préfecture a annoncé que les réserves d’eau baissent.', { ...agency('afp'), slugline: 'eau-secheresse', byline: 'Par Zoé Lefèvre' }),
  articleOf('Copper: fund of funds trims its hedge', 'The fund trimmed a hedge against copper.', { ...agency('reuters'), priority: 'urgent' }),
  articleOf('東京都知事が辞任', '東京都の知事は三日、辞任すると発表した。後任は未定。', { language: 'ja' }),
  articleOf('서울에서 지하철 파업', '서울 지하철 노조가 파업에 들어갔다.', { language: 'ko' }),
  articleOf('Straße nach Überflutung gesperrt', 'Die Straße bei Łódź ist nach der Überflutung gesperrt.', { language: 'de', newsClass: 'alert', priority: 'alert' }),
  articleOf('أمطار غزيرة في عمّان', 'هطلت أمطارٌ غزيرة على المدينة.', { language: 'ar' }),
  articleOf('Held until noon', 'The central bank will cut its rate, copper rises.', { ...agency('reuters'), embargoedUntil: '2026-11-03T12:30:00.000Z' }),
] as const; // biome-ignore format: one story a line

const folder = mkdtempSync(join(tmpdir(), 'ct-search-'));
const path = join(folder, 'search.sqlite');
let index: SearchIndex;

function put(at: number, gate: Gate['state']): void {
  const article = STORIES[at]!;
  const ms = NOW - MINUTE - (STORIES.length - 1 - at) * 10 * MINUTE;
  index.write(() => index.put(article.id, storyWords(article, gate), `${ms}-0`), {
    position: `${ms}-0`,
    revisionId: `revision-${at}`,
  });
}

beforeAll(() => {
  index = SearchIndex.open(path);
  for (const [at, { embargoedUntil }] of STORIES.entries()) put(at, embargoedUntil === null ? 'open' : 'held');
});
afterAll(() => {
  index.close();
  rmSync(folder, { recursive: true, force: true });
});

const search = (text: string, order: Partial<SearchOrder> = {}) =>
  index.search({ ...readQuery(text, NOW), seesHeld: false, order: 'newest', limit: 50, after: null, ...order });
const numbers = (found: { articles: readonly string[] }): number[] =>
  found.articles.map((id) => STORIES.findIndex((article) => article.id === id));

describe('a query finds', () => {
  test.each<[query: string, found: number[]]>([
    ['hedge fund', [2, 0]],
    ['"hedge fund"', [0]],
    ['HEDGE Malmo', [0]],
    ['malmö', [0]],
    ['nimes', [1]],
    ['reserves', [1]],
    ['lodz', [5]],
    ['strasse', [5]],
    ['uberflut*', [5]],
    ['børge', [0]],
    ['borge', [0]],
    ['copper -malmö', [2]],
    ['copper -"hedge fund"', [2]],
    ['headline:copper', [2]],
    ['copper', [2, 0]],
    ['知事', [3]],
    ['京都知', [3]],
    ['東京都の知事', [3]],
    ['辞', [3]],
    ['大阪', []],
    ['지하철', [4]],
    ['하철', [4]],
    ['أمطار', [6]],
    ['امطار', [6]],
    ['agency:afp', [1]],
    ['agency:afp,reuters', [2, 1, 0]],
    ['agency:afp agency:reuters', [2, 1, 0]],
    ['-agency:reuters lang:fr', [1]],
    ['lang:en', [2, 0]],
    ['language:en-gb', [2, 0]],
    ['subject:economy', [0]],
    ['subject:N2:ECI', [0]],
    ['subject:medtop:04000000', [0]],
    ['is:alert', [5]],
    ['is:urgent', [2]],
    ['priority:urgent', [2]],
    ['by:lefevre', [1]],
    ['slug:secheresse', [1]],
    ['since:25m', [6, 5]],
    ['since:2026-11-03T11:45Z', [6]],
    ['until:2026-11-03T11:00:00Z copper', [0]],
    ['-copper since:65m', [6, 5, 4, 3, 1]],
    ['agency:afp lang:fr "réserves d’eau" since:2h', [1]],
    ['https://example.org/copper', []],
    ['', [6, 5, 4, 3, 2, 1, 0]],
    ['-', [6, 5, 4, 3, 2, 1, 0]],
    ['"', [6, 5, 4, 3, 2, 1, 0]],
    ['") OR (', []],
    ['NEAR(copper) AND *', []],
  ])('%s', (query, found) => {
    expect(numbers(search(query))).toEqual(found);
    expect(search(query).count).toBe(found.length);
  });

  test('best first what says it in the headline', () => {
    expect(numbers(search('copper', { order: 'best' }))).toEqual([2, 0]);
    expect(numbers(search('malmö fund', { order: 'best' }))).toEqual([0]);
  });

  test('page by page, each story once', () => {
    for (const order of ['newest', 'best'] as const) {
      const seen: number[] = [];
      let after: string | null = null;
      do {
        const page = search('-дождь', { order, limit: 2, after });
        seen.push(...numbers(page));
        after = page.next;
      } while (after !== null);
      expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0]);
    }
  });
});

describe('a query is refused, with what to write', () => {
  test.each([
    ['agencie:afp', /no filter agencie: \(agency: is the nearest\)/],
    ['is:alrt', /is:alrt is unknown \(alert is the nearest\)/],
    ['ha*', /ha\* finds too much: write 3 letters or more before the \*/],
    ['since:yesterday', /since:yesterday is no time; write 30m/],
    ['x'.repeat(1_001), /at most 1000 characters/],
    ['a '.repeat(41), /at most 40 words/],
  ])('%s', (query, message) => {
    expect(() => readQuery(query, NOW)).toThrow(QueryRefused);
    expect(() => readQuery(query, NOW)).toThrow(message);
  });
});

describe('a gate', () => {
  test('keeps held copy from whoever may not see it, in words and in counts', () => {
    for (const query of ['"central bank"', 'is:held', 'copper rises', '-agency:afp rate'])
      expect(search(query)).toMatchObject({ articles: [], count: 0 });
    expect(numbers(search('"central bank"', { seesHeld: true }))).toEqual([7]);
    expect(numbers(search('is:held', { seesHeld: true }))).toEqual([7]);
  });

  test('takes every word of killed copy away, and keeps that it was killed', () => {
    const killed = { ...STORIES[1]!, change: 'withdrawal', pubStatus: 'canceled' } as const;
    index.write(() => index.put(killed.id, storyWords(killed, 'withdrawn'), null), index.position());
    for (const query of ['reserves', 'by:lefevre', 'slug:secheresse', 'lang:fr', '"eau baissent"'])
      expect(search(query, { seesHeld: true })).toMatchObject({ articles: [], count: 0 });
    expect(numbers(search('is:withdrawal'))).toEqual([1]);
    index.write(() => index.put(killed.id, storyWords(STORIES[1]!, 'open'), null), index.position());
    expect(numbers(search('reserves'))).toEqual([1]);
  });
});

test('a version takes the place of every earlier one, whether they come together or apart', () => {
  const put = (words: readonly string[]): void =>
    index.write(() => {
      for (const word of words)
        for (const id of ['One', 'Two', 'Three'])
          index.put(id, storyWords(articleOf(id, `It is the ${word} version.`), 'open'), `${NOW}-0`);
    }, index.position());
  put(['first']);
  put(['second', 'third']);
  put(['fourth']);
  expect(search('fourth version').count).toBe(3);
  for (const word of ['first', 'second', 'third']) expect(search(`${word} version`).count).toBe(0);
  index.write(() => {
    for (const id of ['One', 'Two', 'Three']) index.remove(id);
  }, index.position());
});

describe('the file', () => {
  test('belongs to one process', () => {
    expect(() => SearchIndex.open(path)).toThrow(IndexTaken);
  });

  test('is there again after a restart, and knows how far it followed', () => {
    const before = index.position();
    index.close();
    index = SearchIndex.open(path);
    expect(index.position()).toEqual(before);
    expect(numbers(search('malmö'))).toEqual([0]);
  });

  test('that is no index is made anew', () => {
    const other = join(folder, 'other.sqlite');
    writeFileSync(other, 'not a database, but long enough to be looked at as one. '.repeat(40));
    const fresh = SearchIndex.open(other);
    expect(fresh.position()).toEqual({ position: '0-0', revisionId: '' });
    expect(fresh.size()).toBe(0);
    fresh.close();
  });

  test('lets go of what is older than it is kept', () => {
    expect(index.forget(NOW - 45 * MINUTE, 100)).toBe(3);
    expect(numbers(search('copper'))).toEqual([]);
    expect(index.size()).toBe(STORIES.length - 3);
  });
});
