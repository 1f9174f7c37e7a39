import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebhookReceivers } from '../faults/webhook-receivers.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const receivers = new WebhookReceivers();
let redis: TestRedis;
let server: ScriptedServer;
let service: RunningService;

const item = (number: number, comments: number, more = ''): string =>
  `<item><guid isPermaLink="false">story-${number}</guid><title>Council ${number} votes on its harbour (${comments} comments)</title>
  <description>The council of harbour town number ${number} votes on its plan on Thursday, and the mayor expects a close result after a year of talks.${more}</description></item>`;
const feed = (...items: string[]): string =>
  `<rss version="2.0"><channel><title>Town</title>${items.join('')}</channel></rss>`;
function show(...items: string[]): void {
  server.script(answer(200, { 'content-type': 'application/rss+xml' }, feed(...items)));
}
const sentOf = (number: number): number =>
  receivers.sentTo('cms').filter(({ uri }) => uri === `story-${number}`).length;
const volatile = async (): Promise<readonly string[]> =>
  ((await service.get('/v1/feeds')).body.feeds as { volatile: string[] }[])[0]?.volatile ?? [];

beforeAll(async () => {
  redis = await startTestRedis();
  server = await startScriptedServer();
  await receivers.start();
  show(item(1, 1));
  const source = { id: 'town', url: `${server.url}/feed.xml`, every: { min: '200ms', max: '300ms' } };
  const settings = {
    feeds: [{ ...source, onFirstPoll: 'send', allowPrivateAddresses: true }],
    destinations: [receivers.settings('cms')],
  };
  service = await startService(settings, { environment: { REDIS_URL: redis.path } });
}, 90_000);
afterAll(async () => {
  await service.end();
  await server.close();
  await receivers.close();
  await redis.close();
});

test('what changes at three polls in a row makes no revision, for no story of the feed, and goes with the next real one', async () => {
  expect(await until(() => sentOf(1) === 1)).toBe(true);
  for (const comments of [2, 3]) {
    show(item(1, comments));
    expect(await until(() => sentOf(1) === comments)).toBe(true);
  }
  show(item(1, 4));
  expect(await until(async () => (await volatile()).includes('headline'))).toBe(true);
  show(item(1, 5), item(2, 1));
  expect(await until(() => sentOf(2) === 1)).toBe(true);
  show(item(1, 6), item(2, 2), item(3, 1));
  expect(await until(() => sentOf(3) === 1)).toBe(true);
  show(item(1, 7, ' It begins at noon.'), item(2, 2), item(3, 1));
  expect(await until(() => sentOf(1) === 4)).toBe(true);
  expect([sentOf(2), sentOf(3)]).toEqual([1, 1]);
}, 200_000);
