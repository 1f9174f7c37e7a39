import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectProxy, startConnectProxy } from '../receivers/connect-proxy.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const DOCUMENT =
  '<rss version="2.0"><channel><title>Wire</title><item><guid isPermaLink="false">p1</guid><title>Weir is mended</title></item></channel></rss>';
let redis: TestRedis;
let wire: ScriptedServer;
let proxy: ConnectProxy;
let service: RunningService;

beforeAll(async () => {
  redis = await startTestRedis();
  wire = await startScriptedServer();
  wire.script(answer(200, { 'content-type': 'application/rss+xml' }, DOCUMENT));
  const port = Number(new URL(wire.url).port);
  proxy = await startConnectProxy({ 'wire.example': port, 'desk.example': port });
  const feed = { every: { min: '1s', max: '2s' }, onFirstPoll: 'send' };
  service = await startService(
    {
      proxy: { http: `http://house:open-sesame@${proxy.address}` },
      feeds: [
        { ...feed, id: 'wire', url: 'http://wire.example/feed' },
        { ...feed, id: 'refused', url: 'http://refused.example/feed' },
        { ...feed, id: 'inside', url: 'http://intranet/feed' },
      ],
      destinations: [
        {
          id: 'desk',
          type: 'webhook',
          url: 'http://desk.example/hook',
          secrets: [`whsec_${'a'.repeat(32)}`],
          from: 'beginning',
        },
      ],
    },
    { environment: { REDIS_URL: redis.path } },
  );
}, 60_000);
afterAll(async () => {
  await service?.end();
  await proxy?.close();
  await wire?.close();
  await redis?.close();
});

test('feeds and receivers are reached through the proxy of the settings, and what it refuses is told as that', async () => {
  expect(await until(() => wire.seen.some(({ path }) => path === '/hook'))).toBe(true);
  expect(proxy.asked).toContain('CONNECT wire.example:80');
  expect([...proxy.credentials]).toEqual([`Basic ${Buffer.from('house:open-sesame').toString('base64')}`]);
  const errors = async (): Promise<Record<string, unknown>> => {
    const { feeds } = (await service.get('/v1/feeds')).body as { feeds: { id: string; lastError: unknown }[] };
    return Object.fromEntries(feeds.map(({ id, lastError }) => [id, lastError]));
  };
  expect(await until(async () => Boolean((await errors()).refused && (await errors()).inside))).toBe(true);
  expect(await errors()).toMatchObject({
    refused: expect.stringContaining('the proxy refuses to connect us (403)'),
    inside: expect.stringContaining('intranet is a name inside a network'),
  });
  expect(proxy.asked.join()).not.toContain('intranet');
  const said = service.log.find(({ msg }) => msg.startsWith('http and https go through a proxy'));
  expect(said).toMatchObject({ http: proxy.address, https: null });
  expect(JSON.stringify(service.log)).not.toContain('open-sesame');
});
