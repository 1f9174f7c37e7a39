import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostProblem, limitConnections, pathOfTarget } from '../../src/http/connections.ts';

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.end(JSON.stringify([hostProblem(request, request.url ?? ''), pathOfTarget(request)]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function ask(target: string, ...hosts: string[]): Promise<unknown> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    [`GET ${target} HTTP/1.1`, ...hosts.map((host) => `Host: ${host}`), 'Connection: close', '', ''].join('\r\n'),
  );
  const answer = await text(socket);
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}

describe('the host that a request names', () => {
  test.each([
    ['/v1/articles?limit=1', ['localhost'], [null, '/v1/articles?limit=1']],
    ['http://localhost/v1/articles', ['localhost'], [null, '/v1/articles']],
    ['http://localhost', ['LOCALHOST'], [null, '/']],
    ['/', ['localhost', 'evil.example'], ['the request has two Host headers', '/']],
    ['http://evil.example/', ['localhost'], ['the target names another host than the Host header', '/']],
  ])('%s to %j', async (target, hosts, answer) => {
    expect(await ask(target, ...hosts)).toEqual(answer);
  });
});

describe('connections', () => {
  const from = (address: string): Socket => Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
  const arrive = (at: Server, address: string): Socket => {
    const socket = from(address);
    at.emit('connection', socket);
    return socket;
  };

  test('are a hundred of one address at once, whatever others have, and any number from this machine', async () => {
    const limited = createServer();
    limitConnections(limited);
    expect(limited.maxConnections).toBe(2_000);
    const of = (address: string, count: number): Socket[] =>
      Array.from({ length: count }, () => arrive(limited, address));
    const one = of('203.0.113.7', 101);
    expect(one.map(({ destroyed }) => destroyed)).toEqual([...Array.from({ length: 100 }, () => false), true]);
    expect(of('203.0.113.8', 100).some(({ destroyed }) => destroyed)).toBe(false);
    expect(of('127.0.0.1', 300).some(({ destroyed }) => destroyed)).toBe(false);
    const [first] = one;
    first?.destroy();
    await once(first as Socket, 'close');
    expect(of('203.0.113.7', 2).map(({ destroyed }) => destroyed)).toEqual([false, true]);
  });
});
