import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Callers } from '../../src/http/callers.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { sessionsIn } from '../../src/store/sessions.ts';
import { openStore } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService } from '../running-service.ts';

const editor = makeToken('night editor', ['read', 'act', 'admin']);
const reader = makeToken('reader', ['read']);
const DESTINATION = { id: 'files', type: 'file-drop', path: '/tmp/copytaster-session-test' };
const SECRETS = [
  'pass-of-the-desk',
  'key-of-the-desk',
  `whsec_${'A'.repeat(32)}`,
  'header-of-the-desk',
  'pass-of-the-proxy',
] as const;
const FEED = { id: 'wire', url: `https://me:${SECRETS[0]}@wire.example/rss?apikey=${SECRETS[1]}` };
const PROXY = { https: `http://me:${SECRETS[4]}@proxy.example:3128` };
const CMS = {
  id: 'cms',
  type: 'webhook',
  url: 'https://cms.example/in',
  secrets: [SECRETS[2]],
  headers: { 'x-key': SECRETS[3] },
};
let redis: TestRedis;
let service: RunningService;
let open: RunningService;

beforeAll(async () => {
  redis = await startTestRedis();
  const start = (http: unknown) =>
    startService(
      { http, proxy: PROXY, feeds: [FEED], destinations: [DESTINATION, CMS] },
      { environment: { REDIS_URL: redis.path }, words: ['--roles', 'http'] },
    );
  service = await start({
    tokens: [editor.kept, reader.kept],
    trustedUser: { header: 'X-Desk-User', from: ['127.0.0.0/8'], users: { ana: ['read'], ben: ['read', 'act'] } },
  });
  open = await start({});
}, 60_000);
afterAll(async () => {
  await Promise.all([service?.end(), open?.end()]);
  await redis?.close();
});

