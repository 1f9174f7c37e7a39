import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PREFIX, QUEUES } from '../../src/queue/queues.ts';
import { keys } from '../../src/store/keys.ts';
import { until } from '../running-service.ts';
import { ObservedDeployment } from './observed-deployment.ts';

/** Lines at warn or worse that one process may write in a second. */
const LINES_A_SECOND = 10;
const REPEAT = `${PREFIX}:${QUEUES.fetch}:repeat`;

let deployment: ObservedDeployment;

beforeAll(async () => {
  deployment = await ObservedDeployment.start({
    processes: ['fetch,stories,publish,http', 'fetch,stories,publish,http'],
    rate: 6,
  });
});
afterAll(() => deployment.close());

/** What `/readyz` of the first process says: empty when all is well. */
async function problems(): Promise<string> {
  const { status, body } = await deployment.services[0]!.get('/readyz');
  return status === 200 ? '' : JSON.stringify(body.problems);
}

/** Seconds in which a process wrote more lines at warn or worse than it may, since so many lines ago. */
function loudSeconds(since: readonly number[]): string[] {
  return deployment.services.flatMap(({ log }, at) => {
    const lines = new Map<string, string[]>();
    for (const { level, time, msg, reason } of log.slice(since[at])) {
      if (!['warn', 'error', 'fatal'].includes(String(level))) continue;
      const second = String(time).slice(0, 19);
      lines.set(second, [...(lines.get(second) ?? []), `${msg} (${reason})`]);
    }
    return [...lines]
      .filter(([, said]) => said.length > LINES_A_SECOND)
      .map(([second, said]) => `${second} ${said.join('; ')}`);
  });
}

describe('the service on a Redis that', () => {
  test.each([
    {
      trouble: 'is killed and comes back after a while',
      async strike() {
        await deployment.redis.kill();
        expect(await until(async () => /redis is not reachable/.test(await problems()))).toBe(true);
        await wait(2_000);
        await deployment.redis.start();
      },
    },
    {
      trouble: 'stands still for a second',
      async strike() {
        deployment.redis.signal('SIGSTOP');
        await wait(1_000);
        deployment.redis.signal('SIGCONT');
      },
    },
    {
      trouble: 'stands still for six seconds',
      async strike() {
        deployment.redis.signal('SIGSTOP');
        await wait(3_000);
        expect(await problems()).toMatch(/redis is not reachable: no answer within/);
        await wait(3_000);
        deployment.redis.signal('SIGCONT');
      },
    },
    {
      trouble: 'sleeps in a command for three seconds',
      async strike() {
        await deployment.redis.call('DEBUG', 'SLEEP', '3');
      },
    },
    {
      trouble: 'is made a replica for four seconds',
      async strike() {
        await deployment.redis.call('REPLICAOF', '127.0.0.1', '1');
        await wait(4_000);
        expect(await problems()).toMatch(/redis is read-only: it is a replica/);
        await deployment.redis.call('REPLICAOF', 'NO', 'ONE');
      },
    },
    {
      trouble: 'lost every schedule',
      async strike() {
        const client = deployment.redis.connect();
        const standing = await client.zcard(REPEAT);
        expect(standing).toBeGreaterThan(0);
        await client.unlink(REPEAT, ...(await client.keys(`${REPEAT}:*`)));
        expect(await until(async () => (await client.zcard(REPEAT)) === standing)).toBe(true);
        client.disconnect();
      },
    },
  ])('$trouble goes on by itself, and says little', async ({ strike }) => {
    expect(await deployment.delivers()).toBe(true);
    const lines = deployment.services.map(({ log }) => log.length);
    await strike();
    expect(await deployment.delivers()).toBe(true);
    expect(await until(async () => (await problems()) === '')).toBe(true);
    expect(loudSeconds(lines)).toEqual([]);
  });

  test('has no memory left is polled no more, and what came is read and delivered all the same', async () => {
    const client = deployment.redis.connect();
    const waits = async (): Promise<string[]> => client.zrange(keys.due('desk'), '0', '-1');
    deployment.refuseDeliveries();
    expect(await until(async () => (await waits()).length > 3)).toBe(true);
    const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    await client.config('SET', 'maxmemory', String(used >> 1));
    await expect(client.set('more', 'x')).rejects.toThrow(/OOM/);
    expect(await until(async () => /redis memory is \d+ % full/.test(await problems()))).toBe(true);
    const fetches = await deployment.metric('copytaster_fetches_total');
    const lines = deployment.services.map(({ log }) => log.length);
    const before = deployment.received().length;
    deployment.acceptDeliveries();
    expect(await until(async () => (await waits()).length === 0)).toBe(true);
    expect(deployment.received().length).toBeGreaterThan(before);
    expect((await deployment.services[0]!.get('/v1/articles?limit=5')).status).toBe(200);
    expect(await deployment.metric('copytaster_fetches_total')).toBe(fetches);
    expect(loudSeconds(lines)).toEqual([]);
    await client.config('SET', 'maxmemory', '0');
    client.disconnect();
    expect(await deployment.delivers()).toBe(true);
  });

  test('did all this has lost nothing, and nothing came twice under two ids', async () => {
    const recorded = deployment.simulator.record().length;
    const late = (): string[] =>
      deployment.missing().filter((uri) =>
        deployment.simulator
          .record()
          .slice(0, recorded)
          .some((sent) => sent.uri === uri),
      );
    await until(() => late().length === 0);
    expect(late()).toEqual([]);
    const ids = new Map(deployment.received().map(({ id, uri }) => [`${uri} ${id}`, uri] as const));
    expect(ids.size).toBe(new Set(ids.values()).size);
  });

  test('is away when it is told to read its settings, and then to end, ends all the same', async () => {
    await deployment.redis.kill();
    await wait(2_500);
    const service = deployment.services.pop()!;
    service.process.kill('SIGHUP');
    await wait(500);
    service.process.kill('SIGTERM');
    expect(await until(() => service.process.exitCode !== null)).toBe(true);
    await service.end();
  });
});
