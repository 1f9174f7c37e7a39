import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../src/http/routes.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService } from '../running-service.ts';

const tokens = {
  read: makeToken('reader', ['read']),
  act: makeToken('desk', ['act']),
  admin: makeToken('owner', ['admin']),
};
const OPEN = [
  'GET /healthz',
  'GET /readyz',
  'GET /openapi.json',
  'GET /v1/session',
  'POST /v1/session',
  'POST /v1/session/end',
];
let redis: TestRedis;
let service: RunningService;

beforeAll(async () => {
  redis = await startTestRedis();
  service = await startService(
    {
      http: {
        tokens: Object.values(tokens).map(({ kept }) => kept),
        trustedUser: { header: 'X-Desk-User', from: ['10.0.0.0/8', 'fd00::/8'], users: { boss: ['admin'] } },
      },
      feeds: [{ id: 'hub', transport: 'push', token: 'token-of-the-hub' }],
    },
    { environment: { REDIS_URL: redis.path } },
  );
}, 60_000);
afterAll(async () => {
  await service?.end();
  await redis?.close();
});

const routes = ROUTES.map(({ method, address, scope }) => ({
  name: `${method} ${address}`,
  method,
  path: address.replaceAll(/\{\w+\}/g, 'nothing'),
  scope,
}));

async function statusOf(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const signal = AbortSignal.timeout(20_000);
  const body =
    method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json', ...headers } } : { headers };
  const answer = await fetch(service.address + path, { method, signal, redirect: 'manual', ...body });
  await answer.body?.cancel();
  return answer.status;
}

test('what is open to everybody is this, and all else has a scope', () => {
  expect(routes.filter(({ scope }) => scope === null).map(({ name }) => name)).toEqual(expect.arrayContaining(OPEN));
  expect(routes.filter(({ scope }) => scope === null)).toHaveLength(OPEN.length);
  expect(routes.filter(({ method, scope }) => method === 'POST' && scope === 'read')).toEqual([]);
});

describe.each(routes.filter(({ scope }) => scope !== null))('$name', ({ method, path, scope }) => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  test.each<[string, Record<string, string>]>([
    ['without a token', {}],
    ['with another token', bearer('ct_wrong')],
    ['with an empty one', bearer('')],
    ['with the hash of one', bearer(tokens.admin.kept.sha256)],
    ['with one as a password', { authorization: `Basic ${Buffer.from(`x:${tokens.admin.token}`).toString('base64')}` }],
    ['with one in a cookie', { cookie: `copytaster=${tokens.admin.token}` }],
    [
      'with a session that nobody signed',
      { cookie: `copytaster=${tokens.admin.kept.sha256.slice(0, 32)}.9999999999999.x` },
    ],
    ['with the token of a feed', bearer('token-of-the-hub')],
    [
      'under the name that a proxy would say, from elsewhere',
      { 'x-desk-user': 'boss', 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1', 'x-real-ip': '10.0.0.1' },
    ],
  ])('is 401 %s', async (_, headers) => {
    expect(await statusOf(method, path, headers)).toBe(401);
    if (method === 'GET') expect(await statusOf('HEAD', path, headers)).toBe(401);
  });

  test('is 403 with a token that has not its scope, and no more than that with one that has', async () => {
    for (const [name, { token }] of Object.entries(tokens)) {
      if (method === 'GET' && name === scope) continue;
      const status = await statusOf(method, path, bearer(token));
      if (name === scope || name === 'admin') expect([401, 403]).not.toContain(status);
      else expect(status).toBe(403);
    }
  });

  test('knows no other method', async () => {
    for (const other of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect([400, 404, 405]).toContain(await statusOf(other, path, bearer(tokens.admin.token)));
  });
});
