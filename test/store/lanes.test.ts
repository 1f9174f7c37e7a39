import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readEnds } from '../../src/store/articles.ts';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import { beginAt, readFiltered, readServed, takeLease } from '../../src/store/destinations.ts';
import { type Entered, type Entering, enterLanes, type MovedEntries } from '../../src/store/enter-lanes.ts';
import { keys } from '../../src/store/keys.ts';
import {
  type Claimed,
  claimHeads,
  dueLanes,
  type LaneEntry,
  type Settled,
  type Settlement,
  type ShutFacts,
  settleAll,
} from '../../src/store/lanes.ts';
import { dueStops, owedStops, readStop, signOffStop, trimStops } from '../../src/store/stops.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let server: TestRedis;
let store: Store;
const DESK = 'cms';
const TOKEN = 'publisher-1';
const LEASE = { leaseMs: 60_000, attemptMs: 25_000 };
const DELIVERED = { outcome: 'delivered', detail: '200' } as const;
const FAILED = { outcome: 'failed', reason: '500', retryAfterMs: null, ambiguous: false } as const;
const DOCUMENT = Buffer.from('what a stop sends');
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
  await beginAt(store, DESK, '0-0', 0);
  await takeLease(store, DESK, TOKEN, LEASE);
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

/** What shuts the article: a withdrawal, or with `held` an embargo. */
function stopEntry(revision: number, shut: Partial<ShutFacts> = {}, given: Partial<LaneEntry> = {}): LaneEntry {
  const facts = { uri: 'tag:a', change: 'withdrawal', doubt: false, lapsed: false, document: DOCUMENT } as const;
  return entry(revision, {
    position: `${1_000 + revision}-0`,
    kind: 'withdrawal',
    stop: true,
    shut: { ...facts, ...shut },
    ...given,
  });
}
const embargo = (revision: number, shut: Partial<ShutFacts> = {}): LaneEntry =>
  stopEntry(revision, { change: 'withheld', ...shut }, { kind: 'held', stop: false, held: true });
const rowOf = async (revision: number) => (await readStop(store, `a-${revision}`))?.destinations[0];
const owed = async (): Promise<string[]> => (await owedStops(store, Date.now())).map(({ id }) => id);

async function enter(...entries: Entering[]): Promise<void> {
  for (const { revisionId } of entries) await store.redis.hset(keys.revision(revisionId), 'article', 'a');
  position += 1;
  await move({ to: `${position}-0`, entries });
}

/** Moves the place of the destination, from where it is unless something else is said. */
async function move({
  token = TOKEN,
  from,
  to,
  window = '',
  ...moved
}: { token?: string; from?: string; to: string; window?: string } & MovedEntries): Promise<Entered> {
  const { state, window: before } = await readServed(store, DESK);
  const place = { cursor: from ?? state.cursor ?? '', window: before };
  return enterLanes(store, DESK, { token, from: place, to: { cursor: to, window } }, { attemptMs: 5_000, ...moved });
}

/** A stop where one is due, else what else is. */
async function claim(token = TOKEN): Promise<Claimed | null> {
  for (const which of ['stops', 'others'] as const) {
    const [head] = await claimHeads(store, DESK, { token, articles: ['a'], attemptMs: 5_000, which });
    if (head) return head;
  }
  return null;
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
  test('that waits to be tried again is left as it is until then', async () => {
    await enter(entry(1));
    await settle(await claimed(), FAILED, 60_000);
    const claim = { token: TOKEN, articles: ['a'], attemptMs: 5_000, which: 'others' } as const;
    expect(await claimHeads(store, DESK, claim)).toEqual([null]);
    await store.redis.zadd(keys.due(DESK), Date.now() - 1, 'a');
    expect(await claimHeads(store, DESK, claim)).toMatchObject([{ failures: 1 }]);
  });

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

  test('a dead letter bears the time of the server, whatever the clock of the process says', async () => {
    await enter(entry(1));
    const now = vi.spyOn(Date, 'now').mockReturnValue(0);
    for (let refusals = 0; refusals < 3; refusals += 1) await settle(await claimed(), REFUSED, 0);
    now.mockRestore();
    const [letter] = await listDeadLetters(store, 1);
    const [seconds] = await store.redis.time();
    expect(Math.abs(letter!.at - Number(seconds) * 1_000)).toBeLessThan(60_000);
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
    await enter(stopEntry(3));
    expect(await endOf(2)).toBe('superseded');
    expect((await claimed()).entry.revision).toBe(3);
  });

  test('a withdrawal of what a destination never got ends there', async () => {
    await enter(entry(1));
    await enter(stopEntry(2));
    expect([await endOf(1), await endOf(2)]).toEqual(['superseded', 'filtered']);
    expect(await due(1e9)).toEqual([]);
  });

  test('a withdrawal is sent again when the attempt it overtook settles', async () => {
    await enter(entry(1));
    const ambiguous = await claimed();
    await enter(stopEntry(2));
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
    await enter(stopEntry(2));
    for (let tries = 0; tries < 5; tries += 1) await settle(await claimed(), REFUSED, 0);
    expect((await claimed()).entry.revision).toBe(2);
  });

  test('what the filter refuses ends filtered, unless the destination has the article', async () => {
    await enter(entry(1, { passes: false, why: 'filter: language fr', filteredBy: 'languages' }));
    expect(await endOf(1)).toBe('filtered');
    expect(await readFiltered(store, DESK)).toEqual({ languages: 1 });
    await enter(entry(2));
    await settle(await claimed(), DELIVERED, 0);
    await enter(entry(3, { passes: false, why: 'filter: language fr' }));
    expect((await claimed()).entry.revision).toBe(3);
  });
});

