import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedSettings } from '../../src/settings/schema.ts';
import { SIMULATED_AGENCIES } from '../../src/simulator/simulated-agencies.ts';
import { type RunningAgency, startAgency } from '../../src/simulator/start-agency.ts';
import { accountsOfThisProcess } from '../../src/transports/account/account-memory.ts';
import { followHints, hasHint, keepHint } from '../../src/transports/afp/notifications.ts';
import type { FetchContext } from '../../src/transports/contract/transport.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { freePort } from '../servers/file-servers.ts';

let redis: TestRedis;
let agency: RunningAgency;
let service: RunningService;
let port: number;

const settingsOf = (own: object) => {
  const { accounts, feed } = agency.settings;
  // Without being told, the feed would be asked every ten minutes.
  const every = { min: '10m', max: '1h' };
  return {
    http: { publicUrl: `http://127.0.0.1:${port}` },
    accounts,
    feeds: [{ ...feed, id: 'afp', every, onFirstPoll: 'send', notify: true, ...own }],
  };
};
const asked = (what: string): number => agency.asked.filter((address) => address.includes(what)).length;
const stories = async (): Promise<number> =>
  ((await service.get('/v1/articles?limit=200')).body.articles as unknown[]).length;

beforeAll(async () => {
  redis = await startTestRedis();
  agency = await startAgency(SIMULATED_AGENCIES.get('afp')!, { seed: 7, rate: 0.7 });
  port = await freePort();
  service = await startService(settingsOf({}), { environment: { REDIS_URL: redis.path, PORT: String(port) } });
}, 60_000);
afterAll(async () => {
  await service?.end();
  await agency?.close();
  await redis?.close();
}, 60_000);

async function hint(authorization: string | null, feed = 'afp'): Promise<number> {
  const headers: Record<string, string> = authorization === null ? {} : { authorization };
  return (await fetch(`${service.address}/v1/afp/${feed}`, { method: 'POST', headers, body: '{}' })).status;
}

describe('a feed that AFP tells of', () => {
  test('is registered, and fetched at once whenever AFP tells of a document', async () => {
    expect(await until(() => asked('subscription/add') > 0, 60_000)).toBe(true);
    const before = asked('/v1/api/search');
    expect(await until(() => asked('/v1/api/search') >= before + 3, 60_000)).toBe(true);
    expect(await until(async () => (await stories()) >= 5, 60_000)).toBe(true);
  });

  test.each([
    ['nobody', null, 'afp', 401],
    ['somebody else', `Basic ${Buffer.from('afp:another').toString('base64')}`, 'afp', 403],
    ['anybody, for a feed that is not there', 'Basic YTpi', 'reuters', 404],
  ])('is not fetched for %s', async (_, authorization, feed, status) => {
    expect(await hint(authorization, feed)).toBe(status);
  });

  test('is not told of any more when it is switched off', async () => {
    service.change(settingsOf({ enabled: false }));
    process.kill(service.process.pid ?? 0, 'SIGHUP');
    expect(await until(() => asked('service/delete') > 0, 60_000)).toBe(true);
    expect(await hint('Basic YTpi')).toBe(404);
    expect(JSON.stringify(service.log)).not.toMatch(/of-the-simulated-agency|simulated-client-secret/);
  });

  test('is registered anew when it is switched on again', async () => {
    const before = asked('subscription/add');
    service.change(settingsOf({ every: { min: '1s', max: '2s' } }));
    process.kill(service.process.pid ?? 0, 'SIGHUP');
    expect(await until(() => asked('subscription/add') > before, 60_000)).toBe(true);
  });
});

test('a feed is asked for once, however much AFP tells of, and again when it tells of more', async () => {
  const accounts = accountsOfThisProcess();
  const feed = { id: 'afp' } as FeedSettings;
  expect(await hasHint(accounts, 'afp')).toBe(false);
  for (const now of [1_000, 1_001, 1_002]) await keepHint(accounts, 'afp', now);
  expect(await hasHint(accounts, 'afp')).toBe(true);
  expect(await hasHint(accounts, 'afp')).toBe(false);
  await followHints({ feed, accounts, now: 1_003 } as FetchContext);
  expect(await until(() => hasHint(accounts, 'afp'), 3_000)).toBe(false);
  await keepHint(accounts, 'afp', 1_004);
  expect(await hasHint(accounts, 'afp')).toBe(true);
});
