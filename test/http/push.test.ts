import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const TOKEN = 'token-of-the-sender';
let redis: TestRedis;
let service: RunningService;

const settingsOf = (enabled: boolean) => ({
  feeds: [
    {
      id: 'cms',
      transport: 'push',
      token: TOKEN,
      agency: 'dpa',
      speaksFor: ['dpa'],
      // A push is taken at once, not at the next turn of a schedule.
      every: { min: '10m', max: '1h' },
    },
    { id: 'shut', transport: 'push', token: TOKEN, enabled },
    { id: 'hub', transport: 'push', token: TOKEN },
    { id: 'waiting', transport: 'push', token: TOKEN },
    { id: 'slow', transport: 'push', token: TOKEN, rate: '30/m' },
  ],
});

beforeAll(async () => {
  redis = await startTestRedis();
  service = await startService(settingsOf(false), { environment: { REDIS_URL: redis.path } });
}, 60_000);
afterAll(async () => {
  await service?.end();
  await redis?.close();
}, 60_000);

const entryOf = (version: number, words: string, status = 'usable'): string =>
  JSON.stringify({
    urn: 'urn:newsml:dpa.com:20090101:261103-99-000001',
    version,
    version_created: `2026-11-03T10:0${version}:00+01:00`,
    pubstatus: status,
    language: 'en',
    headline: `Harbour of Bergen reopens, ${words}`,
    article_html: `<p>The harbour of Bergen is open again since Tuesday, the fire on the ferry is out, ${words}.</p>`,
  });

