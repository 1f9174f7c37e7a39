import { afterEach, beforeEach, expect, test } from 'vitest';
import { send } from '../../src/network/client.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

test('the user and the password of an address are sent, and stand in no address that comes back', async () => {
  const own = new URL('/feed?page=1', server.url);
  Object.assign(own, { username: 'me', password: 'canary' });
  server.script(answer(301, { location: own.href.replace('feed', 'moved') }), answer(200, {}, 'here'));
  const { status, url, movedTo } = await send({
    method: 'GET',
    url: own.href,
    headers: {},
    timeoutMs: 20_000,
    maxWireBytes: 1_000,
    maxBodyBytes: 1_000,
    maxRedirects: 2,
    allowPrivateAddresses: true,
  });
  const moved = new URL('/moved?page=1', server.url).href;
  expect({ status, url, movedTo }).toEqual({ status: 200, url: moved, movedTo: moved });
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(
    Array.from({ length: 2 }, () => `Basic ${Buffer.from('me:canary').toString('base64')}`),
  );
});
