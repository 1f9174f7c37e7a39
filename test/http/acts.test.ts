import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const reader = makeToken('desk', ['read']);
const actor = makeToken('night', ['read', 'act']);
const folder = mkdtempSync(join(tmpdir(), 'ct-acts-'));
const DOCUMENT = `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://wire.example/</link><description>x</description><item><guid isPermaLink="false">tag:wire.example,2026:1</guid><title>Ferry aground off Merrow</title><description>MERROW, Nov 3 - The ferry ran aground on Monday; all 212 people aboard were brought ashore by dawn.</description></item></channel></rss>`;

let redis: TestRedis;
let service: RunningService;
let id: string;

const bearer = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });
const get = (path: string, as = actor) => service.get(path, bearer(as));

async function post(
  path: string,
  body: unknown,
  as = actor,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${service.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(as) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

beforeAll(async () => {
  redis = await startTestRedis();
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'wire.xml'), DOCUMENT);
  service = await startService(
    {
      http: { tokens: [reader.kept, actor.kept] },
      feeds: [{ id: 'wire', transport: 'folder', path: join(folder, 'in'), language: 'en' }],
      destinations: [{ id: 'cms', type: 'file-drop', path: join(folder, 'drop') }],
    },
    { environment: { REDIS_URL: redis.path } },
  );
  const articles = async () => (await get('/v1/articles')).body.articles as Article[];
  await until(async () => (await articles()).length === 1);
  id = (await articles())[0]!.id;
}, 90_000);
afterAll(async () => {
  await service?.end();
  await redis?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('an act over HTTP', () => {
  test('needs the scope, a reason, and something that it can be done to', async () => {
    expect(await post(`/v1/articles/${id}/hold`, { reason: 'x' }, reader)).toMatchObject({ status: 403 });
    for (const [body, detail] of [
      [{}, 'reason: is missing'],
      [{ reason: '' }, 'reason: is empty'],
      [{ reason: 'x', why: 'x' }, 'body: why is not known here'],
      [{ reason: 7 }, 'reason: write a text'],
    ] as const)
      expect(await post(`/v1/articles/${id}/hold`, body)).toMatchObject({ status: 400, body: { detail } });
    expect(await post('/v1/articles/art_none/hold', { reason: 'x' })).toMatchObject({ status: 404 });
    expect(await post(`/v1/articles/${id}/release`, { reason: 'x' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('nothing holds it') },
    });
    expect(await post('/v1/destinations/nobody/pause', { reason: 'x' })).toMatchObject({ status: 404 });
    expect(await post('/v1/dead-letters/none/discard', { reason: 'x' })).toMatchObject({ status: 404 });
    expect(await post('/v1/stops/rev_none/sign-off', { reason: 'x', destination: 'cms' })).toMatchObject({
      status: 404,
    });
  });

  test('is done under the name of the token, and told by the audit', async () => {
    expect(await post(`/v1/articles/${id}/hold`, { reason: 'a claim', by: 'somebody else' })).toMatchObject({
      status: 200,
      body: { article: id, revision: 2, change: 'withheld' },
    });
    expect((await get(`/v1/articles/${id}`, reader)).body).toMatchObject({ pubStatus: 'withheld', headline: null });
    expect(await post(`/v1/articles/${id}/release`, { reason: 'it was dropped' })).toMatchObject({
      body: { revision: 3, change: 'reinstated' },
    });
    expect(await post('/v1/destinations/cms/pause', { reason: 'they move office' })).toMatchObject({
      body: { id: 'cms', outcome: 'paused' },
    });
    expect(await post('/v1/destinations/cms/resume', { reason: 'they are back' })).toMatchObject({ status: 200 });
    expect((await get('/v1/audit')).body).toEqual({
      acts: [
        { at: expect.any(Number), by: 'night', act: 'resume', of: 'cms', reason: 'they are back' },
        { at: expect.any(Number), by: 'night', act: 'pause', of: 'cms', reason: 'they move office' },
        { at: expect.any(Number), by: 'night', act: 'release', of: id, reason: 'it was dropped' },
        { at: expect.any(Number), by: 'night', act: 'hold', of: id, reason: 'a claim' },
      ],
    });
    expect(await get('/v1/audit', reader)).toMatchObject({ status: 403 });
  });
});
