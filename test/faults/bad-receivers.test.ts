import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newsMessageOf } from '../../src/simulator/documents.ts';
import type { SentItem } from '../../src/simulator/record.ts';
import { readDestination, updateDestination } from '../../src/store/destinations.ts';
import { keys } from '../../src/store/keys.ts';
import { countLanes } from '../../src/store/lanes.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { DurableRedis } from './durable-redis.ts';
import { answers, takes, WebhookReceivers } from './webhook-receivers.ts';
import { wireStory } from './wire-story.ts';

/** Twenty destinations: one hangs, seven have other faults, twelve are well. */
const WELL = Array.from({ length: 12 }, (_, at) => `well-${at + 1}`);
const FAULTY = ['hangs', 'refuses', 'cuts', 'drips', 'giant', 'gone', 'retired', 'redirects'];
const FIRST = 5;
const STORIES = 45;
const CUTS = 5;
const GIANT_BYTES = 1 << 30;
const DRIPS_WITHIN_MS = 40_000;
const DAY_MS = 24 * 3_600_000;

const folder = mkdtempSync(join(tmpdir(), 'ct-receivers-'));
const redis = new DurableRedis(folder);
const receivers = new WebhookReceivers();
const wireItems: SentItem[] = [];
const giantAnswers: number[] = [];
const uris = (count: number): string[] => Array.from({ length: count }, (_, at) => wireStory(at + 1).uri);
const KILLED = wireStory(1).uri;
const DRIPPED = wireStory(2).uri;
const REVISED = wireStory(STORIES).uri;

let wire: ScriptedServer;
let service: RunningService;
let store: Store;

/** Adds items to the document that the feed serves from now on. */
function addToFeed(...items: SentItem[]): void {
  wireItems.push(...items);
  const document = newsMessageOf('Reuters', wireItems);
  wire.script(answer(200, { 'content-type': 'application/xml' }, document));
}

const have = (names: readonly string[], count: number): Promise<boolean> =>
  until(() => names.every((name) => uris(count).every((uri) => receivers.urisSentTo(name).has(uri))), 30_000);

async function metric(name: string, labels: string): Promise<number> {
  const { body } = await service.get('/metrics');
  const line = String(body.text)
    .split('\n')
    .find((each) => each.startsWith(`copytaster_${name}{`) && each.includes(labels));
  return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(' ')));
}

function copytaster(...words: string[]): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['dist/workers/copytaster.js', ...words, '--config', join(service.folder, 'copytaster.yaml')],
    { env: { PATH: process.env.PATH, REDIS_URL: redis.path }, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  return stdout;
}

interface Shown {
  readonly id: string;
  readonly waiting: number;
  readonly paused: string | null;
}
const shown = (name: string): Shown | undefined =>
  (JSON.parse(copytaster('destinations', '--json')) as Shown[]).find(({ id }) => id === name);

/** Lanes of a destination whose head was never tried. */
async function untried(name: string): Promise<number> {
  const articles = await store.redis.zrange(keys.due(name), '0', '-1');
  const lanes = await Promise.all(articles.map((article) => store.redis.get(keys.lane(name, article))));
  return lanes.filter((lane) => (JSON.parse(lane ?? '{}') as { failures?: number }).failures === 0).length;
}