async function push(
  body: string | Buffer,
  { feed = 'cms', headers = {} }: { feed?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const answer = await fetch(`${service.address}/v1/push/${feed}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    body: body as string,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
}

const revisions = async (): Promise<Record<string, unknown>[]> => {
  const { body } = await service.get('/v1/articles?feed=cms');
  const [article] = body.articles as { id: string }[];
  if (article === undefined) return [];
  const all = await service.get(`/v1/articles/${encodeURIComponent(article.id)}/revisions`);
  return all.body.revisions as Record<string, unknown>[];
};

describe('a document that is pushed', () => {
  test('is a revision at once, and so are those after it, in order', async () => {
    for (const version of [1, 2, 3]) expect((await push(entryOf(version, `report ${version}`))).status).toBe(202);
    expect(await until(async () => (await revisions()).length === 3, 20_000)).toBe(true);
    const numbered = (await revisions()).map(({ revision, version }) => `${revision}: ${version}`);
    expect(numbered.sort()).toEqual(['1: 1', '2: 2', '3: 3']);
  });

  test('is taken once under its Idempotency-Key, and no other under the same', async () => {
    const headers = { 'idempotency-key': 'story-4' };
    const first = await push(entryOf(4, 'report 4'), { headers });
    const again = await push(entryOf(4, 'report 4'), { headers });
    const other = await push(entryOf(5, 'report 5'), { headers });
    expect([first, again, other].map(({ status, body }) => [status, body.repeated])).toEqual([
      [202, false],
      [202, true],
      [422, undefined],
    ]);
    expect(await until(async () => (await revisions()).length === 4, 20_000)).toBe(true);
  });

  test('is told from another whose key is as long and begins alike', async () => {
    const [one, other] = ['1', '2'].map((end) => 'k'.repeat(600) + end) as [string, string];
    const sent = (key: string, space: string) =>
      push(entryOf(4, 'report 4') + space, { headers: { 'idempotency-key': key } });
    const answers = [await sent(one, ' '), await sent(other, '\n'), await sent(one, ' ')];
    expect(answers.map(({ status, body }) => [status, body.repeated])).toEqual([
      [202, false],
      [202, false],
      [202, true],
    ]);
  });

  test('may be packed, and its token may be a password', async () => {
    const basic = `Basic ${Buffer.from(`cms:${TOKEN}`).toString('base64')}`;
    const headers = { 'content-encoding': 'gzip', authorization: basic };
    expect((await push(gzipSync(entryOf(5, 'report 5')), { headers })).status).toBe(202);
    expect(await until(async () => (await revisions()).length === 5, 20_000)).toBe(true);
  });
});

describe('messages that their wire has numbered', () => {
  const numbered = (usn: number): string =>
    JSON.stringify({
      'source-feed': 'PA_API',
      usn: String(usn),
      version: '1',
      headline: `Ferry number ${usn} sails`,
      body_text: `<p>The ferry number ${usn} sailed from Bergen on Tuesday, the port master said.</p>`,
    });
  const missing = async (): Promise<unknown[]> => (await service.get('/v1/feeds/hub')).body.missing as unknown[];

  test('are missed where one did not come, until it comes', async () => {
    for (let usn = 100; usn <= 130; usn += 1)
      if (usn !== 117) expect((await push(numbered(usn), { feed: 'hub' })).status).toBe(202);
    expect(await until(async () => (await missing()).length === 1, 20_000)).toBe(true);
    expect(await missing()).toMatchObject([{ service: 'PA_API', from: 117, to: 117, since: expect.any(Number) }]);
    expect((await push(numbered(117), { feed: 'hub' })).status).toBe(202);
    expect(await until(async () => (await missing()).length === 0, 20_000)).toBe(true);
  });
});

describe('a sender of more than the rate of its feed', () => {
  const other = (version: number, words: string, status = 'usable'): string =>
    JSON.stringify({
      urn: 'urn:newsml:dpa.com:20090101:261103-99-000002',
      version,
      pubstatus: status,
      language: 'en',
      headline: `Wheat prices fall, ${words}`,
      article_html: `<p>Traders in Lima sold wheat on Monday after the harvest, ${words}.</p>`,
    });

  test('is told when to send again, while its stops and other senders are taken', async () => {
    const answers = [];
    for (let at = 0; at < 12; at += 1) answers.push(await push(other(1, `flood ${at}`), { feed: 'slow' }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await push(other(2, 'taken back', 'canceled'), { feed: 'slow' })).status).toBe(202);
    expect((await push(other(1, 'another sender'), { feed: 'waiting' })).status).toBe(202);
  });

  test('of large documents at once is told so before they are read', async () => {
    const open = [];
    for (let at = 0; at < 9; at += 1) {
      const request = httpRequest(`${service.address}/v1/push/waiting`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'text/xml', 'content-length': '9000000' },
      });
      request.on('error', () => undefined).write('<');
      open.push(request);
    }
    const [answered] = await Promise.race(open.map((request) => once(request, 'response')));
    expect([answered.statusCode, answered.headers['retry-after']]).toEqual([429, '1']);
    expect((await push(other(3, 'a small one'), { feed: 'waiting' })).status).toBe(202);
    for (const request of open) request.destroy();
  });
});

describe('while nothing can be kept', () => {
  const refused = { status: 503, type: 'application/problem+json; charset=utf-8', wait: '5' };
  const answerTo = async (version: number) => {
    const { status, headers } = await push(entryOf(version, `report ${version}`));
    return { status, type: headers.get('content-type'), wait: headers.get('retry-after') };
  };

  test('because Redis is away, what is pushed is to be sent again', async () => {
    process.kill(redis.pid, 'SIGSTOP');
    try {
      expect(await answerTo(6)).toEqual(refused);
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    expect(await until(async () => (await push(entryOf(6, 'report 6'))).status === 202, 20_000)).toBe(true);
    expect(await until(async () => (await revisions()).length === 6, 20_000)).toBe(true);
  });

  test('because Redis takes no more, what is pushed is to be sent again', async () => {
    const client = redis.connect();
    await client.setrange('filler', 60_000_000, 'x');
    const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    await client.config('SET', 'maxmemory', Math.round(used / 2));
    try {
      expect(await answerTo(7)).toEqual(refused);
      await client.config('SET', 'maxmemory', Math.round(used * 1.1));
      expect(await until(async () => (await answerTo(7)).status === 503, 20_000)).toBe(true);
    } finally {
      await client.config('SET', 'maxmemory', 0);
      await client.del('filler');
    }
    expect(await until(async () => (await push(entryOf(7, 'report 7'))).status === 202, 20_000)).toBe(true);
  });
});

describe('what cannot be taken', () => {
  test.each([
    ['without a token', 401, { headers: { authorization: '' } }],
    ['with another token', 403, { headers: { authorization: 'Bearer another' } }],
    ['for a feed that is not there', 404, { feed: 'nobody' }],
    ['for a feed that is switched off', 404, { feed: 'shut' }],
    ['as a form', 415, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['as a picture', 415, { headers: { 'content-type': 'image/jpeg' } }],
    ['packed in an unknown way', 415, { headers: { 'content-encoding': 'compress' } }],
  ])('%s is answered %i', async (_, status, options) => {
    const answer = await push(entryOf(9, 'refused'), options);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('an empty body is answered 400, one that is too large 413', async () => {
    expect((await push('')).status).toBe(400);
    for (let time = 0; time < 10; time += 1) expect((await push(Buffer.alloc(20_000_001, 32))).status).toBe(413);
    expect(
      (await push(gzipSync(Buffer.alloc(30_000_000, 32)), { headers: { 'content-encoding': 'gzip' } })).status,
    ).toBe(413);
    expect((await push(Buffer.alloc(20_000_001, 32))).body.detail).toContain('20000000 bytes');
  });

  test('too many that wait are answered 429, and when to send again', async () => {
    const feed = 'waiting';
    const client = redis.connect();
    const waiting = Array.from({ length: 2_000 }, (_, at) => [at + 1, `${at + 1}|{}`]).flat();
    await client.zadd(keys.inbox(feed), ...(waiting as [number, string]));
    const answer = await push(entryOf(9, 'refused'), { feed });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5']);
  });

  test('the token stands in no line of the log', () => {
    expect(JSON.stringify(service.log)).not.toContain(TOKEN);
  });
});
