import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import webhook from '../../src/destinations/webhook.ts';
import { KeepWatch } from '../../src/publishing/keep-watch.ts';
import { destinationSchema } from '../../src/settings/plugin-settings.ts';
import { readAlarms } from '../../src/store/alarms.ts';
import { readEnds } from '../../src/store/articles.ts';
import { beginAt, takeLease } from '../../src/store/destinations.ts';
import { enterLanes } from '../../src/store/enter-lanes.ts';
import { closeGapsWithin, listGaps, sealGap } from '../../src/store/gaps.ts';
import { keys } from '../../src/store/keys.ts';
import { countLanes, dueLanes, type LaneEntry } from '../../src/store/lanes.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const DESK = 'cms';
const TOKEN = 'publisher-1';
const DAY_MS = 86_400_000;
const NOW = 100 * DAY_MS;
let server: TestRedis;
let store: Store;
let cursor = '0-0';
const desk = (keep: Record<string, number>) =>
  destinationSchema(webhook).parse({ id: DESK, type: 'webhook', url: 'http://127.0.0.1/', keep });

beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 60 });
});
afterAll(() => server.close());
beforeEach(async () => {
  await store.redis.flushall();
  cursor = '0-0';
  await beginAt(store, DESK, cursor, 0);
  await takeLease(store, DESK, TOKEN, { leaseMs: 60_000, attemptMs: 25_000 });
});

/** A revision that was committed so many days ago enters its lane. */
async function enter(
  article: string,
  revision: number,
  daysAgo: number,
  given: Partial<LaneEntry> = {},
): Promise<void> {
  const revisionId = `${article}-${revision}`;
  await store.redis.hset(keys.revision(revisionId), 'article', article);
  const position = `${NOW - daysAgo * DAY_MS}-${revision}`;
  const facts = {
    kind: 'revision',
    priority: 1,
    held: false,
    stop: false,
    recovered: false,
    passes: true,
    why: '',
  } as const;
  const entry = { position, article, revisionId, revision, ...facts, ...given };
  const move = { token: TOKEN, from: { cursor, window: '' }, to: { cursor: position, window: '' } };
  expect(await enterLanes(store, DESK, move, { entries: [entry] })).toMatchObject({ outcome: 'entered' });
  cursor = position;
}
const stateOf = async (revisionId: string): Promise<string | undefined> =>
  (await readEnds(store, revisionId))[DESK]?.state;

function look(keep: Record<string, number>, memoryLimit: number | null = null) {
  const watch = new KeepWatch({ store, log: createLog({ level: 'silent' }), memoryLimit: async () => memoryLimit });
  return watch.check([desk(keep)], NOW);
}

describe('what a destination could not take', () => {
  test('waits while it is younger than is kept', async () => {
    await enter('a', 1, 29);
    expect(await look({})).toEqual(new Map());
    expect(await dueLanes(store, DESK, Date.now(), 10)).toEqual(['a']);
    expect(await listGaps(store, DESK)).toEqual([]);
  });

  test('collapses to the latest revision where only earlier ones are too old', async () => {
    await enter('a', 1, 40);
    await enter('a', 2, 10);
    expect(await look({})).toEqual(new Map());
    expect([await stateOf('a-1'), await stateOf('a-2')]).toEqual(['superseded', undefined]);
    expect(await countLanes(store, DESK)).toBe(1);
  });

  test('goes into a gap with an alarm where its latest revision is too old, and the gap is told once it is closed', async () => {
    await enter('a', 1, 50);
    await enter('b', 1, 45);
    await enter('b', 2, 40);
    await enter('c', 1, 1);
    expect(await look({})).toEqual(new Map([[DESK, 2]]));
    expect([await stateOf('a-1'), await stateOf('b-1'), await stateOf('b-2'), await stateOf('c-1')]).toEqual([
      'expired',
      'superseded',
      'expired',
      undefined,
    ]);
    const [gap] = await listGaps(store, DESK);
    const days = { from: NOW - 50 * DAY_MS, to: NOW - 40 * DAY_MS };
    expect(gap).toMatchObject({ ...days, articles: 2, passed: 'days', open: true, toldAt: null });
    expect((await readAlarms(store)).map(({ key }) => key)).toEqual(['destination.cms.gap']);
    expect(await sealGap(store, DESK, (gap?.at ?? 0) + 1)).toBe(true);
    expect(await listGaps(store, DESK)).toMatchObject([{ id: gap?.id, open: false }]);
    await closeGapsWithin(store, DESK, { since: NOW - 45 * DAY_MS });
    expect(await listGaps(store, DESK)).toHaveLength(1);
    await closeGapsWithin(store, DESK, { since: NOW - 50 * DAY_MS });
    expect(await listGaps(store, DESK)).toEqual([]);
    expect(await readAlarms(store)).toEqual([]);
  });

  test('gives way from the oldest where it takes more than its share of memory', async () => {
    for (const [at, article] of ['a', 'b', 'c', 'd'].entries()) await enter(article, 1, 4 - at);
    const given = await look({ memoryShare: 0.5 }, 2_400);
    expect(given.get(DESK)).toBe(2);
    expect((await dueLanes(store, DESK, Date.now(), 10)).toSorted()).toEqual(['c', 'd']);
    expect(await listGaps(store, DESK)).toMatchObject([{ articles: 2, passed: 'memory' }]);
  });

  test('never gives up an embargoed story', async () => {
    await enter('a', 1, 50, { kind: 'held', held: true });
    expect(await look({})).toEqual(new Map());
    expect(await store.redis.exists(keys.lane(DESK, 'a'))).toBe(1);
  });
});
