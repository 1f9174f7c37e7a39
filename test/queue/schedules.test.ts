import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FetchJob, PREFIX, QUEUES } from '../../src/queue/queues.ts';
import { areSchedulesComplete, enqueueOverdue, reconcileSchedules } from '../../src/queue/schedules.ts';
import { loadSettingsPlugins } from '../../src/registry.ts';
import { settingsSchema } from '../../src/settings/plugin-settings.ts';
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

const plugins = await loadSettingsPlugins();
const feedsOf = (...ids: string[]) =>
  settingsSchema(plugins).parse({
    feeds: ids.map((id) => ({
      id,
      url: 'https://example.org/',
      enabled: id !== 'off',
      every: { min: '10s', max: '60s' },
    })),
  }).feeds;
const standing = async (): Promise<string[]> =>
  (await queue.getJobSchedulers(0, -1)).map(({ key, every }) => `${key} ${every}`).toSorted();

const due = async (): Promise<Record<string, number>> => {
  const pairs = await store.redis.zrange(keys.dueFeeds, '0', '-1', 'WITHSCORES');
  return Object.fromEntries(pairs.flatMap((id, at) => (at % 2 === 0 ? [[id, Number(pairs[at + 1])]] : [])));
};

test('each feed is due in its time: a new one soon, one that is known no later than its interval as it was kept', async () => {
  await store.redis.hset(keys.feed('quiet'), 'intervalMs', '40000');
  await store.redis.hset(keys.feed('slow'), 'intervalMs', '400000');
  await store.redis.zadd(keys.dueFeeds, 1_030_000, 'quiet', 1_300_000, 'slow', 1_000_500, 'gone');
  expect(
    await reconcileSchedules(store, queue, feedsOf('new', 'quiet', 'slow', 'off'), { token: 'a', now: 1_000_000 }),
  ).toEqual({ set: 1, removed: 0 });
  const times = await due();
  expect(times).toEqual({ new: expect.any(Number), quiet: 1_030_000, slow: 1_060_000 });
  expect(times.new).toBeLessThan(1_010_000);
});

test('feeds are looked after in groups of fifty, those of short intervals more often', async () => {
  const many = feedsOf(...Array.from({ length: 60 }, (_, at) => `feed-${String(at).padStart(2, '0')}`));
  const fast = feedsOf('fast').map((feed) => ({ ...feed, every: { min: 1_000, max: 60_000 } }));
  await queue.upsertJobScheduler('feed-of-an-earlier-version', { every: 1_000 });
  const token = { token: 'a', now: Date.now() };
  expect(await reconcileSchedules(store, queue, [...many, ...fast], token)).toEqual({ set: 2, removed: 1 });
  expect(await standing()).toEqual(['feeds-0 500', 'feeds-1 5000']);
  expect(await reconcileSchedules(store, queue, [...many, ...fast], token)).toEqual({ set: 0, removed: 0 });
  expect(await reconcileSchedules(store, queue, many, { ...token, token: 'b' })).toBeNull();
  expect(await reconcileSchedules(store, queue, feedsOf('new'), token)).toEqual({ set: 1, removed: 1 });
});

test('schedules stand while there are as many as groups of feeds that are switched on', async () => {
  const feeds = feedsOf('one', 'two', 'off');
  expect(await areSchedulesComplete(queue, feeds)).toBe(false);
  await reconcileSchedules(store, queue, feeds, { token: 'a', now: Date.now() });
  expect(await areSchedulesComplete(queue, feeds)).toBe(true);
  await queue.removeJobScheduler('feeds-0');
  expect(await areSchedulesComplete(queue, feeds)).toBe(false);
});

test('a feed that nobody attempts is asked for once, one that is off never', async () => {
  const feeds = feedsOf('one', 'off');
  for (let look = 0; look < 2; look += 1)
    expect(await enqueueOverdue(store, queue, feeds, { now: 0, since: 0 })).toEqual([]);
  expect((await queue.getJobs(['waiting'])).map(({ data }) => data)).toEqual([{ feed: 'one' }]);
});

test('a group whose schedule has lost its next job, or waits for a time of long hence, gets it anew, with an alarm', async () => {
  const feeds = feedsOf('one', 'two');
  await reconcileSchedules(store, queue, feeds, { token: 'a', now: Date.now() });
  const delayed = `${PREFIX}:${QUEUES.fetch}:delayed`;
  const began = Date.now();
  await store.redis.zadd(keys.overdue, began + 25_000, 'one', began + 25_000, 'two');
  await store.redis.del(delayed);
  await store.redis.zadd(`${PREFIX}:${QUEUES.fetch}:repeat`, 'XX', began + 3_600_000, 'feeds-0');
  expect(await enqueueOverdue(store, queue, feeds, { now: began + 24_999, since: began })).toEqual([]);
  expect(await store.redis.zcard(delayed)).toBe(0);
  const now = began + 25_000;
  expect(await enqueueOverdue(store, queue, feeds, { now, since: began })).toEqual(['one', 'two']);
  expect(await enqueueOverdue(store, queue, feeds, { now, since: began })).toEqual([]);
  expect(
    (await queue.getJobs(['waiting'])).flatMap(({ data }) => ('feed' in data ? [data.feed] : [])).toSorted(),
  ).toEqual(['one', 'two']);
  const next = (await queue.getJobSchedulers(0, -1)).map((scheduler) => Number(scheduler.next));
  expect(next).toHaveLength(1);
  for (const at of next) expect(at).toBeLessThan(Date.now() + 10_001);
});

test('four that begin at once set each schedule once', async () => {
  const feeds = feedsOf('one', 'two', 'three');
  const each = await Promise.all(
    ['a', 'b', 'c', 'd'].map((token) => reconcileSchedules(store, queue, feeds, { token, now: Date.now() })),
  );
  expect(each.filter((done) => done !== null)).toEqual([{ set: 1, removed: 0 }]);
  expect(await standing()).toEqual(['feeds-0 5000']);
  expect((await queue.getJobs(['delayed', 'waiting'])).length).toBe(1);
});