describe('a stop', () => {
  async function delivered(): Promise<void> {
    await enter(entry(1));
    await settle(await claimed(), DELIVERED, 0);
  }

  test('is owed until it is confirmed, with every attempt, and sends its own document', async () => {
    await delivered();
    await enter(stopEntry(2));
    expect(await owed()).toEqual(['a-2']);
    await store.redis.del(keys.revision('a-2'));
    const head = await claimed();
    expect(head.body).toEqual(DOCUMENT);
    await settle(head, FAILED, 0);
    expect(await rowOf(2)).toMatchObject({ since: 1_002, attempts: 1, answer: '500', confirmedAt: null });
    await settle(await claimed(), DELIVERED, 0);
    expect(await rowOf(2)).toMatchObject({ attempts: 2, answer: '200', confirmedAt: expect.any(Number) });
    expect(await owed()).toEqual([]);
  });

  test('is kept without an end while it is owed, and a while after', async () => {
    await delivered();
    await enter(stopEntry(2));
    await settle(await claimed(), FAILED, 0);
    expect(await store.redis.ttl(keys.stop('a-2'))).toBe(-1);
    await settle(await claimed(), DELIVERED, 0);
    expect(await store.redis.ttl(keys.stop('a-2'))).toBeGreaterThan(0);
  });

  test('goes in doubt to a destination of which nothing is known, whatever its filter says', async () => {
    await enter(stopEntry(2, { doubt: true }, { passes: false, why: 'filter: agency afp' }));
    expect((await claimed()).entry.revision).toBe(2);
    expect(await owed()).toEqual(['a-2']);
  });

  test('is signed off by a person: it is owed and sent no more, what waited behind it goes', async () => {
    await delivered();
    await enter(stopEntry(2));
    await enter(entry(3));
    const stop = await readStop(store, 'a-2');
    const order = { destination: DESK, by: 'Night desk', reason: 'told by telephone' };
    expect(await signOffStop(store, stop!, order)).toBe('signed-off');
    expect(await signOffStop(store, stop!, order)).toBe('signed-off');
    expect(await owed()).toEqual([]);
    expect((await rowOf(2))?.signedOff).toMatchObject({ by: 'Night desk', why: 'told by telephone' });
    expect((await claimed()).entry.revision).toBe(3);
  });

  test('is listed until its record is gone, and as long as it is owed', async () => {
    await delivered();
    await enter(stopEntry(2));
    await delivered();
    await enter(stopEntry(3));
    await store.redis.del(keys.stop('a-2'));
    const committedAt = Number(await store.redis.zscore(keys.stops, 'a-2'));
    await trimStops(store, committedAt - 1);
    expect(await store.redis.zrange(keys.stops, '0', '-1')).toEqual(['a-2', 'a-3']);
    await trimStops(store, committedAt + 60_000);
    expect(await store.redis.zrange(keys.stops, '0', '-1')).toEqual(['a-3']);
    expect(await owed()).toEqual(['a-3']);
  });

  test('that a later one takes the place of is owed no more', async () => {
    await delivered();
    await enter(stopEntry(2, { change: 'withheld' }));
    await enter(stopEntry(3));
    expect(await owed()).toEqual(['a-3']);
    expect((await rowOf(2))?.superseded).toBe(true);
  });

  test('of an embargo goes to who has the article; what waits untried is not sent', async () => {
    await delivered();
    await enter(entry(2));
    await enter(embargo(3));
    expect(await endOf(2)).toBe('superseded');
    const head = await claimed();
    expect(head.entry).toMatchObject({ revision: 3, stop: true });
    await settle(head, DELIVERED, 0);
    expect(await claim()).toBeNull();
    await enter(entry(4, { kind: 'release' }));
    expect((await claimed()).entry.revision).toBe(4);
  });

  test('of an embargo whose instant has passed is none', async () => {
    await delivered();
    await enter(embargo(2, { lapsed: true }));
    expect(await owed()).toEqual([]);
    await enter(entry(2, { kind: 'release' }));
    expect((await claimed()).entry).toMatchObject({ revision: 2, stop: false });
  });

  test('goes out once more when the attempt that it overtook can have ended, though nobody settles it', async () => {
    await enter(entry(1));
    await claimHeads(store, DESK, { token: TOKEN, articles: ['a'], attemptMs: 50, which: 'others' });
    await enter(stopEntry(2));
    await settle(await claimed(), DELIVERED, 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await claimed()).entry.revisionId).toBe('a-2');
  });
});

