import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { StatusConnections } from '../../src/network/status-request.ts';

let server: Server;
let connections: StatusConnections;
const requests: string[] = [];
const sockets = new Set<Socket>();

/** A server that answers every request with these bytes, and leaves the connection open. */
async function answering(bytes: string | ((socket: Socket) => void)): Promise<string> {
  requests.length = 0;
  server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.endsWith('{}')) return;
      requests.push(text);
      text = '';
      if (typeof bytes === 'string') socket.write(bytes);
      else bytes(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  connections = new StatusConnections({ connections: 4, allowPrivateAddresses: true });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function post(url: string, timeoutMs = 5_000): Promise<{ status: number; headers: Record<string, unknown> }> {
  const given = { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: '{}' } as const;
  return connections.send({ ...given, signal: AbortSignal.timeout(timeoutMs) });
}

afterEach(() => {
  connections.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

const OK = 'HTTP/1.1 200 OK\r\n';

describe('the status is the answer', () => {
  test.each([
    ['after a 100 Continue that nobody asked for', `HTTP/1.1 100 Continue\r\n\r\n${OK}content-length: 0\r\n\r\n`],
    ['with headers of 200 KB', `${OK}x-long: ${'a'.repeat(200_000)}\r\ncontent-length: 0\r\n\r\n`],
    ['with two equal lengths', `${OK}content-length: 2\r\ncontent-length: 2\r\n\r\nok`],
    ['though its body does not come', `${OK}content-length: 100\r\n\r\n`],
    ['though its body has no end', `${OK}transfer-encoding: chunked\r\n\r\n2\r\nok\r\n`],
  ])('%s', async (_, bytes) => {
    const address = await answering(bytes);
    const begun = performance.now();
    expect((await post(`http://${address}/wire`)).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  test('of a server that wants to speak another protocol, and its connection is ended', async () => {
    const address = await answering(
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\nhello',
    );
    expect((await post(`http://${address}/wire`, 1_000)).status).toBe(101);
    await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('a connection is used again after a short body', async () => {
    const address = await answering(`${OK}content-length: 2\r\n\r\nok`);
    for (let count = 0; count < 3; count += 1) {
      await post(`http://${address}/`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(requests).toHaveLength(3);
    expect(sockets.size).toBe(1);
  });
});

describe('a request', () => {
  test('carries user and password of its address as credentials', async () => {
    const address = await answering(`${OK}content-length: 0\r\n\r\n`);
    await post(`http://wire:p%40ss@${address}/desk`);
    const expected = Buffer.from('wire:p@ss').toString('base64');
    expect(requests[0]).toContain(`authorization: Basic ${expected}\r\n`);
    expect(requests[0]).toMatch(/^POST \/desk HTTP\/1\.1\r\n/);
    expect(requests[0]).not.toContain('p%40ss');
  });

  test('ends at its limit, which is the limit of the whole', async () => {
    const address = await answering((socket) => void socket.write(OK));
    await expect(post(`http://${address}/`, 300)).rejects.toMatchObject({
      kind: 'timeout',
      ambiguous: true,
      message: 'no answer in time',
    });
  });

  test('that hangs delays none of another destination on the same host', async () => {
    const address = await answering(() => undefined);
    const hanging = Array.from({ length: 4 }, () => post(`http://${address}/hangs`, 1_500).catch(() => 'failed'));
    const other = new StatusConnections({ connections: 4, allowPrivateAddresses: true });
    const begun = performance.now();
    const given = { method: 'POST', url: `http://${address}/well`, headers: {}, body: '{}' } as const;
    const sent = other.send({ ...given, signal: AbortSignal.timeout(400) }).catch(() => 'failed');
    while (!requests.some((request) => request.startsWith('POST /well'))) await new Promise(setImmediate);
    expect(performance.now() - begun).toBeLessThan(400);
    await Promise.all([...hanging, sent]);
    other.close();
  });
});
