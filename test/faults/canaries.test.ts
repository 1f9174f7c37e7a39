import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

/** A secret in every setting that takes one; none of them may be found anywhere but where it is used. */
const CANARIES = {
  feedPassword: 'canary%feed:pass&word',
  feedKey: 'canary-feed-key-1c9e',
  feedHeader: 'canary-feed-header-77ab',
  brokenKey: 'canary-broken-key-03fd',
  pageKey: 'canary-page-key-5e1a',
  webhookSecret: `whsec_${Buffer.from('canary-webhook-secret-0123456789').toString('base64')}`,
  webhookHeader: 'canary-webhook-header-19cc',
  webhookPassword: 'canary-webhook-password-4f',
  streamPassword: 'canary-stream-password-8d',
} as const;
type Canary = keyof typeof CANARIES;

const folder = mkdtempSync(join(tmpdir(), 'ct-canaries-'));
let redis: TestRedis;
let wire: ScriptedServer;
let receiver: ScriptedServer;
let service: RunningService;

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>Town</title><link>/</link><description>x</description>
<item><guid>story-1</guid><link>/stories/1</link><title>The mill at Orrin reopens</title><description>&lt;p&gt;The mill reopened on Monday; see &lt;a href="/more"&gt;the plan&lt;/a&gt; and &lt;img src="pictures/mill.jpg"&gt;.&lt;/p&gt;</description></item>
<item><link>stories/2</link><title>Rain stops the fair of Orrin</title><description>The fair stopped at noon.</description></item></channel></rss>`;
const PAGE =
  '<!doctype html><html><head><title>Bridge closed</title></head><body><article><h1>Bridge closed at Orrin</h1><p>The bridge over the Orrin was closed on Monday after engineers had found cracks in two of its piers.</p><p>It will stay closed for a week, the county said, and buses go round by the mill.</p><a href="/next">Next</a></article></body></html>';

/** Every way in which a secret could stand in a text. */
function formsOf(secret: string): string[] {
  const bare = secret.replace(/^whsec_/, '');
  return [
    secret,
    bare,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`me:${secret}`).toString('base64'),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(bare, 'base64').toString('latin1'),
  ].filter((form) => form.length >= 8);
}

function findCanaries(text: string): string[] {
  return (Object.keys(CANARIES) as Canary[]).filter((name) =>
    formsOf(CANARIES[name]).some((form) => text.includes(form)),
  );
}

function filesUnder(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const at = join(path, name);
    return statSync(at).isDirectory() ? filesUnder(at) : [at];
  });
}

function command(...words: string[]): string {
  const config = join(service.folder, 'copytaster.yaml');
  const { stdout, stderr } = spawnSync(process.execPath, ['dist/workers/copytaster.js', ...words, '--config', config], {
    env: { PATH: process.env.PATH, REDIS_URL: redis.path },
    encoding: 'utf8',
  });
  return `${stdout}\n${stderr}`;
}

beforeAll(async () => {
  redis = await startTestRedis();
  wire = await startScriptedServer();
  receiver = await startScriptedServer();
  mkdirSync(join(folder, 'drop'));
  wire.script((response, request) => {
    const path = request.path.split('?', 1)[0];
    if (path === '/feed') answer(200, { 'content-type': 'application/rss+xml' }, FEED)(response, request);
    else if (path === '/page') answer(200, { 'content-type': 'text/html' }, PAGE)(response, request);
    else if (path === '/broken') answer(200, { 'content-type': 'application/rss+xml' }, '<rss><<<')(response, request);
    else answer(401, {}, 'no')(response, request);
  });
  receiver.script(answer(200), answer(422), answer(200));
  const at = (path: string, password?: string): string => {
    const url = new URL(path, wire.url);
    if (password !== undefined) Object.assign(url, { username: 'me', password });
    return url.href;
  };
  const feed = { every: { min: '500ms', max: '1s' }, onFirstPoll: 'send', allowPrivateAddresses: true };
  const own = new URL(receiver.url);
  Object.assign(own, { username: 'me', password: CANARIES.webhookPassword });
  service = await startService(
    {
      feeds: [
        {
          ...feed,
          id: 'town',
          url: at(`/feed?apikey=${CANARIES.feedKey}`, CANARIES.feedPassword),
          headers: { 'x-key': CANARIES.feedHeader },
        },
        { ...feed, id: 'page', url: at(`/page?apikey=${CANARIES.pageKey}`), format: 'html-page' },
        { ...feed, id: 'broken', url: at(`/broken?apikey=${CANARIES.brokenKey}`) },
        { ...feed, id: 'closed', url: at(`/closed?apikey=${CANARIES.brokenKey}`) },
      ],
      destinations: [
        { id: 'drop', type: 'file-drop', path: join(folder, 'drop'), from: 'beginning' },
        {
          id: 'hook',
          type: 'webhook',
          url: own.href,
          secrets: [CANARIES.webhookSecret],
          headers: { 'x-desk': CANARIES.webhookHeader },
          allowPrivateAddresses: true,
          from: 'beginning',
        },
        {
          id: 'stream',
          type: 'redis-stream',
          url: `redis://:${CANARIES.streamPassword}@127.0.0.1:1`,
          stream: 'out',
          allowPrivateAddresses: true,
        },
      ],
    },
    { environment: { REDIS_URL: redis.path, LOG_LEVEL: 'trace' } },
  );
  if (service.address === '') throw new Error(service.said.join('\n'));
  await until(async () => ((await service.get('/v1/articles')).body.articles as unknown[]).length >= 3);
  await until(() => receiver.seen.length >= 3);
});

