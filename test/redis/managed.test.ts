import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulatedFeeds } from '../../src/simulator/simulated-feeds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const RIGHTS = ['+@all', '-@admin', '-@dangerous'];
const folder = mkdtempSync(join(tmpdir(), 'ct-managed-'));
const certificate = join(folder, 'server.crt');
let server: ChildProcess;
let url: string;
let simulator: Simulator;
let receiver: ScriptedServer;
let service: RunningService | null = null;

beforeAll(async () => {
  const port = await freePort();
  makeCertificate();
  server = spawn(
    'redis-server',
    [
      ...`--port 0 --tls-port ${port} --tls-auth-clients no --tls-cert-file ${certificate} --bind 127.0.0.1`.split(' '),
      ...`--tls-key-file ${join(folder, 'server.key')} --tls-ca-cert-file ${certificate} --dir ${folder}`.split(' '),
      ...['--appendonly', 'yes', '--save', '', '--user', 'default', 'off'],
      ...['--user', 'wire', 'on', '>s3cret!', '~{copytaster}:*', '~{copytaster-queue}:*', ...RIGHTS],
    ],
    { stdio: 'ignore' },
  );
  url = `rediss://wire:s3cret%21@localhost:${port}`;
  simulator = await startSimulator({ seed: 5, rate: 6, scenarios: ['plain'] });
  receiver = await startScriptedServer();
  receiver.script(answer(204));
});
afterAll(async () => {
  await service?.end();
  await simulator.close();
  await receiver.close();
  server.kill('SIGKILL');
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

test('a server by TLS, whose user may neither INFO nor CONFIG, carries stories from end to end', async () => {
  service = await startService(
    {
      redis: { dataFolder: join(folder, 'data') },
      feeds: simulatedFeeds(simulator.url, { min: '500ms', max: '1s' }),
      destinations: [{ id: 'desk', type: 'webhook', url: receiver.url, allowPrivateAddresses: true }],
    },
    { environment: { REDIS_URL: url, NODE_EXTRA_CA_CERTS: certificate } },
  );
  expect(await until(async () => (await service!.get('/readyz')).status === 200)).toBe(true);
  expect(await until(() => receiver.seen.length > 5)).toBe(true);
  expect(service.log.filter(({ level }) => level === 'error')).toEqual([]);
  expect(JSON.stringify([service.log, service.said])).not.toContain('s3cret');
});

function makeCertificate(): void {
  execFileSync(
    'openssl',
    [
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'.split(' '),
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', join(folder, 'server.key'), '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
