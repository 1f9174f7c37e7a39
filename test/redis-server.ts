import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis of a test's own, on a socket in a folder of its own. */
export interface TestRedis {
  readonly path: string;
  readonly pid: number;
  connect(): Redis;
  close(): Promise<void>;
}

/** Starts a real Redis for a test. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'ct-redis-'));
  const path = join(folder, 's');
  const child = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction'],
    {
      stdio: 'ignore',
    },
  );
  const clients: Redis[] = [];
  const connect = (): Redis => {
    const client = new Redis({ path, maxRetriesPerRequest: null, retryStrategy: () => 20 });
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  };
  const first = connect();
  await first.ping();
  return {
    path,
    pid: child.pid ?? 0,
    connect,
    async close() {
      for (const client of clients) client.disconnect();
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
