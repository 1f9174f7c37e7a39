import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import { findStops, listOwedStops, listStops } from '../../src/store/stops.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
let redis: TestRedis;
let store: Store;

/** A stop of each minute; `cms` has confirmed all but the first. */
async function keepStops(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    const id = `rev_${minute}`;
    const at = NOW + minute * 60_000;
    const row = { since: at, attempts: 1, ...(minute === 0 ? {} : { confirmedAt: at + 200 }) };
    const fields = { article: `art_${minute}`, uri: `urn:${minute}`, change: 'withdrawal', at };
    await store.redis.hset(keys.stop(id), { ...fields, 'to:cms': JSON.stringify(row) });
    await store.redis.zadd(keys.stops, at, id);
    if (minute === 0) await store.redis.zadd(keys.owedStops, at, `cms|${id}`);
  }
}

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
  await keepStops(130);
});
afterAll(() => redis?.close());

test('a stop that is owed is listed however many came after it', async () => {
  expect((await listStops(store, 100)).map(({ id }) => id)).not.toContain('rev_0');
  const owed = await listOwedStops(store, NOW + 10_000_000, 100);
  expect(owed.map(({ id, destinations }) => [id, destinations[0]?.destination])).toEqual([['rev_0', 'cms']]);
});

test('the stops of an article are found however many came after them', async () => {
  for (const word of ['art_0', 'urn:0', 'rev_0'])
    expect((await findStops(store, word, 100)).map(({ id }) => id)).toEqual(['rev_0']);
  expect(await findStops(store, 'art_none', 100)).toEqual([]);
});