beforeAll(async () => {
  await redis.start();
  await receivers.start();
  store = openStore(redis.connect(), { days: 1 });
  wire = await startScriptedServer();
  receivers.setBehaviour('hangs', () => undefined);
  receivers.setBehaviour('gone', answers(410));
  receivers.setBehaviour('retired', answers(410));
  receivers.setBehaviour('redirects', answers(301, { location: 'http://169.254.169.254/latest/meta-data/' }));
  let cuts = CUTS;
  receivers.setBehaviour('cuts', (response, attempt, receipt) => {
    if (attempt > 1 || cuts === 0) return takes(response, attempt, receipt);
    cuts -= 1;
    response.destroy();
  });
  receivers.setBehaviour('drips', (response, attempt, receipt) => {
    if (receipt.uri !== DRIPPED || attempt > 1) return takes(response, attempt, receipt);
    const { socket } = response;
    socket?.write('HTTP/1.1 200 OK\r\nx-drip: ');
    const timer = setInterval(() => socket?.write('.'), 200);
    socket?.on('close', () => clearInterval(timer));
  });
  receivers.setBehaviour('giant', (response) => {
    const { socket } = response;
    response.writeHead(200, { 'content-type': 'text/plain' });
    const chunk = Buffer.alloc(1 << 16);
    let written = 0;
    const pour = (): void => {
      while (written < GIANT_BYTES && !response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', pour);
      }
      response.end();
    };
    socket?.once('close', () => giantAnswers.push(written));
    pour();
  });
  addToFeed(...Array.from({ length: FIRST }, (_, at) => wireStory(at + 1)));
  service = await startService(
    {
      feeds: [
        {
          id: 'wire',
          url: `${wire.url}/wire.xml`,
          agency: 'reuters',
          speaksFor: ['reuters'],
          every: { min: '500ms', max: '1s' },
          onFirstPoll: 'send',
          allowPrivateAddresses: true,
        },
      ],
      destinations: [...WELL, ...FAULTY].map((name) => ({ ...receivers.settings(name), concurrency: 8 })),
    },
    { environment: { REDIS_URL: redis.path } },
  );
});
afterAll(async () => {
  await service?.end();
  store.redis.disconnect();
  await wire?.close();
  await receivers.close();
  await redis.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('of twenty receivers', () => {
  test('one hangs and six have other faults: all others get everything meanwhile', async () => {
    expect(await have([...WELL, 'refuses'], FIRST)).toBe(true);
    receivers.setBehaviour('refuses', answers(503));
    addToFeed(...Array.from({ length: STORIES - FIRST }, (_, at) => wireStory(at + 1 + FIRST)));
    expect(await have(WELL, STORIES)).toBe(true);
    expect(receivers.urisSentTo('hangs').size).toBeLessThan(STORIES);
  });
});

describe('a receiver that refuses for a while', () => {
  test('has its breaker opened, and its backlog is shown; attempts that were not made spent nothing', async () => {
    expect(await until(async () => (await metric('breaker_open', '"refuses"')) === 1)).toBe(true);
    expect(
      service.log.filter(({ msg, destination }) => msg === 'breaker changed' && destination === 'refuses'),
    ).toEqual([expect.objectContaining({ state: 'opened' })]);
    const refused = receivers.sentTo('refuses').length - FIRST;
    expect(refused).toBeGreaterThanOrEqual(20);
    expect(refused).toBeLessThanOrEqual(36);
    expect(await until(() => shown('refuses')?.waiting === STORIES - FIRST)).toBe(true);
    expect(await until(async () => (await metric('destination_pending', '"refuses"')) === STORIES - FIRST)).toBe(true);
    expect(await untried('refuses')).toBeGreaterThanOrEqual(STORIES - FIRST - 36);
  });

  test('gets the kill first when it is back, then the rest, each revision once and in order', async () => {
    addToFeed(wireStory(1, { version: 2, status: 'canceled' }), wireStory(STORIES, { version: 2 }));
    const killed = (name: string): boolean =>
      receivers.sentTo(name).some(({ type, uri }) => type === 'article.withdrawal' && uri === KILLED);
    expect(await until(() => WELL.every(killed))).toBe(true);
    expect(
      await until(() =>
        WELL.every((name) => receivers.sentTo(name).some(({ marker }) => marker.endsWith(`${STORIES}-2`))),
      ),
    ).toBe(true);
    const before = receivers.sentTo('refuses').length;
    receivers.setBehaviour('refuses', takes);
    const taken = () => receivers.sentTo('refuses').slice(before);
    const last = () => taken().some(({ uri, revision }) => uri === REVISED && revision === 2);
    expect(
      await until(() => last() && new Set(taken().map(({ uri }) => uri)).size === STORIES - FIRST + 1, 60_000),
    ).toBe(true);
    expect(await until(async () => (await countLanes(store, 'refuses')) === 0)).toBe(true);
    expect(taken()[0]).toMatchObject({ type: 'article.withdrawal', uri: KILLED });
    expect(new Set(taken().map(({ id }) => id)).size).toBe(taken().length);
    const revised = taken().filter(({ uri }) => uri === REVISED);
    expect(revised.map(({ revision }) => revision)).toEqual([1, 2].slice(-revised.length));
  });
});

describe('a receiver that takes and drops the reply', () => {
  test('is sent the same once more under the same id, all else once', async () => {
    const counts = (): number[] => {
      const byId = new Map<string, number>();
      for (const { id } of receivers.sentTo('cuts')) byId.set(id, (byId.get(id) ?? 0) + 1);
      return [...byId.values()].toSorted();
    };
    expect(await until(() => counts().filter((count) => count === 2).length === CUTS)).toBe(true);
    expect(await until(async () => (await countLanes(store, 'cuts')) === 0)).toBe(true);
    expect(counts()).toEqual([
      ...Array.from({ length: STORIES + 2 - CUTS }, () => 1),
      ...Array.from({ length: CUTS }, () => 2),
    ]);
  });
});

describe('a receiver whose reply does not end', () => {
  test('and only drips: the attempt fails at its time limit, and is made again', async () => {
    const failed = () =>
      service.log.find(({ msg, destination }) => msg === 'delivery failed' && destination === 'drips');
    expect(await until(() => failed() !== undefined, DRIPS_WITHIN_MS)).toBe(true);
    expect(failed()).toMatchObject({ reason: 'no answer in time' });
    const attempts = () => receivers.sentTo('drips').filter(({ uri }) => uri === DRIPPED);
    expect(await until(() => attempts().length === 2)).toBe(true);
    expect(new Set(attempts().map(({ id }) => id)).size).toBe(1);
    expect(receivers.urisSentTo('drips').size).toBe(STORIES);
  });

  test('and pours: the reply is let go, the memory is not taken, nothing is sent twice', () => {
    expect(receivers.urisSentTo('giant').size).toBe(STORIES);
    expect(new Set(receivers.sentTo('giant').map(({ id }) => id)).size).toBe(receivers.sentTo('giant').length);
    expect(giantAnswers).toHaveLength(receivers.sentTo('giant').length);
    expect(Math.max(...giantAnswers)).toBeLessThan(16 << 20);
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${service.process.pid}/status`, 'utf8'))?.[1];
    expect(Number(peak)).toBeLessThan(600_000);
  });
});

describe('a receiver that is gone', () => {
  test('is paused with an alarm and probed once a day, with one attempt; a success resumes it', async () => {
    expect(await until(async () => (await metric('destination_paused', '"gone"')) === 1)).toBe(true);
    expect(
      service.log.find(({ msg, destination }) => msg === 'destination paused' && destination === 'gone'),
    ).toMatchObject({ level: 'error', reason: 'the receiver answered 410' });
    const before = receivers.sentTo('gone').length;
    expect(before).toBeGreaterThanOrEqual(10);
    expect(before).toBeLessThanOrEqual(18);
    const stories = () => receivers.sentTo('gone').filter(({ type }) => type !== 'article.withdrawal').length;
    const tried = stories();
    const dayLater = () => updateDestination(store, 'gone', { paused: Date.now() - DAY_MS });
    await dayLater();
    const probed = Date.now();
    expect(await until(async () => Number((await readDestination(store, 'gone')).paused) >= probed)).toBe(true);
    expect(stories()).toBe(tried + 1);
    receivers.setBehaviour('gone', takes);
    await dayLater();
    expect(await until(async () => (await countLanes(store, 'gone')) === 0)).toBe(true);
    expect((await readDestination(store, 'gone')).paused).toBeNull();
    expect(receivers.urisSentTo('gone').size).toBeGreaterThanOrEqual(STORIES - 1);
  });

  test('is resumed by an operator', async () => {
    expect(shown('retired')?.paused).not.toBeNull();
    const before = receivers.sentTo('retired').length;
    receivers.setBehaviour('retired', takes);
    copytaster('destinations', 'resume', 'retired');
    expect(await until(async () => (await countLanes(store, 'retired')) === 0)).toBe(true);
    expect(
      new Set(
        receivers
          .sentTo('retired')
          .slice(before)
          .map(({ uri }) => uri),
      ).size,
    ).toBeGreaterThanOrEqual(STORIES - 1);
    expect(shown('retired')?.paused).toBeNull();
  });
});

test('a receiver that sends on to a private address is not followed there', () => {
  const failures = service.log.filter(
    ({ msg, destination }) => msg === 'delivery failed' && destination === 'redirects',
  );
  const answered = failures.filter(({ reason }) => String(reason).startsWith('answered'));
  expect(answered.length).toBeGreaterThanOrEqual(10);
  for (const { reason } of answered) expect(reason).toBe('answered 301: a redirect is not followed, correct url:');
});
