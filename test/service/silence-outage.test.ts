import { afterAll, beforeAll, expect, test } from 'vitest';
import { hourOf } from '../../src/fetching/silence.ts';
import { readAlarms } from '../../src/store/alarms.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

/** A wire of a story a second, as it has been for four weeks: it is silent unlike itself after some twenty seconds. */
const STORIES_AN_HOUR = 3_600;
const FEEDS = ['alive', 'quiet', 'failing'] as const;
const TWO_LOOKS_MS = 150_000;

let redis: TestRedis;
let agencies: ScriptedServer;
let service: RunningService;
let store: Store;
let outageAt = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  [redis, agencies] = await Promise.all([startTestRedis(), startScriptedServer()]);
  store = openStore(redis.connect(), { days: 1 });
  const now = hourOf(Date.now());
  for (const feed of FEEDS) {
    const hours = Array.from({ length: 28 * 24 }, (_, ago) => [String(now - 1 - ago), String(STORIES_AN_HOUR)]);
    await store.redis.hset(keys.hours(feed), ...hours.flat());
  }
  agencies.script((response, { path }) => {
    const isOut = Date.now() >= outageAt && path !== '/alive';
    if (isOut && path === '/failing') return void response.writeHead(500).end();
    const second = Math.floor((isOut ? outageAt : Date.now()) / 1_000);
    const items = Array.from({ length: 20 }, (_, ago) => {
      const id = second - ago;
      return `<item><guid isPermaLink="false">tag:wire.example,2026:${path}${id}</guid><title>Ship ${id} enters the harbour of ${path.slice(1)}</title></item>`;
    });
    const body = `<rss version="2.0"><channel><title>Wire</title>${items.join('')}</channel></rss>`;
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(body);
  });
  const every = { min: '1s', max: '1s' };
  service = await startService(
    { feeds: FEEDS.map((id) => ({ id, url: `${agencies.url}/${id}`, every, allowPrivateAddresses: true })) },
    { environment: { REDIS_URL: redis.path } },
  );
}, 60_000);
afterAll(async () => {
  await service?.end();
  await Promise.all([agencies?.close(), redis?.close()]);
}, 60_000);

const silent = async (): Promise<string[]> =>
  (await readAlarms(store)).map(({ key }) => key).filter((key) => /^(?:silent:|line$)/.test(key));

test('a wire that is silent unlike itself is told of on the running service, whether it answers or not, until it is back', async () => {
  const came = async (feed: string) => Number((await store.redis.hget(keys.feed(feed), 'lastCommitAt')) ?? 0);
  for (const feed of FEEDS) expect(await until(async () => (await came(feed)) > 0)).toBe(true);
  expect(await silent()).toEqual([]);
  outageAt = Date.now();
  expect(await until(async () => (await silent()).length >= 2, TWO_LOOKS_MS)).toBe(true);
  expect((await silent()).sort()).toEqual(['silent:failing', 'silent:quiet']);
  const { body: listed } = await service.get('/v1/feeds');
  const shown = (listed.feeds as { id: string; silence: string | null }[]).map(({ id, silence }) => [id, silence]);
  expect(shown).toEqual([
    ['alive', null],
    ['quiet', expect.stringMatching(/^quiet is quiet for a \w+day \d\d:00 UTC: nothing for \d+ min, where/)],
    ['failing', expect.stringMatching(/^failing is quiet for a/)],
  ]);
  const { body } = await service.get('/readyz');
  expect(JSON.stringify(body.degraded)).toMatch(/quiet is quiet for a \w+ \d\d:00 UTC: nothing for \d+ min, where/);
  outageAt = Number.POSITIVE_INFINITY;
  expect(await until(async () => (await silent()).length === 0, TWO_LOOKS_MS)).toBe(true);
}, 400_000);