afterAll(async () => {
  await service?.end();
  await receiver?.close();
  await wire?.close();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a secret of the settings', () => {
  test('is used where it belongs', () => {
    const feed = wire.seen.find(({ path }) => path.startsWith('/feed'))!;
    expect(feed.headers.authorization).toBe(`Basic ${Buffer.from(`me:${CANARIES.feedPassword}`).toString('base64')}`);
    expect(feed.headers['x-key']).toBe(CANARIES.feedHeader);
    expect(feed.path).toContain(CANARIES.feedKey);
    expect(receiver.seen[0]!.headers['x-desk']).toBe(CANARIES.webhookHeader);
    expect(receiver.seen[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from(`me:${CANARIES.webhookPassword}`).toString('base64')}`,
    );
  });

  test('stands in nothing that a receiver gets', () => {
    expect(findCanaries(receiver.seen.map(({ body }) => body).join('\n'))).toEqual([]);
    for (const file of filesUnder(join(folder, 'drop'))) expect(findCanaries(readFileSync(file, 'utf8'))).toEqual([]);
  });

  test('stands in no log line, at the lowest level', () => {
    expect(findCanaries(JSON.stringify(service.log))).toEqual([]);
    expect(findCanaries(service.said.join('\n'))).toEqual([]);
  });

  test.each(['/v1/articles', '/v1/articles?after=0', '/metrics', '/readyz', '/v1/stops', '/v1/search?q=Orrin'])(
    'stands in no answer of %s',
    async (path) => {
      expect(findCanaries(JSON.stringify((await service.get(path)).body))).toEqual([]);
    },
  );

  test.each([
    ['feeds'],
    ['feeds', '--json'],
    ['destinations'],
    ['destinations', '--json'],
    ['dead-letters', 'list', '--json'],
    ['spike', '--json'],
    ['check'],
    ['explain', 'story-1'],
  ])('is not said by %s %s', (...words) => {
    expect(findCanaries(command(...words))).toEqual([]);
  });

  test('stands in no key of Redis and in none of its values', async () => {
    const client = redis.connect();
    const names = await client.keys('*');
    expect(findCanaries(names.join('\n'))).toEqual([]);
    for (const name of names) {
      const dump = (await client.dumpBuffer(name))?.toString('latin1') ?? '';
      expect(findCanaries(dump).map((canary) => `${canary} in ${name}`)).toEqual([]);
    }
  });
});
