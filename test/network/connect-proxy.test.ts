import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpAnswer, type HttpRequest, send } from '../../src/network/client.ts';
import { StatusConnections } from '../../src/network/status-request.ts';
import { type ConnectProxy, makeCertificate, startConnectProxy } from '../receivers/connect-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-proxy-'));
const environment = { ...process.env };
let authority: string;
let wire: Server;
let proxy: ConnectProxy;

beforeAll(async () => {
  const { key, certificate } = makeCertificate(folder, ['wire.example', 'localhost']);
  authority = readFileSync(certificate, 'utf8');
  wire = createServer({ key: readFileSync(key), cert: authority }, (_, response) => response.end('the wire'));
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  proxy = await startConnectProxy({ 'wire.example': (wire.address() as AddressInfo).port });
  Object.assign(process.env, {
    HTTPS_PROXY: `http://desk:secret@localhost:${proxy.address.split(':')[1]}`,
    NO_PROXY: 'localhost',
  });
});
afterAll(async () => {
  for (const name of ['HTTPS_PROXY', 'NO_PROXY'])
    if (environment[name] === undefined) delete process.env[name];
    else process.env[name] = environment[name];
  await proxy.close();
  wire.close();
  wire.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

function ask(url: string, over: Partial<HttpRequest> = {}): Promise<HttpAnswer> {
  return send({
    method: 'GET',
    url,
    headers: {},
    timeoutMs: 20_000,
    maxWireBytes: 1_000,
    maxBodyBytes: 1_000,
    maxRedirects: 0,
    allowPrivateAddresses: false,
    ca: authority,
    ...over,
  });
}

describe('a proxy that the environment names', () => {
  test('is asked for a way, with its credentials, and the authority of the request is trusted behind it', async () => {
    const answer = await ask('https://wire.example/feed');
    expect({ status: answer.status, body: Buffer.from(answer.body).toString() }).toEqual({
      status: 200,
      body: 'the wire',
    });
    expect(proxy.asked).toContain('CONNECT wire.example:443');
    expect([...proxy.credentials]).toEqual([`Basic ${Buffer.from('desk:secret').toString('base64')}`]);
  });

  test('does not make a certificate right that nobody vouches for', async () => {
    await expect(ask('https://wire.example/feed', { ca: null })).rejects.toMatchObject({
      kind: 'connect',
      message: expect.stringMatching(/^the certificate cannot be trusted/),
    });
  });

  test.each(['GET', 'POST'] as const)('and refuses the way is named, and a %s was never sent', async (method) => {
    await expect(ask('https://elsewhere.example/feed', { method })).rejects.toMatchObject({
      kind: 'connect',
      ambiguous: false,
      message: 'the proxy refuses to connect us (403); ask its owner, or name the host in NO_PROXY',
    });
  });

  test('is passed by for the names of NO_PROXY', async () => {
    const { port } = wire.address() as AddressInfo;
    const answer = await ask(`https://localhost:${port}/feed`, { allowPrivateAddresses: true });
    expect(answer.status).toBe(200);
    expect(proxy.asked.some((line) => line.includes('localhost'))).toBe(false);
  });

  test.each(['https://elsewhere.example/hook', 'https://intranet/hook', 'https://10.0.0.1/hook'])(
    'is asked by what waits for a status alone, by the same rules: %s',
    async (url) => {
      const connections = new StatusConnections({ connections: 1, allowPrivateAddresses: false });
      const signal = AbortSignal.timeout(20_000);
      const answer = connections.send({ method: 'POST', url, headers: {}, body: '{}', signal });
      await expect(answer).rejects.toMatchObject(
        url.includes('elsewhere')
          ? {
              kind: 'connect',
              ambiguous: false,
              message: expect.stringMatching(/^the proxy refuses to connect us \(403\)/),
            }
          : { kind: 'address', ambiguous: false },
      );
      connections.close();
    },
  );

  test.each([
    'https://intranet/',
    'https://box.local/',
    'https://metadata.google.internal/',
    'https://[::ffff:10.0.0.1]/',
  ])('is not asked for %s, which it would find inside a network', async (url) => {
    const before = proxy.asked.length;
    await expect(ask(url)).rejects.toMatchObject({ kind: 'address' });
    expect(proxy.asked.length).toBe(before);
    await expect(ask(url, { allowPrivateAddresses: true })).rejects.toMatchObject({ kind: 'connect' });
    expect(proxy.asked.length).toBe(before + 1);
  });

  test('opens no private address', async () => {
    await expect(ask('https://127.0.0.1/feed')).rejects.toMatchObject({ kind: 'address' });
    await expect(ask('https://localhost/feed')).rejects.toMatchObject({ kind: 'address' });
  });
});
