import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readEnds } from '../../src/store/articles.ts';
import { keys } from '../../src/store/keys.ts';
import {
  beginAt,
  type Claimed,
  claimHeads,
  dueLanes,
  enterLanes,
  type LaneEntry,
  readDestination,
  type Settled,
  type Settlement,
  settleAll,
  takeLease,
} from '../../src/store/lanes.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let server: TestRedis;
let store: Store;
const DESK = 'cms';
const TOKEN = 'publisher-1';
const DELIVERED = { outcome: 'delivered', detail: '200' } as const;
const FAILED = { outcome: 'failed', reason: '500', retryAfterMs: null, ambiguous: false } as const;
const REFUSED = { outcome: 'refused', reason: '422' } as const;
let position = 0;

beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
});
afterAll(() => server.close());
beforeEach(async () => {
  await store.redis.flushall();
  position = 0;
  await beginAt(store, DESK, '0-0');
  await takeLease(store, DESK, TOKEN, 60_000);
});

function entry(revision: number, given: Partial<LaneEntry> = {}): LaneEntry {
  return {
    position: '',
    article: 'a',
    revisionId: `a-${revision}`,
    revision,
    kind: 'revision',
    priority: 1,
    held: false,
    stop: false,
    recovered: false,
    passes: true,
    why: '',
    ...given,
  };
}

async function enter(...entries: LaneEntry[]): Promise<boolean> {
  for (const { revisionId } of entries) await store.redis.hset(keys.revision(revisionId), 'article', 'a');
  const { cursor } = await readDestination(store, DESK);
  position += 1;
  return enterLanes(store, DESK, { token: TOKEN, cursor: cursor ?? '', next: `${position}-0`, entries });
}

async function claim(): Promise<Claimed | null> {
  const [head] = await claimHeads(store, DESK, { token: TOKEN, articles: ['a'], attemptMs: 5_000 });
  return head ?? null;
}

async function settle(claimed: Claimed, result: Settlement['result'], retryInMs: number): Promise<Settled | undefined> {
  return (await settleAll(store, DESK, [{ claimed, result, retryInMs }]))[0];
}

async function claimed(): Promise<Claimed> {
  const head = await claim();
  if (head === null) throw new Error('nothing to claim');
  return head;
}

const due = (inMs = 0): Promise<string[]> => dueLanes(store, DESK, Date.now() + inMs, 10);
const endOf = async (revision: number): Promise<string | undefined> =>
  (await readEnds(store, `a-${revision}`))[DESK]?.state;