describe('a lane whose publisher died', () => {
  test('has its head attempted again at once by the next holder of the lease', async () => {
    await enter(entry(1));
    await claimed();
    expect(await claim()).toBeNull();
    await store.redis.del(keys.lease(DESK));
    await takeLease(store, DESK, 'publisher-2', LEASE);
    expect((await claim('publisher-2'))?.entry.revision).toBe(1);
    expect(await claim('publisher-2')).toBeNull();
  });
});

describe.each([
  ['a story', entry(2), dueLanes],
  ['a stop', stopEntry(2), async (...given: Parameters<typeof dueLanes>) => (await dueStops(...given)).articles],
] as const)('%s that was under way when its publisher died', (_, under, listed) => {
  test('is due for the next holder of the lease, and for it alone; what waits for its time is not', async () => {
    await enter(entry(1), entry(1, { article: 'waits', revisionId: 'waits-1' }));
    await settle(await claimed(), DELIVERED, 0);
    const [waits] = await claimHeads(store, DESK, {
      token: TOKEN,
      articles: ['waits'],
      attemptMs: 5_000,
      which: 'others',
    });
    await settle(waits as Claimed, FAILED, 10_000);
    await enter(under);
    await claimed();
    await takeLease(store, DESK, TOKEN, LEASE);
    expect(await listed(store, DESK, Date.now(), 10)).toEqual([]);
    await store.redis.del(keys.lease(DESK));
    await takeLease(store, DESK, 'publisher-2', LEASE);
    expect(await listed(store, DESK, Date.now(), 10)).toEqual(['a']);
  });
});

describe('whether a destination has an article', () => {
  test('is known from its first confirmed delivery on, not from an attempt', async () => {
    await enter(entry(1));
    const first = await claimed();
    expect(first.has).toBe(false);
    await settle(first, FAILED, 0);
    const again = await claimed();
    expect(again.has).toBe(false);
    await settle(again, DELIVERED, 0);
    await enter(entry(2));
    expect((await claimed()).has).toBe(true);
  });

  test('is not said by a stop that it confirmed', async () => {
    await enter(stopEntry(1, { doubt: true }));
    await settle(await claimed(), DELIVERED, 0);
    await enter(entry(2));
    expect((await claimed()).has).toBe(false);
  });
});

describe('the cursor', () => {
  test('moves with the entries or not at all', async () => {
    expect(await move({ from: 'elsewhere', to: '9-0', entries: [entry(1)] })).toEqual({ outcome: 'stale' });
    expect(await due(1e9)).toEqual([]);
  });

  test('moves for the holder of the lease only', async () => {
    expect(await takeLease(store, DESK, 'publisher-2', LEASE)).toBeNull();
    expect(await move({ token: 'publisher-2', to: '9-0', entries: [entry(1)] })).toEqual({ outcome: 'stale' });
  });

  test('the fencing token rises with every new holder', async () => {
    const before = (await takeLease(store, DESK, TOKEN, LEASE)) ?? 0;
    await store.redis.del(keys.lease(DESK));
    expect(await takeLease(store, DESK, 'publisher-2', LEASE)).toBe(before + 1);
  });
});
