import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { privateSocketPath } from '../../src/redis/private-child.ts';
import { exchangeHeartbeat } from '../../src/store/continuity.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore } from '../../src/store/store.ts';
import { journalLines } from '../receivers/drop-journal.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { startTestRedis } from '../redis-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';

const STORIES = [
  ['Crane stands still', 'A crane of the old quay stands still after a storm tore off its cabin on Monday night.'],
  [
    'Copper output rises',
    'The northern mines dug seven percent more copper in October than a year ago, the ministry said.',
  ],
  ['Tram line extended', 'Parliament voted to pay for eleven more stops on the eastern tram, which opens in 2031.'],
  [
    'Bakers end their strike',
    'Bakers go back to their ovens tonight; owners agreed to raise wages by four crowns an hour.',
  ],
] as const;

let folder: string;
let wire: ScriptedServer;
let service: RunningService | null = null;

const list = (count: number): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><link>https://example.org/</link><description>x</description>${STORIES.slice(
    0,
    count,
  )
    .map(
      ([headline, body], at) =>
        `<item><guid isPermaLink="false">tag:example.org,2026:${at}</guid><title>${headline}</title><description>${body}</description></item>`,
    )
    .join('')}</channel></rss>`;
const settings = (over: object = {}) => ({
  redis: { dataFolder: join(folder, 'data'), memory: '64MB' },
  feeds: [
    {
      id: 'wire',
      url: wire.url,
      agency: 'reuters',
      speaksFor: ['reuters'],
      language: 'en',
      every: { min: '500ms', max: '500ms' },
      allowPrivateAddresses: true,
    },
  ],
  destinations: [{ id: 'drop', type: 'file-drop', path: join(folder, 'drop') }],
  ...over,
});

interface Line {
  readonly id: string;
  readonly recovered?: true;
  readonly data: { readonly headline: string };
}
function journal(): Line[] {
  return journalLines(join(folder, 'drop')).map((line) => JSON.parse(line) as Line);
}
const sent = (): string[] => journal().map(({ data }) => data.headline);
const showing = async (count: number): Promise<boolean> =>
  until(async () => ((await service!.get('/v1/articles')).body.articles as unknown[]).length === count);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-continuity-'));
  wire = await startScriptedServer();
});
afterEach(async () => {
  await service?.end();
  service = null;
  await wire.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a heartbeat', () => {
  test.each([
    ['nothing was known', null, 'whole', null],
    ['all is there', 0, 'whole', 0],
    ['a little is missing', 3_000, 'cut', 3_000],
    ['much is missing', 3_600_000, 'restored', 3_600_000],
  ])('%s: %s ms make it %s', async (_, missing, continuity, lostMs) => {
    const redis = await startTestRedis();
    const store = openStore(redis.connect(), { days: 1 });
    const first = await exchangeHeartbeat(store, null);
    const marker = missing === null ? null : { ...first.marker, heartbeatAt: first.marker.heartbeatAt + missing };
    const second = await exchangeHeartbeat(store, marker);
    expect(second).toMatchObject({ continuity, lostMs, waiting: continuity === 'restored' });
    expect(second.marker.heartbeatAt).toBeGreaterThan(first.marker.heartbeatAt);
    expect((await exchangeHeartbeat(store, second.marker)).waiting).toBe(continuity === 'restored');
    expect((await exchangeHeartbeat(store, second.marker, { deliveries: 'resume' })).waiting).toBe(false);
    await wait(50);
    await store.redis.flushall();
    expect((await exchangeHeartbeat(store, second.marker)).continuity).toBe('reset');
    const [own, ...others] = await Promise.all([1, 2, 3].map(() => exchangeHeartbeat(store, { ...second.marker })));
    expect([own, ...others].map((each) => each?.continuity)).toEqual(['reset', 'reset', 'reset']);
    const later = { ...own!.marker, store: 'another', heartbeatAt: own!.marker.heartbeatAt + 1 };
    expect((await exchangeHeartbeat(store, later)).continuity).toBe('other');
    await redis.close();
  });
});

test('a loss that one process has noticed is noticed by all of them, once each', async () => {
  const redis = await startTestRedis();
  const store = openStore(redis.connect(), { days: 1 });
  const { marker } = await exchangeHeartbeat(store, null);
  await store.redis.hset(keys.epoch, 'beat', String(marker.heartbeatAt - 5_000));
  const seen = [];
  for (let process = 0; process < 3; process += 1) seen.push(await exchangeHeartbeat(store, marker));
  expect(seen.map(({ continuity }) => continuity)).toEqual(['cut', 'cut', 'cut']);
  expect(seen.map(({ lostMs }) => lostMs)).toEqual([5_000, 5_000, 5_000]);
  for (const each of seen) expect((await exchangeHeartbeat(store, each.marker)).continuity).toBe('whole');
  await redis.close();
});

describe('a start is refused, with the words an operator needs,', () => {
  test.each([
    [
      'on a data folder that cannot be made',
      '/dev/null/data',
      /cannot be used for data .* the right to write there, or set redis\.dataFolder/,
    ],
  ])('%s', async (_, dataFolder, words) => {
    service = await startService(settings({ redis: { dataFolder } }));
    expect(await service.end()).toBe(78);
    expect(service.said.join('\n')).toMatch(words);
  });

  test('on data of a later schema; nothing is changed', async () => {
    const redis = await startTestRedis();
    const client = redis.connect();
    await client.hset(keys.epoch, { schema: '2', counter: '7', epoch: '7-abc' });
    service = await startService(settings(), { environment: { REDIS_URL: redis.path } });
    expect(await service.end()).toBe(78);
    expect(service.said.join('\n')).toMatch(
      /schema 2, written by a later copytaster; this one knows schema 1: start that/,
    );
    expect(await client.hgetall(keys.epoch)).toEqual({ schema: '2', counter: '7', epoch: '7-abc' });
    expect(await client.dbsize()).toBe(1);
    await redis.close();
  });

  test('not on a database that others use too, but it is said', async () => {
    const redis = await startTestRedis();
    await redis.connect().set('shop:basket:1', 'x');
    service = await startService(settings(), { environment: { REDIS_URL: redis.path } });
    expect(await service.hears(/holds keys of others/)).toMatchObject({ keys: ['shop:basket:1'] });
    expect(await service.end()).toBe(0);
    await redis.close();
  });
});

describe('a service whose Redis', () => {
  test('is emptied sends what the feeds hold, marked as recovered, and later news as news', async () => {
    const redis = await startTestRedis();
    wire.script(answer(200, { 'content-type': 'application/rss+xml' }, list(3)));
    service = await startService(settings(), { environment: { REDIS_URL: redis.path } });
    expect(await showing(3)).toBe(true);
    expect(sent()).toEqual([]);
    await redis.connect().flushall();
    expect(await until(() => sent().length === 3)).toBe(true);
    expect(journal().map(({ recovered }) => recovered)).toEqual([true, true, true]);
    expect(service.log.find(({ msg }) => /lost writes/.test(msg))).toMatchObject({ kind: 'reset' });
    wire.script(answer(200, { 'content-type': 'application/rss+xml' }, list(4)));
    expect(await until(() => sent().length === 4)).toBe(true);
    expect(journal()[3]).not.toHaveProperty('recovered');
    await service.end();
    service = null;
    await redis.close();
  });

  test('is a private one and is killed is started again, with all that it held', async () => {
    wire.script(answer(200, { 'content-type': 'application/rss+xml' }, list(2)));
    service = await startService(settings({ destinations: [] }));
    expect(await showing(2)).toBe(true);
    const pidOf = async (): Promise<number> => {
      const redis = new Redis({ path: privateSocketPath(join(folder, 'data')), maxRetriesPerRequest: 1 });
      redis.on('error', () => undefined);
      const facts = await redis.info('server').catch(() => '');
      redis.disconnect();
      return Number(/process_id:(\d+)/.exec(facts)?.[1] ?? 0);
    };
    const before = await pidOf();
    process.kill(before, 'SIGKILL');
    expect(await service.hears(/^the private redis runs again$/)).not.toBeNull();
    wire.script(answer(200, { 'content-type': 'application/rss+xml' }, list(4)));
    expect(await showing(4)).toBe(true);
    expect(await pidOf()).not.toBe(before);
    expect((await service.get('/readyz')).status).toBe(200);
    expect(service.log.filter(({ msg }) => /lost writes/.test(msg))).toEqual([]);
  });

  test('was restored from a backup holds deliveries until it is started with --resume; ids are the same', async () => {
    const data = join(folder, 'data');
    wire.script(answer(200, { 'content-type': 'application/rss+xml' }, list(1)));
    service = await startService(settings());
    expect(await showing(1)).toBe(true);
    await service.end();
    cpSync(join(data, 'redis', 'appendonlydir'), join(folder, 'backup'), { recursive: true });
    wire.script(answer(200, { 'content-type': 'application/rss+xml' }, list(3)));
    service = await startService(settings());
    expect(await until(() => sent().length === 2)).toBe(true);
    await service.end();
    const before = journal();

    rmSync(join(data, 'redis', 'appendonlydir'), { recursive: true });
    cpSync(join(folder, 'backup'), join(data, 'redis', 'appendonlydir'), { recursive: true });
    rmSync(join(folder, 'drop'), { recursive: true });
    const marker = join(data, readdirSync(data).find((name) => name.startsWith('marker-'))!);
    const { store, beat: last } = JSON.parse(readFileSync(marker, 'utf8')) as { store: string; beat: number };
    writeFileSync(marker, JSON.stringify({ store, beat: last + 3_600_000 }));
    service = await startService(settings());
    expect(await showing(3)).toBe(true);
    const ready = await service.get('/readyz');
    expect([ready.status, (ready.body.problems as { cure: string }[])[0]?.cure]).toEqual([
      503,
      expect.stringContaining('--resume'),
    ]);
    await service.hears(/^deliveries wait$/);
    expect(sent()).toEqual([]);
    await service.end();

    service = await startService(settings(), { words: ['--resume'] });
    expect(await until(() => sent().length === 2)).toBe(true);
    expect(
      journal()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(before.map(({ id }) => id).toSorted());
    expect(journal().map(({ recovered }) => recovered)).toEqual([true, true]);
    expect((await service.get('/readyz')).status).toBe(200);
  });
});
