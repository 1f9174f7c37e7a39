import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import type { Verdict } from '../../src/judge/verdict.ts';
import { advanceEpoch } from '../../src/store/epoch.ts';
import { keys } from '../../src/store/keys.ts';
import { commitOperatorRevisions } from '../../src/store/operator-decision.ts';
import { ReadSide } from '../../src/store/read-side.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { articleOf } from '../search/articles.ts';

const STORIES = 60;
let redis: TestRedis;
let store: Store;

const aStory = (number: number) => {
  const id = `art_${number.toString(16).padStart(24, '0')}`;
  const code = number % 2 === 0 ? 'afp' : 'reuters';
  const article = articleOf(`Council of ward ${number} meets`, `The council of ward ${number} met on Monday.`, {
    id,
    uri: `urn:newest:${number}`,
    agency: { code, name: code },
  });
  const verdict: Verdict = {
    relation: 'new',
    action: 'publish',
    articleId: id,
    change: 'new',
    marked: false,
    rule: 'test',
    reason: 'test',
    of: null,
    claims: [],
    evidence: {},
  };
  const order = { by: 'test', reason: 'test', now: Date.now() };
  return { article, verdict, known: null, act: `newest-${number}`, previous: '', feed: 'test', order };
};

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 30 });
  await advanceEpoch(store);
  for (let number = 0; number < STORIES; number += 1) await commitOperatorRevisions(store, [aStory(number)]);
  // One that comes again: it is listed where it came last.
  const again = ['schema', '1', 'kind', 'revision', 'article', aStory(3).article.id];
  await store.redis.xadd(keys.log, '*', ...again);
  await store.redis.rpush(keys.duplicates(aStory(5).article.id), '{"uri":"urn:copy"}');
});
afterAll(() => redis.close());

const reading = (): ReadSide =>
  new ReadSide(
    store,
    () => Date.now(),
    () => [],
  );
const listed = async (side: ReadSide, query: Record<string, unknown>) => {
  const page = await side.newestTexts({ before: null, limit: 50, ...query });
  return { articles: JSON.parse(`[${page?.texts}]`) as Article[], next: page?.next };
};

describe('a list of the newest articles', () => {
  test('has each once, with what is recorded beside it, and goes on where it ended', async () => {
    const first = await listed(reading(), {});
    expect(first).toEqual(JSON.parse(JSON.stringify(await reading().newest({ before: null, limit: 50 }))));
    expect(first.articles[0]?.uri).toBe('urn:newest:3');
    expect(new Set(first.articles.map(({ id }) => id)).size).toBe(50);
    const rest = await listed(reading(), { before: first.next });
    expect(rest.next).toBeNull();
    expect(rest.articles.map(({ uri }) => uri)).toEqual(
      [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((number) => `urn:newest:${number}`),
    );
    expect(rest.articles.find(({ uri }) => uri === 'urn:newest:5')?.duplicates).toEqual([{ uri: 'urn:copy' }]);
    expect((await listed(reading(), { before: '0-0' })).articles).toEqual([]);
    expect((await listed(reading(), { since: Date.now() + 1_000 })).articles).toEqual([]);
  });

  test('of one agency has none of another', async () => {
    const { articles } = await listed(reading(), { agency: ['afp'] });
    expect(new Set(articles.map(({ agency }) => agency?.code))).toEqual(new Set(['afp']));
  });

  test('is made of two answers of Redis once its texts are known', async () => {
    const side = reading();
    await listed(side, {});
    const monitor = await redis.connect().monitor();
    const asked: string[] = [];
    monitor.on(
      'monitor',
      (_: string, [name]: string[], source: string) => source !== 'lua' && asked.push(String(name)),
    );
    await listed(side, { since: 1 });
    await store.redis.echo('end');
    while (!asked.includes('echo')) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(asked.map((name) => name.toLowerCase())).toEqual(['xrevrange', 'evalsha', 'echo']);
    monitor.disconnect();
  });
});
