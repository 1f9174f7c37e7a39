import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hourOf } from '../../src/fetching/silence.ts';
import type { ServiceContext } from '../../src/service/service-context.ts';
import { SilenceWatch } from '../../src/service/silence-watch.ts';
import { readAlarms } from '../../src/store/alarms.ts';
import { readHours } from '../../src/store/hour-counts.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** A Tuesday, 10:30 UTC. */
const NOW = Date.UTC(2026, 10, 24, 10, 30);
const FEEDS = ['afp-fr', 'afp-en', 'reuters', 'dpa'];

let server: TestRedis;
let store: Store;
beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
});
afterAll(() => server.close());
beforeEach(() => store.redis.flushall());

/** Four weeks in which every feed brought 60 stories an hour, and the last one so long ago. */
async function wire(lastStoryAgoMs: Readonly<Record<string, number>>): Promise<SilenceWatch> {
  for (const feed of FEEDS) {
    const hours = Array.from({ length: 28 * 24 }, (_, ago) => [String(hourOf(NOW) - 1 - ago), '60']);
    await store.redis.hset(keys.hours(feed), ...hours.flat());
    const lastCommitAt = NOW - (lastStoryAgoMs[feed] ?? MINUTE_MS);
    await store.redis.hset(keys.feed(feed), { lastCommitAt: String(lastCommitAt), state: 'ok' });
  }
  const feeds = FEEDS.map((id) => ({ id, enabled: true }));
  const live = { settings: { feeds } };
  const context = { store, live, metrics: createMetrics(), now: () => NOW } as unknown as ServiceContext;
  return new SilenceWatch(context);
}

const alarms = async () => (await readAlarms(store)).map(({ key, problem }) => ({ key, problem }));

test('a feed that is silent unlike itself is an alarm in words, until it speaks again', async () => {
  const watch = await wire({ 'afp-fr': 25 * MINUTE_MS });
  await watch.check();
  expect(await alarms()).toEqual([
    {
      key: 'silent:afp-fr',
      problem: 'afp-fr is quiet for a Tuesday 10:00 UTC: nothing for 25 min, where 60 to 60 stories an hour are usual',
    },
  ]);
  await store.redis.hset(keys.feed('afp-fr'), 'lastCommitAt', String(NOW));
  await watch.check();
  expect(await alarms()).toEqual([]);
});

test('feeds that are silent or failing together are our own line, and none is blamed', async () => {
  const watch = await wire({ 'afp-fr': HOUR_MS, 'afp-en': HOUR_MS });
  await store.redis.hset(keys.feed('reuters'), 'state', 'network');
  await watch.check();
  expect(await alarms()).toEqual([
    {
      key: 'line',
      problem: '3 of 4 feeds are silent or cannot be reached at once: it is our own line, not theirs',
    },
  ]);
});

test('what came is counted from the wire log by hour, and counted again it is the same', async () => {
  const watch = await wire({});
  for (let at = 0; at < 3; at += 1)
    await store.redis.xadd(keys.log, `${NOW - MINUTE_MS + at}-0`, 'feed', 'reuters', 'kind', 'revision');
  await watch.check();
  await watch.check();
  expect((await readHours(store, 'reuters')).get(hourOf(NOW))).toBe(3);
  expect((await readHours(store, 'dpa')).get(hourOf(NOW))).toBe(0);
});
