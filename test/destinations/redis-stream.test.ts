import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import type { Outlet } from '../../src/destinations/contract/destination.ts';
import redisStream from '../../src/destinations/redis-stream.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { until } from '../running-service.ts';
import { aDelivery } from './a-delivery.ts';
import { describeConformance } from './conformance.ts';

const STREAM = 'wire';
let folder: string;
let port: number;
let server: ChildProcess;
let client: Redis;
const outlets: Outlet[] = [];

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return free;
}

function startServer(): ChildProcess {
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
  return spawn('redis-server', words, { stdio: 'ignore' });
}

function open(over: Record<string, unknown> = {}): Outlet {
  const url = `redis://127.0.0.1:${port}`;
  const settings = destinationSchema(redisStream).parse({
    id: 'desk',
    type: 'redis-stream',
    url,
    stream: STREAM,
    ...over,
  });
  const outlet = redisStream.open(settings, { userAgent: 'copytaster' });
  outlets.push(outlet);
  return outlet;
}

function deliver(outlet: Outlet, id: string, patienceMs = 20_000): Promise<AttemptResult> {
  return outlet.deliver(aDelivery({ id, type: 'article.new', signal: AbortSignal.timeout(patienceMs) }));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-stream-'));
  port = await freePort();
  server = startServer();
  client = new Redis({ port, retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
});

beforeEach(async () => {
  await client.flushall();
});

afterEach(async () => {
  await Promise.all(outlets.splice(0).map((outlet) => outlet.close()));
});

afterAll(async () => {
  client.disconnect();
  server.kill('SIGKILL');
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

describeConformance('redis-stream', () => ({
  open: () => open(),
  openNowhere: () => open({ url: 'redis://127.0.0.1:1' }),
  async received() {
    const entries = (await client.xrange(STREAM, '-', '+')) as unknown as [string, string[]][];
    return entries.map(([, fields]) => {
      const of = (name: string): string | undefined => fields[fields.indexOf(name) + 1 || fields.length];
      return { id: of('id') as string, body: of('envelope') ?? of('document') ?? null };
    });
  },
  repeat: 'again',
}));

describe('a redis-stream', () => {
  test('has an entry for each revision: its id, and the envelope with the id in it', async () => {
    const result = await deliver(await open(), 'revision-1');
    const [entry] = await client.xrange(STREAM, '-', '+');
    expect(result).toEqual({ outcome: 'delivered', detail: entry?.[0] });
    const [, [, id, , envelope]] = entry as unknown as [string, string[]];
    expect([id, JSON.parse(envelope!)]).toEqual([
      'revision-1',
      {
        id: 'revision-1',
        type: 'article.new',
        timestamp: '2026-11-23T12:00:00.000Z',
        data: { id: 'article', revision: 1 },
      },
    ]);
  });

  test('is read by a consumer group that was made before it, which drops what it has seen', async () => {
    await client.xgroup('CREATE', STREAM, 'cms', '0', 'MKSTREAM');
    const outlet = await open();
    for (const id of ['r1', 'r2', 'r1', 'r3', 'r2']) await deliver(outlet, id);
    const seen = new Set<string>();
    const read = (await client.xreadgroup('GROUP', 'cms', 'one', 'COUNT', 100, 'STREAMS', STREAM, '>')) as unknown as [
      string,
      [string, string[]][],
    ][];
    for (const [entry, [, id]] of read[0]![1]) {
      seen.add(id!);
      await client.xack(STREAM, 'cms', entry);
    }
    expect([...seen]).toEqual(['r1', 'r2', 'r3']);
    expect((await client.xpending(STREAM, 'cms'))[0]).toBe(0);
  });

  test('keeps about as many entries as maxLength says', async () => {
    const outlet = await open({ maxLength: 100 });
    for (let number = 0; number < 450; number += 1) await deliver(outlet, `r${number}`);
    const kept = await client.xlen(STREAM);
    expect(kept).toBeGreaterThanOrEqual(100);
    expect(kept).toBeLessThan(300);
    const [last] = await client.xrevrange(STREAM, '+', '-', 'COUNT', 1);
    expect(last?.[1][1]).toBe('r449');
  });

  test('says what to do about a key of another kind, and goes on when it is gone', async () => {
    const outlet = await open();
    await client.set(STREAM, 'a text');
    const refused = await deliver(outlet, 'r1');
    expect(refused).toMatchObject({ outcome: 'failed', ambiguous: false });
    expect((refused as { reason: string }).reason).toMatch(/WRONGTYPE.*\(the key that stream: names is no stream/);
    await client.del(STREAM);
    expect((await deliver(outlet, 'r1')).outcome).toBe('delivered');
  });

  test('says that the receiving Redis is full', async () => {
    const outlet = await open();
    await client.config('SET', 'maxmemory', '1');
    const result = await deliver(outlet, 'r1');
    await client.config('SET', 'maxmemory', '0');
    expect(result).toMatchObject({ outcome: 'failed', ambiguous: false, reason: expect.stringMatching(/OOM.*full/) });
    expect((await deliver(outlet, 'r1')).outcome).toBe('delivered');
  });

  test('says that a user may not append', async () => {
    await client.call('ACL', 'SETUSER', 'reader', 'on', '>secret', '~*', '+@read', '+info', '+hello', '+client');
    const outlet = await open({ url: `redis://reader:secret@127.0.0.1:${port}` });
    const result = await deliver(outlet, 'r1');
    expect(result).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/NOPERM.*allow this user XADD/) });
    expect(await client.exists(STREAM)).toBe(0);
  });

  test('comes back after its server was away; an attempt at nobody is not ambiguous', async () => {
    const outlet = await open();
    expect((await deliver(outlet, 'r1')).outcome).toBe('delivered');
    server.kill('SIGKILL');
    await once(server, 'exit');
    const onTheCutConnection = await deliver(outlet, 'r2', 300);
    const away = await deliver(outlet, 'r2', 300);
    server = startServer();
    expect(onTheCutConnection.outcome).toBe('failed');
    expect(away).toMatchObject({ outcome: 'failed', ambiguous: false });
    await client.ping();
    expect(await until(async () => (await deliver(outlet, 'r2')).outcome === 'delivered', 10_000)).toBe(true);
    const ids = (await client.xrange(STREAM, '-', '+')).map(([, fields]) => fields[1]);
    expect(ids.filter((id) => id === 'r2')).toEqual(['r2']);
  });

  test('an answer that never comes is ambiguous, and nothing is written later of its own', async () => {
    const outlet = await open();
    expect((await deliver(outlet, 'r1')).outcome).toBe('delivered');
    server.kill('SIGSTOP');
    const result = await deliver(outlet, 'r2').finally(() => server.kill('SIGCONT'));
    expect(result).toMatchObject({ outcome: 'failed', ambiguous: true });
    expect((await deliver(outlet, 'r3')).outcome).toBe('delivered');
    const ids = (await client.xrange(STREAM, '-', '+')).map(([, fields]) => fields[1]);
    expect(ids.indexOf('r3')).toBe(ids.length - 1);
  }, 40_000);
});
