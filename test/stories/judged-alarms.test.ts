import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readAlarms } from '../../src/store/alarms.ts';
import type { Decision } from '../../src/store/commit.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { raiseJudgedAlarm } from '../../src/stories/judged-alarms.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let server: TestRedis;
let store: Store;
beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
});
afterAll(() => server.close());
beforeEach(() => store.redis.flushall());

const decided = (rule: string, arrival: string, feed: string, fits: readonly string[] = []): Decision =>
  ({
    feed,
    item: { arrival, itemId: arrival },
    verdict: { rule, evidence: { fits } },
    article: { uri: `urn:${arrival}` },
    now: Date.now(),
  }) as unknown as Decision;

describe('the alarm that a stop asks for', () => {
  test.each([
    ['kill-of-unknown', ['stops afp', 'stops wire']],
    ['kill-of-no-one', ['stop a', 'stop b', 'stop c']],
    ['killed-before-seen', ['stop a', 'stop b', 'stop c']],
    ['same-id-version', []],
  ])('after %s stands as often as a person must look', async (rule, keys) => {
    for (const [arrival, feed] of [
      ['a', 'wire'],
      ['b', 'wire'],
      ['c', 'afp'],
    ] as const)
      await raiseJudgedAlarm(store, decided(rule, arrival, feed));
    expect((await readAlarms(store)).map(({ key }) => key)).toEqual(keys);
  });

  test.each([
    [['art_1'], 'a stop from wire (a) may mean an article, which is withheld: art_1', /withdraw the article if/],
    [['art_1', 'art_2'], 'a stop from wire (a) fits several articles, which are withheld: art_1, art_2', /explain a"/],
  ])('names the stop itself, not what it withheld: %j', async (fits, problem, cure) => {
    await raiseJudgedAlarm(store, decided('withheld-in-doubt', 'a', 'wire', fits));
    expect(await readAlarms(store)).toMatchObject([{ problem, cure: expect.stringMatching(cure) }]);
  });
});
