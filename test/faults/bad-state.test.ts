import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeDataFolder } from '../../src/data-folder/hold-folder.ts';
import { startPrivateRedis } from '../../src/redis/private-child.ts';
import { keys } from '../../src/store/keys.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const NOBODY = 65_534;
const folder = mkdtempSync(join(tmpdir(), 'ct-bad-state-'));
const dataFolder = join(folder, 'data');
const services: RunningService[] = [];
let redis: TestRedis;

async function start(over: object, environment: Record<string, string> = {}): Promise<RunningService> {
  const service = await startService({ redis: { dataFolder, memory: '64MB' }, ...over }, { environment });
  services.push(service);
  return service;
}

beforeAll(async () => {
  redis = await startTestRedis();
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.end();
});
afterAll(async () => {
  await redis.close();
  rmSync(folder, { recursive: true, force: true });
});

/** It listens before it has taken up what Redis holds. */
const becomesReady = (service: RunningService): Promise<boolean> =>
  until(async () => (await service.get('/readyz')).status === 200);

describe('a data folder', () => {
  test('in which the kernel makes none is refused, with words', async () => {
    const service = await start({ redis: { dataFolder: '/proc/copytaster/data' } });
    expect(await service.end()).toBe(78);
    expect(service.said.join('\n')).toMatch(
      /\/proc\/copytaster\/data\S* cannot be used for data .* set redis\.dataFolder/,
    );
  });

  test('that cannot be written to stops nobody who has a Redis elsewhere, and is said once', async () => {
    const service = await start({ redis: { dataFolder: '/proc/copytaster' } }, { REDIS_URL: redis.path });
    expect(await becomesReady(service)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(service.log.filter(({ msg }) => /the data folder cannot be written to/.test(msg))).toHaveLength(1);
  });

  test('without rights is refused, with the user who needs them', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.(NOBODY);
    try {
      expect(() => makeDataFolder(closed)).toThrow(/EACCES.*give user \d+ the right to write there/);
      expect(() => makeDataFolder(join(closed, 'data'))).toThrow(/EACCES.*give user \d+ the right to write there/);
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  test('of a service that lives is refused to a second one, and the first goes on', async () => {
    const first = await start({});
    const second = await start({});
    expect(await second.end()).toBe(78);
    expect(second.said.join('\n')).toMatch(
      new RegExp(`process ${first.process.pid}\\) uses this data folder; stop it, or set redis\\.dataFolder`),
    );
    expect(await becomesReady(first)).toBe(true);
  });
});

describe('an old data folder that was restored with all that is in it', () => {
  test('holds deliveries back until they are resumed', async () => {
    const restored = join(folder, 'restored');
    const first = await start({ redis: { dataFolder: restored, memory: '64MB' } });
    expect(await becomesReady(first)).toBe(true);
    await first.end();
    const marker = join(restored, 'marker-private.json');
    const record = JSON.parse(readFileSync(marker, 'utf8')) as { beat: number };
    writeFileSync(marker, JSON.stringify({ ...record, beat: record.beat - 3_600_000 }));
    cpSync(restored, join(folder, 'backup'), { recursive: true, preserveTimestamps: true });
    rmSync(restored, { recursive: true });
    cpSync(join(folder, 'backup'), restored, { recursive: true, preserveTimestamps: true });
    const again = await start({ redis: { dataFolder: restored, memory: '64MB' } });
    const { status, body } = await again.get('/readyz');
    expect([status, JSON.stringify(body)]).toEqual([503, expect.stringContaining('--resume')]);
  });
});

describe('a Redis whose data', () => {
  test.each([
    ['an older copytaster wrote', ['hset', keys.epoch, 'schema', '0'], /schema "0".* start the version that wrote it/],
    ['nobody knows', ['hset', keys.epoch, 'schema', 'two'], /schema "two".* name another Redis in REDIS_URL/],
    ['others wrote under our name', ['set', keys.epoch, 'x'], /key \{copytaster\}:epoch that copytaster did not write/],
  ])('%s is refused and left as it is', async (_, [command, ...words], says) => {
    const client = redis.connect();
    await client.flushall();
    await client.call(command as string, words);
    const before = await client.dump(keys.epoch);
    const service = await start({}, { REDIS_URL: redis.path });
    expect(await service.end()).toBe(78);
    expect(service.said.join('\n')).toMatch(says);
    expect([await client.dump(keys.epoch), await client.dbsize()]).toEqual([before, 1]);
    await client.flushall();
  });

  test('is damaged in the middle is refused with the cure, and is there again once it was mended', async () => {
    const damaged = join(folder, 'damaged');
    const settings = { dataFolder: damaged, fsync: 'always', memoryBytes: 64e6 } as const;
    const first = await startPrivateRedis(settings, pino({ enabled: false }));
    const client = new Redis({ path: first.socketPath });
    for (let at = 0; at < 50; at += 1) await client.set(`key-${at}`, `value ${at}`);
    client.disconnect();
    await first.stop();
    const files = join(damaged, 'redis', 'appendonlydir');
    cpSync(files, join(folder, 'whole'), { recursive: true });
    const file = join(files, 'appendonly.aof.1.incr.aof');
    const bytes = readFileSync(file);
    bytes.write('?'.repeat(9), bytes.indexOf('key-25') - 5);
    writeFileSync(file, bytes);
    const service = await start({ redis: { dataFolder: damaged, memory: '64MB' } });
    expect(await service.end()).toBe(78);
    expect(service.said.join('\n')).toContain(`redis-check-aof --fix ${join(files, 'appendonly.aof.manifest')}`);
    expect(service.said.join('\n')).toContain('restore the last backup');
    rmSync(files, { recursive: true });
    cpSync(join(folder, 'whole'), files, { recursive: true });
    const again = await start({ redis: { dataFolder: damaged, memory: '64MB' } });
    expect((await again.get('/healthz')).status).toBe(200);
  });
});
