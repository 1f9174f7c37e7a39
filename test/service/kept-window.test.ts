import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningService, startService } from '../running-service.ts';
import { fillLog } from '../stories/filled-log.ts';

const ENTRIES = 1_500;
/** Every tenth is a copy that was spiked, which has a window of its own. */
const IN_THE_LOG = ENTRIES * 0.9;

let folder: string;
let service: RunningService | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-window-'));
});
afterEach(async () => {
  await service?.end();
  service = null;
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const started = (): Promise<RunningService> =>
  startService({ redis: { dataFolder: folder, memory: '64MB' }, http: { port: 0 } });
const builtIn = async (of: RunningService): Promise<unknown> => {
  const line = await of.hears(/^window of recent copy built$/);
  return { entries: line?.entries, kept: line?.kept };
};

test('a start takes up the window that the last process kept; without Redis’s own data it does not', async () => {
  service = await started();
  expect(await builtIn(service)).toEqual({ entries: 0, kept: 0 });
  const redis = new Redis({ path: join(folder, 'redis/redis.sock') });
  await fillLog(redis, 0, ENTRIES);
  redis.disconnect();
  expect(await service.end()).toBe(0);
  expect(existsSync(join(folder, 'window-private.bin'))).toBe(true);

  service = await started();
  expect(await builtIn(service)).toEqual({ entries: 0, kept: IN_THE_LOG });
  expect(await service.end()).toBe(0);

  rmSync(join(folder, 'redis'), { recursive: true });
  service = await started();
  expect(await builtIn(service)).toEqual({ entries: 0, kept: 0 });
}, 120_000);
