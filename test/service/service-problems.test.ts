import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceContext } from '../../src/service/service-context.ts';
import { readDegraded, readProblems } from '../../src/service/service-problems.ts';
import { openStore } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.close());

test('a process that can read no documents is not ready, and says what to do', async () => {
  const unreadable = { problem: 'no thread can be started to read documents: EMFILE', cure: 'raise ulimit -n' };
  const context = {
    store: openStore(redis.connect(), { days: 1 }),
    start: { settings: { redis: {} } },
    continuity: { waiting: null },
    state: { draining: false, windowBuilt: true, unreadable: null },
  } as unknown as ServiceContext;
  expect(await readProblems(context)).toEqual([]);
  context.state.unreadable = unreadable;
  expect(await readProblems(context)).toEqual([unreadable]);
});

test('a Redis that keeps no append-only file is said for as long as it keeps none', async () => {
  const client = redis.connect();
  const store = openStore(client, { days: 1 });
  const context = { store, now: Date.now } as unknown as ServiceContext;
  expect(await readDegraded(context, store)).toEqual([
    {
      problem: 'redis keeps no append-only file: what it holds is lost when it ends',
      cure: 'CONFIG SET appendonly yes, and in its configuration file',
    },
  ]);
  await client.config('SET', 'appendonly', 'yes');
  expect(await readDegraded(context, store)).toEqual([]);
});
