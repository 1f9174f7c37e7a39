import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUEUE_TAG, TAG } from '../../src/redis/hash-tags.ts';
import type { RedisClient } from '../../src/redis/open-client.ts';
import { ServerClock } from '../../src/redis/server-clock.ts';
import { tryRedis } from '../../src/redis/try-writing.ts';
import { advanceEpoch } from '../../src/store/epoch.ts';
import { openStore } from '../../src/store/store.ts';
import { startService, until } from '../running-service.ts';
import { ClusterOfRedis, killProcess } from './several-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-cluster-'));
const cluster = new ClusterOfRedis(folder, false);
let client: RedisClient;

beforeAll(async () => {
  await cluster.start();
  client = cluster.connect();
});
afterAll(async () => {
  client.disconnect();
  await cluster.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function problems(): Promise<string[]> {
  return (await tryRedis(client, null)).problems.map(({ problem }) => problem);
}

describe('a cluster of three nodes', () => {
  test('tells of the node that holds our keys: its memory, its clock, its epoch', async () => {
    expect(await problems()).toEqual([]);
    expect(await tryRedis(client, null)).toMatchObject({ durable: true, answers: true });
    const clock = new ServerClock(client);
    await clock.measure();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5_000);
    const store = openStore(client, { days: 1 });
    const { epoch } = await advanceEpoch(store);
    expect(await advanceEpoch(store)).toEqual({ epoch, state: 'same' });
  });

  test.each([TAG, QUEUE_TAG])('has %s in one slot each', async (tag) => {
    const slots = await Promise.all(
      ['feeds', 'log', 'x:y'].map((key) => cluster.nodes[0]!.call('CLUSTER', 'KEYSLOT', `${tag}:${key}`)),
    );
    expect(new Set(slots).size).toBe(1);
  });

  test('named by one of its nodes alone as if it were a server: exit 78 with what to write', async () => {
    const { status, stderr } = spawnSync(process.execPath, ['dist/workers/copytaster.js', 'start'], {
      env: { PATH: process.env.PATH, REDIS_URL: `redis://127.0.0.1:${cluster.nodes[0]!.port}`, PORT: '0' },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/redis is one node of a cluster: name the cluster, REDIS_URL=redis\+cluster:/);
    expect(status).toBe(78);
  });

  test('of which the node with our keys is gone is not ready, and says so', async () => {
    const service = await startService({}, { environment: { REDIS_URL: cluster.path } });
    expect(await until(async () => (await service.get('/readyz')).status === 200)).toBe(true);
    await killProcess((await cluster.primary()).process);
    expect(await until(async () => (await service.get('/readyz')).status === 503)).toBe(true);
    expect((await service.get('/readyz')).body.problems).toEqual([
      expect.objectContaining({ problem: expect.stringMatching(/^redis |^a part of the redis cluster/) }),
    ]);
    expect((await problems()).length).toBe(1);
    await service.end();
  });
});
