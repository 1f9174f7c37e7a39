import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRedisHealth } from '../../src/redis/readiness.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
let client: Redis;

beforeAll(async () => {
  redis = await startTestRedis();
  client = redis.connect();
});
afterAll(() => redis.close());

async function problems(): Promise<string[]> {
  return (await readRedisHealth(client, null)).problems.map(({ problem, cure }) => `${problem} | ${cure}`);
}

describe('a Redis that stands well', () => {
  test('has no problem', async () => {
    expect(await problems()).toEqual([]);
  });
});

describe('a Redis that does not is named with its cure', () => {
  test.each([
    {
      trouble: 'it evicts',
      set: ['maxmemory-policy', 'allkeys-lru'],
      back: ['maxmemory-policy', 'noeviction'],
      says: /evicts keys \(allkeys-lru\) \| CONFIG SET maxmemory-policy noeviction/,
    },
    {
      trouble: 'its memory is nearly full',
      set: ['maxmemory', '1mb'],
      back: ['maxmemory', '0'],
      says: /memory is \d+ % full \| raise maxmemory/,
    },
  ])('$trouble', async ({ set, back, says }) => {
    await client.config('SET', ...(set as [string, string]));
    const said = await problems();
    await client.config('SET', ...(back as [string, string]));
    expect(said).toEqual([expect.stringMatching(says)]);
    expect(await problems()).toEqual([]);
  });

  test('it is a replica', async () => {
    await client.call('REPLICAOF', '127.0.0.1', '1');
    const said = await problems();
    await client.call('REPLICAOF', 'NO', 'ONE');
    expect(said).toEqual([expect.stringMatching(/read-only: it is a replica \| point REDIS_URL at the primary/)]);
  });

  test('it is not reachable', async () => {
    const lost = new Redis({
      path: join(tmpdir(), 'nobody-listens-here'),
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    lost.on('error', () => undefined);
    const { problems: said } = await readRedisHealth(lost, null);
    expect(said).toEqual([
      { problem: expect.stringMatching(/^redis is not reachable: /), cure: expect.stringContaining('REDIS_URL') },
    ]);
  });
});

describe('a disk that is full', () => {
  let child: ChildProcess;
  const folder = mkdtempSync(join(tmpdir(), 'ct-full-'));
  afterAll(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows as a failing append-only file', async () => {
    const words = `--port 0 --unixsocket ${folder}/s --dir ${folder} --save "" --appendonly yes --appendfsync everysec`;
    child = spawn('bash', ['-c', `trap '' XFSZ; ulimit -f 64; exec redis-server ${words}`], { stdio: 'ignore' });
    const full = new Redis({ path: join(folder, 's'), maxRetriesPerRequest: null, retryStrategy: () => 20 });
    full.on('error', () => undefined);
    await full.ping();
    expect((await readRedisHealth(full, null)).durable).toBe(true);
    for (let at = 0; at < 20; at += 1) await full.set(`k${at}`, 'x'.repeat(8_000)).catch(() => undefined);
    let said: readonly { problem: string }[] = [];
    for (let tries = 0; tries < 100 && said.length === 0; tries += 1) {
      await wait(100);
      said = (await readRedisHealth(full, null)).problems;
    }
    full.disconnect();
    expect(said).toEqual([expect.objectContaining({ problem: 'redis cannot write its append-only file' })]);
  });
});
