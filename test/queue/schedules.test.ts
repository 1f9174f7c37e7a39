import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FetchJob, PREFIX, QUEUES } from '../../src/queue/queues.ts';
import { reconcileSchedules, ringOverdue, schedulesStand } from '../../src/queue/schedules.ts';
import { Settings } from '../../src/settings/schema.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let server: TestRedis;
let store: Store;
let queue: Queue<FetchJob>;
beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
  queue = new Queue<FetchJob>(QUEUES.fetch, { connection: server.connect(), prefix: PREFIX });
});
afterAll(async () => {
  await queue.close();
  await server.close();
});
beforeEach(() => store.redis.flushall());

const feedsOf = (...ids: string[]) =>
  Settings.parse({
    feeds: ids.map((id) => ({
      id,
      url: 'https://example.org/',
      enabled: id !== 'off',
      every: { min: '10s', max: '60s' },
    })),
  }).feeds;
const standing = async (): Promise<string[]> =>
  (await queue.getJobSchedulers(0, -1)).map(({ key, every }) => `${key} ${every}`).toSorted();

test('the schedules are those of the settings, each at the interval that was kept within its bounds', async () => {
  await store.redis.hset(keys.feed('quiet'), 'intervalMs', '40000');
  await store.redis.hset(keys.feed('slow'), 'intervalMs', '400000');
  const feeds = feedsOf('new', 'quiet', 'slow', 'off');
  expect(await reconcileSchedules(store, queue, feeds, 'a')).toEqual({ set: 3, removed: 0 });
  expect(await standing()).toEqual(['feed-new 10000', 'feed-quiet 40000', 'feed-slow 60000']);
  expect(await reconcileSchedules(store, queue, feeds, 'a')).toEqual({ set: 0, removed: 0 });
  expect(await reconcileSchedules(store, queue, feeds, 'b')).toBeNull();
  expect(await reconcileSchedules(store, queue, feedsOf('new'), 'a')).toEqual({ set: 0, removed: 2 });
});

test('schedules stand while there are as many as feeds that are switched on', async () => {
  const feeds = feedsOf('one', 'two', 'off');
  expect(await schedulesStand(queue, feeds)).toBe(false);
  await reconcileSchedules(store, queue, feeds, 'a');
  expect(await schedulesStand(queue, feeds)).toBe(true);
  await queue.removeJobScheduler('feed-two');
  expect(await schedulesStand(queue, feeds)).toBe(false);
});

test('a feed that nobody attempts is rung for once, one that is off never', async () => {
  const feeds = feedsOf('one', 'off');
  for (let look = 0; look < 2; look += 1)
    expect(await ringOverdue(store, queue, feeds, { now: 0, since: 0 })).toEqual([]);
  expect((await queue.getJobs(['waiting'])).map(({ data }) => data)).toEqual([{ feed: 'one' }]);
});

test('a feed whose schedule has lost its next job, or waits for a time of long hence, gets it anew, with an alarm', async () => {
  const feeds = feedsOf('one', 'two');
  await reconcileSchedules(store, queue, feeds, 'a');
  const delayed = `${PREFIX}:${QUEUES.fetch}:delayed`;
  const began = Date.now();
  await store.redis.zadd(keys.overdue, began + 25_000, 'one', began + 25_000, 'two');
  await store.redis.del(delayed);
  await store.redis.zadd(`${PREFIX}:${QUEUES.fetch}:repeat`, 'XX', began + 3_600_000, 'feed-two');
  expect(await ringOverdue(store, queue, feeds, { now: began + 24_999, since: began })).toEqual([]);
  expect(await store.redis.zcard(delayed)).toBe(0);
  const now = began + 25_000;
  expect(await ringOverdue(store, queue, feeds, { now, since: began })).toEqual(['one', 'two']);
  expect(await ringOverdue(store, queue, feeds, { now, since: began })).toEqual([]);
  expect((await queue.getJobs(['waiting'])).map(({ data: { feed } }) => feed).toSorted()).toEqual(['one', 'two']);
  expect(await store.redis.zcard(delayed)).toBe(2);
  const next = (await queue.getJobSchedulers(0, -1)).map((scheduler) => Number(scheduler.next));
  for (const at of next) expect(at).toBeLessThan(Date.now() + 20_001);
});

test('four that begin at once set each schedule once', async () => {
  const feeds = feedsOf('one', 'two', 'three');
  const each = await Promise.all(['a', 'b', 'c', 'd'].map((token) => reconcileSchedules(store, queue, feeds, token)));
  expect(each.filter((done) => done !== null)).toEqual([{ set: 3, removed: 0 }]);
  expect(await standing()).toEqual(['feed-one 10000', 'feed-three 10000', 'feed-two 10000']);
  expect((await queue.getJobs(['delayed', 'waiting'])).length).toBe(3);
});
