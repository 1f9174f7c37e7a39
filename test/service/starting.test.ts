import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';

const NOBODY_LISTENS = 'redis://127.0.0.1:1';
let folder: string;
let child: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-starting-'));
  writeFileSync(join(folder, 'copytaster.yaml'), '');
});
afterEach(async () => {
  if (child !== null && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  child = null;
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function start(environment: Record<string, string>): ChildProcess {
  child = spawn(
    process.execPath,
    ['dist/workers/copytaster.js', 'start', '--config', join(folder, 'copytaster.yaml')],
    {
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', LOG_LEVEL: 'fatal', ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  return child;
}

async function ask(port: number, path: string): Promise<{ status: number; body: unknown } | null> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
  return response === null ? null : { status: response.status, body: await response.json() };
}

async function askUntilAnswered(port: number, path: string, status: number) {
  for (const end = Date.now() + 40_000; Date.now() < end; await wait(100)) {
    const answer = await ask(port, path);
    if (answer?.status === status && !JSON.stringify(answer.body).includes('is starting')) return answer;
  }
  return expect.fail(`${path} was not answered with ${status}`);
}

describe('a service whose Redis is away', () => {
  test('is alive and not ready, says why, and ends when it is told to', async () => {
    const port = await freePort();
    const process = start({ PORT: String(port), REDIS_URL: NOBODY_LISTENS });
    expect(await askUntilAnswered(port, '/healthz', 200)).toBeDefined();
    const { body } = await askUntilAnswered(port, '/readyz', 503);
    expect(body).toEqual({
      ready: false,
      problems: [
        {
          problem: expect.stringMatching(/^redis is not reachable: .*ECONNREFUSED/),
          cure: 'start Redis, or correct REDIS_URL',
        },
      ],
    });
    process.kill('SIGTERM');
    expect((await once(process, 'exit'))[0]).toBe(0);
  });

  test('begins its work when Redis comes', async () => {
    const redis = await startTestRedis();
    const port = await freePort();
    start({ PORT: String(port), REDIS_URL: redis.path });
    expect(await askUntilAnswered(port, '/readyz', 200)).toMatchObject({ body: { ready: true } });
    await redis.close();
  });
});

test('whoever tells npm start to end ends the service', async () => {
  const port = await freePort();
  const npm = spawn('npm', ['start', '--silent', '--', '--config', join(folder, 'copytaster.yaml')], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'fatal',
      REDIS_URL: NOBODY_LISTENS,
    },
    stdio: 'ignore',
  });
  await askUntilAnswered(port, '/healthz', 200);
  npm.kill('SIGTERM');
  await once(npm, 'exit');
  expect(await until(async () => (await ask(port, '/healthz')) === null)).toBe(true);
}, 60_000);

test('a wrong password ends with 78 and what to correct', async () => {
  const redis = await startTestRedis();
  await redis.connect().config('SET', 'requirepass', 'right');
  const process = start({ PORT: '0', REDIS_URL: redis.path });
  const said = text(process.stderr!);
  expect((await once(process, 'exit'))[0]).toBe(78);
  expect(await said).toMatch(/redis refuses us .*: correct the user and the password in REDIS_URL/);
  await redis.close();
});

test('a sentinel named as if it were a server ends with 78 and what to write', async () => {
  const port = await freePort();
  const settings = join(folder, 'sentinel.conf');
  writeFileSync(settings, 'sentinel monitor wire 127.0.0.1 1 1\n');
  const words = [settings, '--sentinel', '--bind', '127.0.0.1', '--port', String(port)];
  const sentinel = spawn('redis-server', words, { stdio: 'ignore', cwd: folder });
  try {
    const process = start({ PORT: '0', REDIS_URL: `redis://127.0.0.1:${port}` });
    const said = text(process.stderr!);
    expect((await once(process, 'exit'))[0]).toBe(78);
    expect(await said).toMatch(/redis is a sentinel, .*: name what it watches, REDIS_URL=redis\+sentinel:/);
  } finally {
    sentinel.kill('SIGKILL');
  }
}, 60_000);

test('a replica is waited for until it is promoted', async () => {
  const redis = await startTestRedis();
  await redis.connect().call('REPLICAOF', '127.0.0.1', '1');
  const port = await freePort();
  start({ PORT: String(port), REDIS_URL: redis.path });
  const { body } = await askUntilAnswered(port, '/readyz', 503);
  expect(body).toMatchObject({ problems: [{ problem: 'redis is read-only: it is a replica' }] });
  await redis.connect().call('REPLICAOF', 'NO', 'ONE');
  expect(await askUntilAnswered(port, '/readyz', 200)).toMatchObject({ body: { ready: true } });
  await redis.close();
}, 60_000);

test('a port that another process has is found before any work begins', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const process = start({ PORT: String(port), REDIS_URL: NOBODY_LISTENS });
  const said = text(process.stderr!);
  expect((await once(process, 'exit'))[0]).toBe(78);
  expect(await said).toMatch(new RegExp(`another process listens on 127.0.0.1:${port}; stop it, or set PORT`));
  await new Promise((resolve) => other.close(resolve));
});
