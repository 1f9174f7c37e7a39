import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';
import { FaultProxy, type ProxyMode } from './proxy.ts';

let redis: TestRedis;
let proxy: FaultProxy;
const always = (): number => 0;

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.close());
beforeEach(async () => {
  proxy = new FaultProxy({ path: redis.path }, always);
  await proxy.start();
});
afterEach(() => proxy.close());

/** A client of the proxy and what it got. */
async function speak(): Promise<{ socket: Socket; heard: () => string; pieces: () => number; closed: () => boolean }> {
  const socket = connect(proxy.port, '127.0.0.1');
  const got: Buffer[] = [];
  let closed = false;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => got.push(chunk));
  socket.on('close', () => {
    closed = true;
  });
  await once(socket, 'connect');
  return {
    socket,
    heard: () => Buffer.concat(got).toString(),
    pieces: () => got.length,
    closed: () => closed,
  };
}

const lengthOf = (stream: string): Promise<number> => redis.connect().xlen(stream);

describe('a proxy', () => {
  test('passes what it is given, both ways', async () => {
    const { socket, heard } = await speak();
    socket.write('XADD passed * a 1\r\nXLEN passed\r\n');
    expect(await until(() => /\r\n:1\r\n$/.test(heard()))).toBe(true);
    expect(proxy.cuts).toBe(0);
  });

  test.each<[string, ProxyMode]>([
    ['after the request', { kind: 'cut-after-request', share: 1 }],
    ['in place of the reply', { kind: 'cut-after-reply', share: 1 }],
  ])('cuts %s: it was carried out, and nobody heard of it', async (name, mode) => {
    const stream = `cut ${name}`.replaceAll(' ', '-');
    const { socket, heard, closed } = await speak();
    proxy.mode = mode;
    socket.write(`XADD ${stream} * a 1\r\n`);
    expect(await until(closed)).toBe(true);
    expect(await until(async () => (await lengthOf(stream)) === 1)).toBe(true);
    expect([heard(), proxy.cuts]).toEqual(['', 1]);
  });

  test('cuts the share that it is told to', async () => {
    const draws = [0.4, 0.6];
    proxy = new FaultProxy({ path: redis.path }, () => draws.shift() ?? 1);
    await proxy.start();
    proxy.mode = { kind: 'cut-after-reply', share: 0.5 };
    const [unlucky, lucky] = [await speak(), await speak()];
    unlucky.socket.write('PING\r\n');
    expect(await until(unlucky.closed)).toBe(true);
    lucky.socket.write('PING\r\n');
    expect(await until(() => lucky.heard() === '+PONG\r\n')).toBe(true);
  });

  test('swallows all, closes nothing, and gives nothing back; a new connection is as good as new', async () => {
    const lost = await speak();
    proxy.mode = { kind: 'black-hole' };
    lost.socket.write('PING\r\n');
    const during = await speak();
    during.socket.write('PING\r\n');
    expect(await until(() => proxy.open === 2)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    proxy.mode = { kind: 'pass' };
    const after = await speak();
    for (const { socket } of [lost, after]) socket.write('PING\r\n');
    expect(await until(() => after.heard() === '+PONG\r\n')).toBe(true);
    expect([lost.heard(), during.heard(), lost.closed(), during.closed()]).toEqual(['', '', false, false]);
  });

  test('holds back, and keeps the order', async () => {
    proxy = new FaultProxy({ path: redis.path }, Math.random);
    await proxy.start();
    proxy.mode = { kind: 'latency', ms: 50, jitterMs: 50 };
    const { socket, heard } = await speak();
    const words = Array.from({ length: 30 }, (_, at) => `word-${at}`);
    const begun = Date.now();
    for (const word of words) {
      socket.write(`ECHO ${word}\r\n`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(await until(() => heard().includes('word-29'))).toBe(true);
    expect(heard().match(/word-\d+/g)).toEqual(words);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(100);
  });

  test('drips, and loses nothing', async () => {
    await redis.connect().set('long', 'x'.repeat(4_000));
    const { socket, heard, pieces } = await speak();
    proxy.mode = { kind: 'drip', bytesPerSecond: 8_000 };
    socket.write('GET long\r\n');
    expect(await until(() => heard().length === 4_000 + '$4000\r\n\r\n'.length)).toBe(true);
    expect(pieces()).toBeGreaterThan(5);
  });
});
