import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SharedLog } from '../../src/publishing/shared-log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { commitRevision } from './one-publisher.ts';

const NOW = Date.UTC(2026, 10, 27, 12);
let redis: TestRedis;
let store: Store;
let log: SharedLog;
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  await store.redis.config('RESETSTAT');
  await commitRevision(store, 'first', 1);
  log = new SharedLog(store);
});

const articles = async (now: number): Promise<string[]> => (await log.read('0-0', now)).map(({ article }) => article);
const reads = async (): Promise<number> =>
  Number(/cmdstat_xrange:calls=(\d+)/.exec(await store.redis.info('commandstats'))?.[1] ?? 0);

test('destinations that stand at one place read the log once together', async () => {
  const found = await Promise.all(Array.from({ length: 10 }, (_, at) => articles(NOW + at)));
  expect(found).toEqual(Array.from({ length: 10 }, () => ['first']));
  expect(await reads()).toBe(1);
});

test('what is committed meanwhile is read when it is told of, and soon when it is not', async () => {
  await articles(NOW);
  await commitRevision(store, 'second', 1);
  log.forget();
  expect(await articles(NOW + 1)).toEqual(['first', 'second']);
  await commitRevision(store, 'third', 1);
  expect(await articles(NOW + 21)).toEqual(['first', 'second', 'third']);
});
