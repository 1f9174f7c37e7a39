import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { send } from '../../src/network/client.ts';
import { askLeniently } from '../../src/network/lenient-request.ts';
import { type Certificates, makeCertificates } from '../servers/certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'copytaster-lenient-'));
let certificates: Certificates;
beforeAll(() => {
  certificates = makeCertificates(folder, 'IP:127.0.0.1');
});
afterAll(() => rmSync(folder, { recursive: true }));

const ANSWER = 'HTTP/1.1 200 OK\nX-Cache : a\n\nwhole';
const asked = { headers: {}, guarded: false, ca: null, signal: new AbortController().signal };

async function textOf(url: URL, how: Partial<Parameters<typeof askLeniently>[1]>): Promise<string> {
  const answer = await askLeniently(url, { ...asked, ...how });
  return Buffer.concat(await answer.toArray()).toString();
}

describe('an address that is asked for once more', () => {
  test('refuses a private address at every name', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const url = new URL(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await expect(textOf(url, { guarded: true })).rejects.toMatchObject({ name: 'NetworkFailure', kind: 'address' });
    await new Promise((resolve) => server.close(resolve));
    expect(connections).toBe(0);
  });

  test('is trusted over TLS by the same authorities as at first', async () => {
    const keys = { key: readFileSync(certificates.key), cert: readFileSync(certificates.certificate) };
    const server = createTlsServer(keys, (socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(ANSWER));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const ca = readFileSync(certificates.authority, 'utf8');
    try {
      expect(await textOf(url, { ca })).toBe('whole');
      await expect(textOf(url, {})).rejects.toThrow(/verify/);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test('is let go when its time is over, and half of a body is none', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).on('data', () => socket.write(ANSWER));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const limits = { timeoutMs: 500, maxWireBytes: 1_000, maxBodyBytes: 1_000, maxRedirects: 0 };
    const request = { method: 'GET', url, headers: {}, allowPrivateAddresses: true, mendsHead: true } as const;
    await expect(send({ ...request, ...limits })).rejects.toMatchObject({ name: 'NetworkFailure', kind: 'timeout' });
    await new Promise((resolve) => server.close(resolve));
  });
});
