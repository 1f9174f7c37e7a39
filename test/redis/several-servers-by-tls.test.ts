import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type RunningService, startService, until } from '../running-service.ts';
import { makeCertificates } from '../servers/certificates.ts';
import { ClusterOfRedis, killProcess, WatchedBySentinels } from './several-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'ct-tls-servers-'));
const certificates = makeCertificates(folder, 'IP:127.0.0.1');
let service: RunningService | null = null;

afterEach(async () => {
  await service?.end();
  service = null;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isReady = async (): Promise<boolean> => (await service!.get('/readyz')).status === 200;

const start = (url: string): Promise<RunningService> =>
  startService({}, { environment: { REDIS_URL: url, NODE_EXTRA_CA_CERTS: certificates.authority } });

describe('servers that speak TLS alone', () => {
  test('a cluster carries the service', async () => {
    const cluster = new ClusterOfRedis(join(folder, 'cluster'), false, certificates);
    await cluster.start();
    try {
      service = await start(cluster.path);
      expect(await until(isReady)).toBe(true);
      expect(await (await cluster.primary()).call('EXISTS', '{copytaster}:epoch')).toBe(1);
    } finally {
      await service?.end();
      service = null;
      await cluster.kill();
    }
  });

  test('sentinels name the primary, and the next one when it is gone', async () => {
    const watched = new WatchedBySentinels(join(folder, 'sentinels'), certificates);
    await watched.start();
    try {
      service = await start(watched.path);
      expect(await until(isReady)).toBe(true);
      const before = await watched.primary();
      await killProcess(before.process);
      expect(await until(async () => (await watched.primary()).port !== before.port)).toBe(true);
      expect(await until(isReady)).toBe(true);
    } finally {
      await service?.end();
      service = null;
      await watched.kill();
    }
  });
});
