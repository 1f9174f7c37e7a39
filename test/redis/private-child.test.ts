import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataFolderTaken, takeDataFolder } from '../../src/data-folder/hold-folder.ts';
import { RedisMissing, startPrivateRedis } from '../../src/redis/private-child.ts';

const SETTINGS = { fsync: 'always', memoryBytes: 64e6 } as const;
const log = pino({ enabled: false });
let dataFolder: string;
let children: ChildProcess[] = [];

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'ct-data-'));
});
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  children = [];
  rmSync(dataFolder, { recursive: true, force: true });
});

/** A process of its own that starts the private Redis and stays; its first line is the server's process id. */
async function otherProcess(): Promise<{ child: ChildProcess; pid: number }> {
  const source = `
    import pino from 'pino';
    const { startPrivateRedis } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/redis/private-child.ts'))});
    const redis = await startPrivateRedis({ dataFolder: ${JSON.stringify(dataFolder)}, fsync: 'everysec' }, pino({ enabled: false }));
    process.stdout.write(redis.pid + '\\n');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, pid: Number(line.toString()) };
}

describe('the private Redis', () => {
  test('keeps what it confirmed through a stop and a start, and evicts nothing', async () => {
    const first = await startPrivateRedis({ dataFolder, ...SETTINGS }, log);
    const client = new Redis({ path: first.socketPath });
    await client.set('story', 'kept');
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
    client.disconnect();
    await first.stop();

    const second = await startPrivateRedis({ dataFolder, ...SETTINGS }, log);
    const again = new Redis({ path: second.socketPath });
    expect(await again.get('story')).toBe('kept');
    again.disconnect();
    await second.stop();
    expect(second.adopted).toBe(false);
  });

  test('takes half of what its container may have, not of what the machine has', async () => {
    const container = vi.spyOn(process, 'constrainedMemory').mockReturnValue(600_000_000);
    const redis = await startPrivateRedis({ dataFolder, fsync: 'always' }, log);
    container.mockRestore();
    const client = new Redis({ path: redis.socketPath });
    expect(await client.config('GET', 'maxmemory')).toEqual(['maxmemory', '300000000']);
    client.disconnect();
    await redis.stop();
  });

  test('is adopted from a service that was killed, and takes the settings of now', async () => {
    const { child, pid } = await otherProcess();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const adopted = await startPrivateRedis({ dataFolder, ...SETTINGS }, log);
    expect({ adopted: adopted.adopted, pid: adopted.pid }).toEqual({ adopted: true, pid });
    const client = new Redis({ path: adopted.socketPath });
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
    expect(await client.config('GET', 'maxmemory')).toEqual(['maxmemory', '64000000']);
    client.disconnect();
    await adopted.stop();
  });

  test('is refused to a second living service, which is told what to do', async () => {
    const { child, pid } = await otherProcess();
    await expect(startPrivateRedis({ dataFolder, ...SETTINGS }, log)).rejects.toThrow(
      new RegExp(`process ${child.pid}\\) uses this data folder; stop it, or set redis.dataFolder`),
    );
    process.kill(pid, 'SIGTERM');
  });

  test('without a server program says how to get one', async () => {
    const path = process.env.PATH;
    process.env.PATH = dataFolder;
    try {
      await expect(startPrivateRedis({ dataFolder, ...SETTINGS }, log)).rejects.toThrow(RedisMissing);
    } finally {
      process.env.PATH = path;
    }
    const after = await startPrivateRedis({ dataFolder, ...SETTINGS }, log);
    await after.stop();
  });

  test('a server that ends at once leaves the end of its log in the error', async () => {
    await expect(
      startPrivateRedis({ dataFolder, fsync: 'sometimes' as 'always', memoryBytes: 64e6 }, log),
    ).rejects.toThrow(/the private server ended \(1\)/);
  });

  test('works in a folder whose path is too long for a socket', async () => {
    const deep = join(dataFolder, 'd'.repeat(120));
    const redis = await startPrivateRedis({ dataFolder: deep, ...SETTINGS }, log);
    expect(Buffer.byteLength(redis.socketPath)).toBeLessThan(104);
    await redis.stop();
  });
});

describe('a data folder', () => {
  test('has one holder of many that ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => takeDataFolder(dataFolder)));
    const held = asked.filter((each) => each.status === 'fulfilled');
    const refused = asked.filter((each) => each.status === 'rejected' && each.reason instanceof DataFolderTaken);
    expect([held.length, refused.length]).toEqual([1, 7]);
    await held[0]!.value();
    await (await takeDataFolder(dataFolder))();
  });
});
