import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFeedState } from '../../src/store/feeds.ts';
import { beginFetch, endFetch, overdueFeeds } from '../../src/store/fetch-turns.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const MINUTE = 60_000;
const GRACE = 5_000;
const begin = (token: string, leaseMs = MINUTE) => beginFetch(store, 'world', { token, leaseMs, shortestMs: MINUTE });
const end = (token: string, learnt: Record<string, string | number>, intervalMs: number | null = null) =>
  endFetch(store, 'world', { token, intervalMs }, learnt);

let server: TestRedis;
let store: Store;
beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
});
afterAll(() => server.close());
beforeEach(() => store.redis.flushall());

describe('one fetch of a feed at a time', () => {
  test('a second one waits for the first; asked twice, the first is begun once', async () => {
    expect(await begin('a')).toMatchObject({ state: 'begun', sequence: 1, first: true, intervalMs: 0, failures: 0 });
    expect(await begin('a')).toMatchObject({ state: 'begun', sequence: 1 });
    expect(await begin('b')).toMatchObject({ state: 'leased' });
    await end('a', { state: 'unchanged', failures: 3 }, 90_000);
    expect(await begin('b')).toMatchObject({ state: 'begun', sequence: 2, intervalMs: 90_000, failures: 3 });
  });

  test('who lost the feed does not let it go for who has it', async () => {
    await begin('a', 0);
    await begin('b');
    await end('a', { state: 'unchanged' });
    expect(await begin('c')).toMatchObject({ state: 'leased' });
  });

  test('the end of a fetch, sent twice, counts once', async () => {
    await begin('a');
    for (let time = 0; time < 2; time += 1) await end('a', { state: 'ok', failures: 0 });
    expect(await readFeedState(store, 'world')).toMatchObject({ state: 'ok', failures: 0, intervalMs: null });
    expect(await begin('b')).toMatchObject({ sequence: 2 });
  });
});

test('a fetch that brings nothing costs few commands, those inside the scripts counted', async () => {
  const commands = async (): Promise<number> =>
    Number(/total_commands_processed:(\d+)/.exec(await store.redis.info('stats'))?.[1]);
  for (const token of ['a', 'b']) {
    const before = await commands();
    await begin(token);
    await end(token, { state: 'unchanged', lastOkAt: 1, failures: 0 });
    // The first time the scripts are sent and loaded.
    if (token === 'b') expect((await commands()) - before - 1).toBeLessThanOrEqual(8);
  }
});

describe('a feed is overdue', () => {
  const overdueIn = async (ms: number): Promise<string[]> => {
    const at = (await readFeedState(store, 'world')).lastFetchAt ?? 0;
    return overdueFeeds(store, ['world', 'never'], at + ms);
  };

  test('when it was never attempted, or not for twice its interval', async () => {
    expect(await overdueFeeds(store, [], 0)).toEqual([]);
    expect(await overdueIn(0)).toEqual(['world', 'never']);
    await begin('a');
    expect(await overdueIn(2 * MINUTE + GRACE - 1)).toEqual(['never']);
    expect(await overdueIn(2 * MINUTE + GRACE)).toEqual(['world', 'never']);
  });

  test.each([
    ['sooner', 20_000],
    ['later', 10 * MINUTE],
  ])('%s when its interval has changed', async (_, interval) => {
    await begin('a');
    await end('a', { state: 'unchanged' }, interval);
    expect(await overdueIn(2 * interval + GRACE - 1)).toEqual(['never']);
    expect(await overdueIn(2 * interval + GRACE)).toEqual(['world', 'never']);
  });

  test('when an attempt is snoozed for another that does not end', async () => {
    await begin('a');
    await begin('b');
    expect(await overdueIn(2 * MINUTE + GRACE)).toContain('world');
  });
});
