import { afterAll, beforeAll, expect, test } from 'vitest';
import { hourOf } from '../../src/fetching/silence.ts';
import { keys } from '../../src/store/keys.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const item = (id: string, at: number): string =>
  `<item><guid>${id}</guid><title>Council ${id} votes on the harbour</title><pubDate>${new Date(at).toUTCString()}</pubDate></item>`;
const feedOf = (...items: string[]): string =>
  `<rss version="2.0"><channel><title>Wire</title>${items.join('')}</channel></rss>`;
const rss = (...items: string[]) => answer(200, { 'content-type': 'application/rss+xml' }, feedOf(...items));

interface Report {
  readonly fetches: readonly { state: string; tookMs: number; error: string | null }[];
  readonly hours: readonly { at: number; stories: number | null; usual: { low: number; high: number } | null }[];
  readonly lateness: { stories: number; behind: { p50: number } | null; ownPolling: { p50: number } | null };
}

let redis: TestRedis;
let agency: ScriptedServer;
let service: RunningService;
const startedAt = Date.now();
beforeAll(async () => {
  [redis, agency] = await Promise.all([startTestRedis(), startScriptedServer()]);
  const hours = Array.from({ length: 28 * 24 }, (_, ago) => [String(hourOf(startedAt) - 1 - ago), '14']);
  await redis.connect().hset(keys.hours('wire'), ...hours.flat());
  agency.script(answer(500), rss(item('first', startedAt - MINUTE_MS)));
  service = await startService({
    redis: { url: redis.path },
    feeds: [
      {
        id: 'wire',
        url: agency.url,
        every: { min: '1s', max: '1s' },
        allowPrivateAddresses: true,
        onFirstPoll: 'send',
      },
    ],
  });
});
afterAll(async () => {
  await service.end();
  await Promise.all([agency.close(), redis.close()]);
});

const report = async (): Promise<Report> => (await service.get('/v1/feeds/wire')).body as unknown as Report;

test('a feed tells its last fetches, its usual hours, and how late its copy is', async () => {
  expect(await until(async () => (await report()).lateness.stories === 1)).toBe(true);
  agency.script(rss(item('first', startedAt - MINUTE_MS), item('second', startedAt - 10 * MINUTE_MS)));
  expect(await until(async () => (await report()).lateness.stories === 2)).toBe(true);
  const { fetches, hours, lateness } = await report();
  expect(fetches.at(-1)).toMatchObject({ state: 'server', error: expect.stringContaining('500') });
  expect(fetches[0]).toMatchObject({ error: null });
  expect(hours).toHaveLength(24);
  expect(hours.at(-1)?.at).toBeGreaterThanOrEqual(startedAt - HOUR_MS);
  expect(hours[0]).toMatchObject({ stories: 14, usual: { low: 14, high: 14 } });
  expect(lateness.behind?.p50).toBeGreaterThanOrEqual(MINUTE_MS);
  // The second story was not there at the poll before: hardly any of its ten minutes was ours.
  expect(lateness.ownPolling?.p50).toBeLessThan(10 * MINUTE_MS);
});

test('no more than thirty fetches are remembered', async () => {
  const key = keys.fetches('wire');
  const client = redis.connect();
  const [newest = ''] = await client.lrange(key, 0, 0);
  await client.lpush(key, ...Array.from({ length: 60 }, () => newest));
  expect(await until(async () => (await report()).fetches.length === 30)).toBe(true);
});

test('there is no report of a feed that is not in the settings', async () => {
  expect((await service.get('/v1/feeds/elsewhere')).status).toBe(404);
});
