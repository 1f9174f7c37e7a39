import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Publisher } from '../../src/publishing/publisher.ts';
import { countLanes } from '../../src/store/lanes.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';
import { commitRevision, startPublisher } from './one-publisher.ts';

const STORIES = 24;
const STOP = 'killed-2';

let redis: TestRedis;
let store: Store;
let attempts: string[];
let refuses: (revision: string) => boolean;
let publisher: Publisher;

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  attempts = [];
  refuses = () => false;
});

async function put(id: string, revision: number): Promise<void> {
  await commitRevision(store, id, revision, { stop: revision === 2 });
  publisher.wake();
}

/** A story is delivered, the receiver refuses what `outage` says, more stories and the kill of the first come. */
async function outage(refused: (revision: string) => boolean): Promise<void> {
  publisher = startPublisher(store, async ({ id }) => {
    attempts.push(id);
    return refuses(id)
      ? { outcome: 'failed', reason: '503', retryAfterMs: null, ambiguous: false }
      : { outcome: 'delivered', detail: 'taken' };
  });
  await put('killed', 1);
  expect(await until(() => attempts.includes('killed-1'))).toBe(true);
  refuses = refused;
  for (let story = 0; story < STORIES; story += 1) await put(`story-${story}`, 1);
  expect(await until(() => attempts.length >= 10)).toBe(true);
  await put('killed', 2);
}

const stopsSent = (): number => attempts.filter((revision) => revision === STOP).length;

describe('a receiver that refuses everything', () => {
  test('is sent the kill all the same, again and again soon, and the rest once it takes something', async () => {
    await outage(() => true);
    expect(await until(() => stopsSent() >= 4, 5_000)).toBe(true);
    refuses = () => false;
    expect(await until(async () => (await countLanes(store, 'cms')) === 0, 40_000)).toBe(true);
    await publisher.stop();
  });
});

describe('a receiver that cannot take a kill', () => {
  test('is given everything else all the same, and the kill again in its times', async () => {
    await outage((revision) => revision === STOP);
    expect(await until(() => stopsSent() > 0)).toBe(true);
    expect(await until(async () => (await countLanes(store, 'cms')) === 1)).toBe(true);
    expect(new Set(attempts)).toEqual(
      new Set(['killed-1', STOP, ...Array.from({ length: STORIES }, (_, story) => `story-${story}-1`)]),
    );
    expect(stopsSent()).toBeLessThan(20);
    await publisher.stop();
  });
});

describe('a receiver that refuses everything for a while', () => {
  test('gets the kill first when it is back, although the kill itself waits to be tried again', async () => {
    await outage(() => true);
    expect(await until(() => stopsSent() >= 8, 10_000)).toBe(true);
    const probed = attempts.length;
    expect(await until(() => attempts.slice(probed).some((revision) => revision !== STOP), 20_000)).toBe(true);
    const before = attempts.length;
    refuses = () => false;
    expect(await until(async () => (await countLanes(store, 'cms')) === 0, 40_000)).toBe(true);
    expect(attempts[before]).toBe(STOP);
    expect(attempts.slice(before).filter((revision) => revision === STOP)).toHaveLength(1);
    await publisher.stop();
  });
});
