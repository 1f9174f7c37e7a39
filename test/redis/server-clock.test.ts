import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServerClock } from '../../src/redis/server-clock.ts';
import { FaultProxy } from '../faults/proxy.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.close());

async function serverTime(): Promise<number> {
  const [seconds, microseconds] = (await redis.connect().time()) as unknown as [string, string];
  return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
}

test.each([
  ['at the first look', false],
  ['at a later look', true],
])('a reply that was long under way does not put the clock ahead of the server, %s', async (_, before) => {
  const clock = new ServerClock(redis.connect());
  if (before) await clock.measure();
  process.kill(redis.pid, 'SIGSTOP');
  const looking = clock.measure();
  await wait(3_000);
  process.kill(redis.pid, 'SIGCONT');
  const { serverJumpMs } = await looking;
  const now = clock.now();
  expect(now).toBeLessThanOrEqual(await serverTime());
  expect(serverJumpMs).toBeNull();
});

test.each([
  ['slow, then quick', [3_000, 0]],
  ['quick, then slow', [0, 3_000]],
])(
  'a clock is not said to have jumped because replies were slow on their way: %s',
  async (_, delays) => {
    const proxy = new FaultProxy({ path: redis.path }, () => 0.5);
    await proxy.start();
    const client = new Redis({ host: '127.0.0.1', port: proxy.port });
    await client.ping();
    const clock = new ServerClock(client);
    for (const ms of delays) {
      proxy.mode = ms === 0 ? { kind: 'pass' } : { kind: 'latency', ms, jitterMs: 0 };
      expect(await clock.measure()).toMatchObject({ jumpMs: null, serverJumpMs: null });
      expect(clock.now()).toBeLessThanOrEqual(await serverTime());
    }
    client.disconnect();
    await proxy.close();
  },
  30_000,
);