describe('a lane', () => {
  test('delivers what entered, and is gone when it is empty', async () => {
    await enter(entry(1));
    expect(await due()).toEqual(['a']);
    expect(await settle(await claimed(), DELIVERED, 0)).toBe('settled');
    expect(await endOf(1)).toBe('delivered');
    expect(await store.redis.exists(keys.lane(DESK, 'a'))).toBe(0);
    expect(await due()).toEqual([]);
  });

  test('sends an untried revision before the one that entered behind it', async () => {
    await enter(entry(1));
    await enter(entry(2));
    const first = await claimed();
    expect(first.entry.revision).toBe(1);
    expect(await claim()).toBeNull();
    await settle(first, DELIVERED, 0);
    const second = await claimed();
    expect(second.entry.revision).toBe(2);
    await settle(second, DELIVERED, 0);
    expect([await endOf(1), await endOf(2)]).toEqual(['delivered', 'delivered']);
  });

  test('a failed head gives way to a later revision, at the failed one’s time', async () => {
    await enter(entry(1));
    await settle(await claimed(), FAILED, 60_000);
    await enter(entry(2));
    expect(await endOf(1)).toBe('superseded');
    expect(await due()).toEqual([]);
    expect(await due(61_000)).toEqual(['a']);
  });

  test('a failed head gives way at once to a later revision of higher priority', async () => {
    await enter(entry(1));
    await settle(await claimed(), FAILED, 60_000);
    await enter(entry(2, { priority: 3 }));
    expect(await due()).toEqual(['a']);
  });

  test('three answers of the kind "never" end a revision in the dead letters; the next is head', async () => {
    await enter(entry(1));
    await settle(await claimed(), REFUSED, 0);
    await settle(await claimed(), REFUSED, 0);
    const third = await claimed();
    await enter(entry(2));
    expect(await settle(third, REFUSED, 0)).toBe('dead-lettered');
    expect(await endOf(1)).toBe('dead-lettered');
    expect(await store.redis.zcard(keys.deadLetters)).toBe(1);
    expect((await claimed()).entry.revision).toBe(2);
  });

  test('a held revision waits for its release', async () => {
    await enter(entry(1, { kind: 'held', held: true }));
    expect(await due(1e9)).toEqual([]);
    expect(await claim()).toBeNull();
    await enter(entry(1, { kind: 'release' }));
    expect((await claimed()).entry).toMatchObject({ revision: 1, kind: 'release' });
  });

  test('a later version replaces a held one', async () => {
    await enter(entry(1, { kind: 'held', held: true }));
    await enter(entry(2));
    expect(await endOf(1)).toBe('superseded');
    expect((await claimed()).entry.revision).toBe(2);
  });

  test('a release after the delivery (a destination that may pass embargoes) does nothing', async () => {
    await enter(entry(1, { kind: 'held', held: false }));
    await settle(await claimed(), DELIVERED, 0);
    await enter(entry(1, { kind: 'release' }));
    expect(await due(1e9)).toEqual([]);
  });

  test('a withdrawal overtakes everything that waits', async () => {
    await enter(entry(1));
    await settle(await claimed(), DELIVERED, 0);
    await enter(entry(2));
    await enter(entry(3, { kind: 'withdrawal', stop: true }));
    expect(await endOf(2)).toBe('superseded');
    expect((await claimed()).entry.revision).toBe(3);
  });

  test('a withdrawal of what a destination never got ends there', async () => {
    await enter(entry(1));
    await enter(entry(2, { kind: 'withdrawal', stop: true }));
    expect([await endOf(1), await endOf(2)]).toEqual(['superseded', 'filtered']);
    expect(await due(1e9)).toEqual([]);
  });

  test('a withdrawal is sent again when the attempt it overtook settles', async () => {
    await enter(entry(1));
    const ambiguous = await claimed();
    await enter(entry(2, { kind: 'withdrawal', stop: true }));
    const stop = await claimed();
    expect(stop.entry.stop).toBe(true);
    await settle(stop, DELIVERED, 0);
    expect(await claim()).toBeNull();
    await settle(ambiguous, { ...FAILED, ambiguous: true }, 0);
    const again = await claimed();
    expect(again.entry.revisionId).toBe('a-2');
    await settle(again, DELIVERED, 0);
    expect(await store.redis.exists(keys.lane(DESK, 'a'))).toBe(0);
    expect(await endOf(2)).toBe('delivered');
  });

  test('a withdrawal is never a dead letter', async () => {
    await enter(entry(1));
    await settle(await claimed(), DELIVERED, 0);
    await enter(entry(2, { kind: 'withdrawal', stop: true }));
    for (let tries = 0; tries < 5; tries += 1) await settle(await claimed(), REFUSED, 0);
    expect((await claimed()).entry.revision).toBe(2);
  });

  test('what the filter refuses ends filtered, unless the destination has the article', async () => {
    await enter(entry(1, { passes: false, why: 'filter: language fr' }));
    expect(await endOf(1)).toBe('filtered');
    await enter(entry(2));
    await settle(await claimed(), DELIVERED, 0);
    await enter(entry(3, { passes: false, why: 'filter: language fr' }));
    expect((await claimed()).entry.revision).toBe(3);
  });
});

describe('the cursor', () => {
  test('moves with the entries or not at all', async () => {
    const moved = await enterLanes(store, DESK, {
      token: TOKEN,
      cursor: 'elsewhere',
      next: '9-0',
      entries: [entry(1)],
    });
    expect(moved).toBe(false);
    expect(await due(1e9)).toEqual([]);
  });

  test('moves for the holder of the lease only', async () => {
    expect(await takeLease(store, DESK, 'publisher-2', 1_000)).toBeNull();
    const moved = await enterLanes(store, DESK, {
      token: 'publisher-2',
      cursor: '0-0',
      next: '9-0',
      entries: [entry(1)],
    });
    expect(moved).toBe(false);
  });

  test('the fencing token rises with every new holder', async () => {
    const before = (await takeLease(store, DESK, TOKEN, 60_000)) ?? 0;
    await store.redis.del(keys.lease(DESK));
    expect(await takeLease(store, DESK, 'publisher-2', 1_000)).toBe(before + 1);
  });
});
