import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const SECRET = 'secret-of-the-hub';
let redis: TestRedis;
let service: RunningService;
let publisher: Server;
let url: string;
let feed: Record<string, unknown>;
const subscriptions: URLSearchParams[] = [];

const document = (...titles: string[]): string =>
  `<rss version="2.0"><channel><title>Wire</title><link>https://example.org/</link><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="${url}/hub"/>${titles
    .map(
      (title, at) =>
        `<item><guid isPermaLink="false">tag:example.org,2026:${title.length}-${at}</guid><title>${title}</title><description>${title}, the port master said on Tuesday.</description></item>`,
    )
    .join('')}</channel></rss>`;

const settingsOf = (...feeds: object[]) => ({ http: { publicUrl: 'https://wire.example.net/' }, feeds });

beforeAll(async () => {
  redis = await startTestRedis();
  publisher = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url !== '/hub') return void response.end(document('The harbour of Bergen reopens'));
      subscriptions.push(new URLSearchParams(Buffer.concat(chunks).toString()));
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(publisher.address() as AddressInfo).port}`;
  feed = {
    id: 'blog',
    transport: 'websub',
    url: `${url}/feed`,
    secret: SECRET,
    every: { min: '10m', max: '1h' },
    onFirstPoll: 'send',
    allowPrivateAddresses: true,
  };
  service = await startService(settingsOf(feed), { environment: { REDIS_URL: redis.path } });
}, 60_000);
afterAll(async () => {
  await service?.end();
  await new Promise((resolve) => publisher?.close(resolve));
  await redis?.close();
}, 60_000);

const headlines = async (): Promise<unknown[]> =>
  ((await service.get('/v1/articles')).body.articles as { headline: string }[]).map(({ headline }) => headline);

async function send(body: string, signature: string): Promise<number> {
  const headers = { 'content-type': 'application/rss+xml', 'x-hub-signature': signature };
  return (await fetch(`${service.address}/v1/websub/blog`, { method: 'POST', headers, body })).status;
}

describe('the subscriber of a hub', () => {
  test('polls the feed, and subscribes at the hub that the feed names', async () => {
    expect(await until(() => subscriptions.length > 0, 30_000)).toBe(true);
    expect(Object.fromEntries(subscriptions[0]!)).toMatchObject({
      'hub.mode': 'subscribe',
      'hub.topic': `${url}/feed`,
      'hub.callback': 'https://wire.example.net/v1/websub/blog',
      'hub.secret': SECRET,
    });
  });

  test.each([
    ['its own topic', 'feed', 200, 'word'],
    ['another topic', 'other', 404, null],
  ])('answers the challenge for %s', async (_, topic, status, echo) => {
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': `${url}/${topic}`,
      'hub.challenge': 'word',
      'hub.lease_seconds': '864000',
    });
    const answer = await fetch(`${service.address}/v1/websub/blog?${query}`);
    expect(answer.status).toBe(status);
    if (echo !== null) expect(await answer.text()).toBe(echo);
  });

  test('takes at once what the hub signs, and nothing else', async () => {
    const forged = document('A forged story of the harbour');
    expect(await send(forged, `sha256=${createHmac('sha256', 'another').update(forged).digest('hex')}`)).toBe(202);
    const body = document('The ferry of Bergen sails again');
    expect(await send(body, `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`)).toBe(202);
    expect(await until(async () => (await headlines()).includes('The ferry of Bergen sails again'), 20_000)).toBe(true);
    expect(await headlines()).not.toContain('A forged story of the harbour');
  });

  const challenge = async (mode: string, topic: string): Promise<number> => {
    const query = new URLSearchParams({ 'hub.mode': mode, 'hub.topic': `${url}/${topic}`, 'hub.challenge': 'word' });
    return (await fetch(`${service.address}/v1/websub/blog?${query}`)).status;
  };
  const asked = (mode: string, topic: string): boolean =>
    subscriptions.some((each) => each.get('hub.mode') === mode && each.get('hub.topic') === `${url}/${topic}`);

  test('confirms to no hub that it wants nothing more, as long as it does', async () => {
    expect(await challenge('unsubscribe', 'feed')).toBe(404);
  });

  test.each(['-5', '0.0001', '1e99', 'NaN', '5.5', ''])('is confirmed a lease of "%s" seconds', async (seconds) => {
    const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': `${url}/feed`, 'hub.challenge': 'word' });
    const address = `${service.address}/v1/websub/blog?${query}&hub.lease_seconds=${seconds}`;
    expect((await fetch(address)).status).toBe(200);
  });

  test('takes what is signed by another algorithm under its name in capitals', async () => {
    const body = document('The tram of Bergen is late');
    expect(await send(body, `SHA512=${createHmac('sha512', SECRET).update(body).digest('hex').toUpperCase()}`)).toBe(
      202,
    );
    expect(await until(async () => (await headlines()).includes('The tram of Bergen is late'), 20_000)).toBe(true);
  });

  test('leaves the old address of the feed, and subscribes to the new one', async () => {
    service.change(settingsOf({ ...feed, url: `${url}/moved`, every: { min: '1s', max: '2s' } }));
    expect(await until(() => asked('unsubscribe', 'feed') && asked('subscribe', 'moved'), 30_000)).toBe(true);
    expect([await challenge('unsubscribe', 'feed'), await challenge('subscribe', 'moved')]).toEqual([200, 200]);
  });

  test('says that a hub denies the subscription, and why', async () => {
    const query = new URLSearchParams({
      'hub.mode': 'denied',
      'hub.topic': `${url}/moved`,
      'hub.reason': 'this topic costs money',
    });
    expect((await fetch(`${service.address}/v1/websub/blog?${query}`)).status).toBe(200);
    const notice = async () => String((await service.get('/v1/feeds/blog')).body.notice);
    expect(
      await until(async () => (await notice()).includes('denies the subscription: this topic costs money'), 20_000),
    ).toBe(true);
  });

  test('leaves the hub when the feed leaves the settings', async () => {
    expect(asked('unsubscribe', 'moved')).toBe(false);
    service.change(settingsOf());
    expect(await until(() => asked('unsubscribe', 'moved'), 30_000)).toBe(true);
    expect([await challenge('unsubscribe', 'moved'), await challenge('subscribe', 'moved')]).toEqual([200, 404]);
  });
});
