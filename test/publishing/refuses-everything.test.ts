import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import type { Publisher } from '../../src/publishing/publisher.ts';
import { readDestination } from '../../src/store/destinations.ts';
import { advanceEpoch } from '../../src/store/epoch.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';
import { commitRevision, startPublisher } from './one-publisher.ts';

const TAKEN: AttemptResult = { outcome: 'delivered', detail: '200' };
const REFUSED: AttemptResult = { outcome: 'refused', reason: 'answered 422' };

let redis: TestRedis;
let store: Store;
let publisher: Publisher;
let answered: string[];
let answers: (id: string) => AttemptResult;

beforeAll(async () => {
  redis = await startTestRedis();
});
beforeEach(async () => {
  store = openStore(redis.connect(), { days: 30 });
  await store.redis.flushall();
  await advanceEpoch(store);
  answered = [];
  publisher = startPublisher(store, async ({ article }) => {
    answered.push(article?.id ?? '');
    return answers(article?.id ?? '');
  });
});
afterEach(() => publisher.stop());
afterAll(() => redis.close());

const isFailing = async (): Promise<boolean> => (await readDestination(store, 'cms')).failingSince !== null;

test('a destination that refuses every story is said to fail, until it takes one', async () => {
  answers = () => REFUSED;
  for (let at = 0; at < 12; at += 1) await commitRevision(store, `story-${at}`, 1);
  expect(await until(isFailing, 20_000)).toBe(true);
  answers = () => TAKEN;
  await commitRevision(store, 'other', 1);
  expect(await until(async () => !(await isFailing()), 20_000)).toBe(true);
}, 60_000);

test('a destination that refuses some stories and takes others does not fail', async () => {
  answers = (id) => (id.startsWith('odd') ? REFUSED : TAKEN);
  for (let at = 0; at < 12; at += 1) {
    await commitRevision(store, `odd-${at}`, 1);
    if (at % 4 === 0) await commitRevision(store, `story-${at}`, 1);
    expect(await until(() => answered.includes(`odd-${at}`), 20_000)).toBe(true);
  }
  expect(await isFailing()).toBe(false);
}, 60_000);
