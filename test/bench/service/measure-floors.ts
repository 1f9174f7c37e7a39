import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrivateRedis } from '../../../src/redis/private-child.ts';
import { createLog } from '../../../src/telemetry/log.ts';
import type { Burst } from './measure-burst.ts';
import { withEnds } from './measured-service.ts';
import { cpuMsWithChildren, startScript } from './processes.ts';

/** CPU milliseconds a story of a script that stands beside the service, on a Redis like the service's own. */
export async function measureBeside(script: 'floor.ts' | 'naive.ts', burst: Burst): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-'));
  const redis = await startPrivateRedis({ dataFolder: folder, fsync: 'always' }, createLog({ level: 'silent' }));
  const { stories, feeds, warm } = burst;
  try {
    return await withEnds([0, 1, 0], async ({ receiver }) => {
      const words = [stories, feeds, warm].map(String);
      const { child } = await startScript(script, ...words, redis.socketPath, `http://127.0.0.1:${receiver}/`);
      const before = cpuMsWithChildren(redis.pid);
      const [line] = (await once(child.stdout!, 'data')) as [Buffer];
      const { cpuMs } = JSON.parse(line.toString()) as { cpuMs: number };
      return (cpuMs + cpuMsWithChildren(redis.pid) - before) / (stories - warm);
    });
  } finally {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