const ask = (path: string, headers: Record<string, string> = {}, body?: unknown, to = service): Promise<Response> =>
  fetch(to.address + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function logIn(token: string, headers: Record<string, string> = {}) {
  const answer = await ask('/v1/session', headers, { token });
  const cookie = answer.headers.get('set-cookie') ?? '';
  const { forgeryToken } = (await answer.json()) as { forgeryToken: string };
  return { status: answer.status, cookie, forgeryToken, sent: { cookie: cookie.split(';')[0]! } };
}

const PAUSE = '/v1/destinations/files/pause';
const WHY = { reason: 'the receiver moves' };

describe('a session', () => {
  test('is kept in a cookie that no script reads and no other site sends', async () => {
    const { status, cookie } = await logIn(editor.token);
    expect(status).toBe(200);
    expect(cookie).toMatch(/^copytaster=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(editor.token);
    expect((await logIn(editor.token, { 'x-forwarded-proto': 'https' })).cookie).toMatch(/; Secure$/);
  });

  test('says who it is, and reads what its token may read', async () => {
    const { sent } = await logIn(reader.token);
    expect(await (await ask('/v1/session', sent)).json()).toMatchObject({
      name: 'reader',
      by: 'session',
      scopes: ['read'],
    });
    expect((await ask('/v1/articles', sent)).status).toBe(200);
    expect((await ask('/v1/articles?held=true', sent)).status).toBe(403);
    expect((await ask('/v1/audit', sent)).status).toBe(403);
  });

  test.each([
    ['another signature', (cookie: string) => `${cookie.slice(0, -4)}AAAA`],
    ['a later end', (cookie: string) => cookie.replace(/\.\d+\.(?=[^.]*$)/, '.9999999999999.')],
    ['another id', (cookie: string) => cookie.replace(/\.[\da-f]{32}\./, `.${'0'.repeat(32)}.`)],
    ['no id', (cookie: string) => cookie.replace(/\.[\da-f]{32}\./, '.')],
    ['nothing', () => 'copytaster='],
    ['what is no session', () => 'copytaster=a.b.c'],
  ])('with %s is none', async (_, change) => {
    const { sent } = await logIn(editor.token);
    expect((await ask('/v1/articles', { cookie: change(sent.cookie) })).status).toBe(401);
  });

  test('writes only with the token against forgery', async () => {
    const { sent, forgeryToken } = await logIn(editor.token);
    expect((await ask(PAUSE, sent, WHY)).status).toBe(403);
    expect((await ask(PAUSE, { ...sent, 'x-copytaster-forgery': 'x' }, WHY)).status).toBe(403);
    expect((await ask(PAUSE, { ...sent, 'x-copytaster-forgery': forgeryToken }, WHY)).status).toBe(200);
  });

  test('ends for everybody who has its cookie when its holder logs out, and no other session does', async () => {
    const { sent } = await logIn(reader.token);
    const other = await logIn(reader.token);
    const stream = (await ask('/v1/stream', sent)).text();
    expect((await ask('/v1/articles', sent)).status).toBe(200);
    const out = await ask('/v1/session/end', sent, {});
    expect(out.headers.get('set-cookie')).toMatch(/^copytaster=; Path=\/; Max-Age=0; /);
    expect((await ask('/v1/articles', sent)).status).toBe(401);
    expect(await (await ask('/v1/session', sent)).json()).toMatchObject({ name: null, by: 'nothing', scopes: [] });
    expect(await stream).toMatch(/^retry: /);
    expect((await ask('/v1/articles', other.sent)).status).toBe(200);
    const client = redis.connect();
    const [record = ''] = await client.keys('*:session:*:ended');
    expect(await client.pttl(record)).toBeGreaterThan(12 * 3_600_000);
  });

  test('lets nobody in while it cannot be asked whether it has ended', async () => {
    const other = await startTestRedis();
    const client = other.connect();
    const admission = { hosts: [], tokens: [reader.kept], trustedUser: null };
    const callers = new Callers(() => admission, sessionsIn(openStore(client, { days: 1 })), Date.now);
    const { cookie = '' } = (await callers.logIn(reader.token)) ?? {};
    const calling = { headers: { cookie: `copytaster=${cookie}` }, address: '127.0.0.1' };
    expect(await callers.identify(calling)).toMatchObject({ name: 'reader', by: 'session' });
    await other.close();
    await expect(callers.identify(calling)).rejects.toThrow();
  });

  test('ends when its token leaves the settings', async () => {
    const { sent } = await logIn(reader.token);
    const stream = (await ask('/v1/stream', sent)).text();
    const other = new AbortController();
    const stays = fetch(`${service.address}/v1/stream`, {
      headers: { authorization: `Bearer ${editor.token}` },
      signal: other.signal,
    });
    service.change({ http: { tokens: [editor.kept] }, destinations: [DESTINATION] });
    expect(await service.hears(/settings replaced/)).not.toBeNull();
    expect((await ask('/v1/articles', sent)).status).toBe(401);
    expect(await stream).toMatch(/^retry: /);
    const { done } = await (await stays).body!.getReader().read();
    expect(done).toBe(false);
    other.abort();
    service.change({
      http: {
        tokens: [editor.kept, reader.kept],
        trustedUser: { header: 'X-Desk-User', from: ['127.0.0.1'], users: { ana: ['read'], ben: ['read', 'act'] } },
      },
      destinations: [DESTINATION],
    });
    expect(await service.hears(/settings replaced/, service.log.length)).not.toBeNull();
  });
});

describe('a machine', () => {
  test('acts with its token and needs nothing against forgery', async () => {
    const headers = { authorization: `Bearer ${editor.token}` };
    expect((await ask(PAUSE, headers, WHY)).status).toBe(200);
    expect((await ask(PAUSE, headers, {})).status).toBe(400);
    expect((await ask('/v1/destinations/nowhere/pause', headers, WHY)).status).toBe(404);
  });
});

describe('a proxy that is trusted', () => {
  test('says who calls, and the settings say what they may do', async () => {
    expect((await ask('/v1/articles', { 'x-desk-user': 'ana' })).status).toBe(200);
    expect((await ask('/v1/embargoes', { 'x-desk-user': 'ana' })).status).toBe(403);
    expect((await ask('/v1/embargoes', { 'x-desk-user': 'ben' })).status).toBe(200);
    expect((await ask('/v1/articles', { 'x-desk-user': 'mallory' })).status).toBe(401);
    expect((await ask('/v1/articles', { 'x-desk-user': 'constructor' })).status).toBe(401);
  });
});

describe('a service without tokens', () => {
  test('lets nobody but its own page act', async () => {
    expect((await ask(PAUSE, {}, WHY, open)).status).toBe(403);
    const { forgeryToken, by } = (await (await ask('/v1/session', {}, undefined, open)).json()) as {
      forgeryToken: string;
      by: string;
    };
    expect(by).toBe('open');
    expect((await ask(PAUSE, { 'x-copytaster-forgery': forgeryToken }, WHY, open)).status).toBe(200);
  });
});

describe('the audit', () => {
  test('names who did what, and why', async () => {
    const { acts } = (await (await ask('/v1/audit', { authorization: `Bearer ${editor.token}` })).json()) as {
      acts: { by: string; act: string; of: string; reason: string }[];
    };
    expect(acts).toContainEqual(
      expect.objectContaining({ by: 'night editor', act: 'pause', of: 'files', reason: WHY.reason }),
    );
    expect(acts).toContainEqual(expect.objectContaining({ by: 'reader', act: 'log-in' }));
    expect(acts).toContainEqual(expect.objectContaining({ by: 'reader', act: 'log-out' }));
  });

  test('and who tried in vain must wait after ten times', async () => {
    const tries = [];
    for (let count = 0; count < 11; count += 1)
      tries.push((await ask('/v1/session', {}, { token: 'ct_wrong' })).status);
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect((await ask('/v1/session', {}, { token: editor.token })).status).toBe(429);
    expect((await ask('/v1/articles', { authorization: `Bearer ${editor.token}` })).status).toBe(200);
  });
});

test('the settings that are shown keep their secrets', async () => {
  const { settings } = (await (await ask('/v1/system', { authorization: `Bearer ${reader.token}` })).json()) as {
    settings: unknown;
  };
  expect(JSON.stringify(settings)).toContain('files');
  for (const secret of [editor.kept.sha256, ...SECRETS]) expect(JSON.stringify(settings)).not.toContain(secret);
});
