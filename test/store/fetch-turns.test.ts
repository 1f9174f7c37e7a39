import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFeedState } from '../../src/store/feeds.ts';
import {
  beginDueFetches,
  beginFetch,
  type EndedFetch,
  endFetches,
  keepDueOf,
  overdueFeeds,
} from '../../src/store/fetch-turns.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const MINUTE = 60_000;
const GRACE = 5_000;
const begin = (token: string, { leaseMs = MINUTE, shortestMs = 0 } = {}) =>
  beginFetch(store, 'world', { token, leaseMs, shortestMs });
const ended = (
  token: string,
  learnt: Record<string, string | number>,
  { intervalMs = null, notBefore = null }: { intervalMs?: number | null; notBefore?: number | null } = {},
  feed = 'world',
): EndedFetch => ({
  feed,
  token,
  intervalMs,
  everyMs: intervalMs ?? MINUTE,
  notBefore,
  learnt,
  record: { at: 1, tookMs: 1, state: String(learnt.state), intervalMs, error: null },
  gap: null,
});
const end = (token: string, ...rest: Parameters<typeof ended> extends [string, ...infer Rest] ? Rest : never) =>
  endFetches(store, [ended(token, ...rest)]);

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
    await end('a', { state: 'unchanged', failures: 3 }, { intervalMs: 90_000 });
    expect(await begin('b')).toMatchObject({ state: 'begun', sequence: 2, intervalMs: 90_000, failures: 3 });
  });

  test('who lost the feed does not let it go for who has it', async () => {
    await begin('a', { leaseMs: 0 });
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

const commands = async (): Promise<number> =>
  Number(/total_commands_processed:(\d+)/.exec(await store.redis.info('stats'))?.[1]);

describe('feeds that are looked after together', () => {
  const feeds = Array.from({ length: 20 }, (_, at) => ({ id: `feed-${at}`, shortestMs: 0 }));
  const take = (token: string, most = 50) =>
    beginDueFetches(store, feeds, { token, leaseMs: MINUTE, most, earlyMs: 100 });

  test('are each taken once, as many as there is room for, and again when they are due', async () => {
    expect((await take('a', 15)).map(({ feed }) => feed)).toEqual(feeds.slice(0, 15).map(({ id }) => id));
    expect((await take('b')).map(({ feed }) => feed)).toEqual(feeds.slice(15).map(({ id }) => id));
    expect(await take('c')).toEqual([]);
    const ends = feeds.slice(0, 15).map(({ id }) => ended('a', { state: 'unchanged' }, { intervalMs: 1 }, id));
    await endFetches(store, ends);
    expect((await take('d')).map(({ feed, begun }) => [feed, begun.state])).toEqual(
      feeds.slice(0, 15).map(({ id }) => [id, 'begun']),
    );
  });

  test('are taken again with the end of the lease where whoever had them died', async () => {
    const brief = { leaseMs: 0, most: 50, earlyMs: 0 };
    expect(await beginDueFetches(store, feeds, { token: 'a', ...brief })).toHaveLength(20);
    expect(await beginDueFetches(store, feeds, { token: 'b', ...brief })).toHaveLength(20);
  });

  test('are told again to whoever asks twice', async () => {
    const first = await take('a');
    expect(await take('a')).toEqual(first);
  });

  test('are asked for all that they have where the fetch before never ended', async () => {
    await store.redis.hset(keys.feed('feed-0'), 'bookmark', JSON.stringify({ etag: '"1"', cursor: 7 }));
    const brief = { leaseMs: 0, most: 1, earlyMs: 0 };
    const bookmarks = [];
    for (const token of ['a', 'b'])
      for (const { begun } of await beginDueFetches(store, feeds, { token, ...brief }))
        bookmarks.push(begun.state === 'begun' ? begun.bookmark : null);
    expect(bookmarks).toEqual([{ etag: '"1"', cursor: 7 }, { cursor: 7 }]);
  });

  test('are not due again where they were taken out of the settings while their fetch was under way', async () => {
    await take('a', 2);
    await keepDueOf(store, new Set(['feed-1']));
    await endFetches(
      store,
      ['feed-0', 'feed-1'].map((id) => ended('a', { state: 'ok' }, {}, id)),
    );
    expect(await store.redis.zrange(keys.dueFeeds, '0', '-1')).toEqual(['feed-1']);
  });

  test('wait for the instant that a source named', async () => {
    const [feed] = feeds as [(typeof feeds)[0]];
    await take('a');
    await endFetches(store, [ended('a', { state: 'rate-limited' }, { notBefore: Date.now() + MINUTE }, feed.id)]);
    expect(await take('b')).toEqual([]);
  });

  test('cost few commands each where they bring nothing', async () => {
    for (const token of ['a', 'b']) {
      const before = await commands();
      expect(await take(token)).toHaveLength(20);
      await endFetches(
        store,
        feeds.map(({ id }) => ended(token, { state: 'unchanged', lastOkAt: 1, failures: 0 }, { intervalMs: 1 }, id)),
      );
      // The first time the scripts are sent and loaded.
      if (token === 'b') expect(((await commands()) - before) / feeds.length).toBeLessThanOrEqual(6);
    }
  });
});

test('a fetch that brings nothing costs few commands, those inside the scripts counted', async () => {
  for (const token of ['a', 'b']) {
    const before = await commands();
    await begin(token);
    await end(token, { state: 'unchanged', lastOkAt: 1, failures: 0 });
    // The first time the scripts are sent and loaded.
    if (token === 'b') expect((await commands()) - before - 1).toBeLessThanOrEqual(12);
  }
});

describe('a feed is asked no earlier', () => {
  test('than the instant that its source named, whatever the settings say by then', async () => {
    await begin('a');
    const at = Date.now() + 10 * MINUTE;
    await end('a', { state: 'rate-limited' }, { notBefore: at });
    expect(await begin('b')).toEqual({ state: 'early', until: at });
    await end('a', { state: 'ok' });
    expect(await begin('b')).toMatchObject({ state: 'begun' });
  });

  test('than its shortest interval after the last time', async () => {
    await begin('a', { shortestMs: MINUTE });
    await end('a', { state: 'ok' });
    expect(await begin('b', { shortestMs: MINUTE })).toMatchObject({ state: 'early' });
    expect(await begin('b', { shortestMs: 200 })).toMatchObject({ state: 'begun' });
  });
});

describe('a feed is overdue', () => {
  const overdueIn = async (ms: number): Promise<string[]> => {
    const at = (await readFeedState(store, 'world')).lastFetchAt ?? 0;
    return overdueFeeds(store, ['world', 'never'], at + ms);
  };

  test('when it was never attempted, or not for twice its interval', async () => {
    expect(await overdueFeeds(store, [], 0)).toEqual([]);
    expect(await overdueIn(0)).toEqual(['world', 'never']);
    await begin('a', { shortestMs: MINUTE });
    expect(await overdueIn(2 * MINUTE + GRACE - 1)).toEqual(['never']);
    expect(await overdueIn(2 * MINUTE + GRACE)).toEqual(['world', 'never']);
  });

  test.each([
    ['sooner', 20_000],
    ['later', 10 * MINUTE],
  ])('%s when its interval has changed', async (_, interval) => {
    await begin('a', { shortestMs: MINUTE });
    await end('a', { state: 'unchanged' }, { intervalMs: interval });
    expect(await overdueIn(2 * interval + GRACE - 1)).toEqual(['never']);
    expect(await overdueIn(2 * interval + GRACE)).toEqual(['world', 'never']);
  });

  test('by the interval that it has, where it sees its news for itself and none was kept', async () => {
    await begin('a');
    await end('a', { state: 'unchanged' });
    expect(await overdueIn(2 * MINUTE + GRACE - 1)).toEqual(['never']);
    expect(await overdueIn(2 * MINUTE + GRACE)).toEqual(['world', 'never']);
  });

  test('when an attempt is snoozed for another that does not end', async () => {
    await begin('a', { shortestMs: MINUTE });
    await begin('b');
    expect(await overdueIn(2 * MINUTE + GRACE)).toContain('world');
  });
});

test('what a fetch learnt is not kept in a Redis that was emptied while it was under way', async () => {
  await begin('a');
  await store.redis.flushall();
  await end('a', { state: 'unchanged', bookmark: '{}', firstPollDone: '1' });
  expect(await store.redis.keys('*')).toEqual([]);
  expect(await begin('b')).toMatchObject({ state: 'begun', first: true });
});
