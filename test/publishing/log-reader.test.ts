import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import { LogReader } from '../../src/publishing/log-reader.ts';
import type { Publisher } from '../../src/publishing/publisher.ts';
import { DestinationSettings } from '../../src/settings/schema.ts';
import { readEnds } from '../../src/store/articles.ts';
import { beginAt, readServed, takeLease } from '../../src/store/destinations.ts';
import { advanceEpoch } from '../../src/store/epoch.ts';
import { keys } from '../../src/store/keys.ts';
import { countLanes, type LaneEntry } from '../../src/store/lanes.ts';
import { logHead } from '../../src/store/wire-log.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { until } from '../running-service.ts';
import { useTestStore } from '../test-store.ts';
import { commitRevision, startPublisher } from './one-publisher.ts';

const DESK = 'cms';
const TAKEN: AttemptResult = { outcome: 'delivered', detail: '200' };
const FAILED: AttemptResult = { outcome: 'failed', reason: '503', retryAfterMs: null, ambiguous: true };
const store = useTestStore({ days: 1 });
const publishers: Publisher[] = [];
/** Revisions in the order of the attempts. */
let attempts: string[];
/** Attempts that have no answer yet. */
let hanging: ((result: AttemptResult) => void)[];
let hangs: (id: string) => boolean;

beforeEach(async () => {
  await store.redis.flushall();
  await advanceEpoch(store);
  attempts = [];
  hanging = [];
  hangs = () => false;
});
afterEach(async () => {
  hangs = () => false;
  answerAll();
  await Promise.all(publishers.splice(0).map((publisher) => publisher.stop()));
});

function answerAll(result: AttemptResult = TAKEN): void {
  for (const answer of hanging.splice(0)) answer(result);
}
function begin(): void {
  const publisher = startPublisher(store, ({ id }) => {
    attempts.push(id);
    return hangs(id) ? new Promise((answer) => hanging.push(answer)) : Promise.resolve(TAKEN);
  });
  publishers.push(publisher);
}
async function put(id: string, revision: number): Promise<void> {
  await commitRevision(store, id, revision, { stop: id.startsWith('killed') && revision > 1 });
  publishers.at(-1)?.wake();
}
const isSent = (id: string) => until(() => attempts.includes(id));
const isDelivered = (id: string) => until(async () => (await readEnds(store, id))[DESK]?.state === 'delivered');
const isAllRead = () =>
  until(async () => {
    const { state, window } = await readServed(store, DESK);
    return state.cursor === (await logHead(store)) && window === '' && (await countLanes(store, DESK)) === 0;
  });

/** A publisher that has read the log to its end: what comes next waits behind nothing. */
async function beginReading(): Promise<void> {
  begin();
  await put('first', 1);
  expect(await isDelivered('first-1')).toBe(true);
  expect(await isAllRead()).toBe(true);
}

describe('what a healthy receiver is sent', () => {
  test('needs no lane: the cursor waits for what is not confirmed, then moves over all', async () => {
    await beginReading();
    const before = (await readServed(store, DESK)).state.cursor;
    hangs = (id) => id === 'slow-1';
    await put('slow', 1);
    for (const id of ['b', 'c', 'd']) await put(id, 1);
    for (const id of ['b-1', 'c-1', 'd-1']) expect(await isDelivered(id)).toBe(true);
    expect(await store.redis.exists(keys.lane(DESK, 'slow'))).toBe(0);
    const { state, window } = await readServed(store, DESK);
    expect(state.cursor).toBe(before);
    expect(window.split(' ')).toHaveLength(4);
    answerAll();
    expect(await isAllRead()).toBe(true);
    expect(await isDelivered('slow-1')).toBe(true);
    expect(attempts).toEqual(['first-1', 'slow-1', 'b-1', 'c-1', 'd-1']);
  });

  test('waits for no story that hangs: it goes into its lane, and the cursor moves on', async () => {
    await beginReading();
    hangs = (id) => id === 'slow-1';
    await put('slow', 1);
    await put('b', 1);
    expect(await until(async () => (await readServed(store, DESK)).state.cursor === (await logHead(store)))).toBe(true);
    expect(await countLanes(store, DESK)).toBe(1);
    answerAll();
    expect(await isAllRead()).toBe(true);
    expect(attempts.filter((id) => id === 'slow-1')).toHaveLength(1);
  });

  test('stands in a lane once it failed, and goes again before what follows it', async () => {
    await beginReading();
    hangs = (id) => id === 'a-1';
    await put('a', 1);
    expect(await isSent('a-1')).toBe(true);
    hangs = () => false;
    await put('a', 2);
    await put('b', 1);
    expect(await isDelivered('b-1')).toBe(true);
    expect(attempts).not.toContain('a-2');
    answerAll();
    expect(await isDelivered('a-2')).toBe(true);
    hangs = (id) => id === 'c-1';
    await put('c', 1);
    expect(await isSent('c-1')).toBe(true);
    hangs = () => false;
    answerAll(FAILED);
    expect(await until(async () => (await countLanes(store, DESK)) === 1)).toBe(true);
    expect(await isDelivered('c-1')).toBe(true);
    expect(attempts.slice(1)).toEqual(['a-1', 'b-1', 'a-2', 'c-1', 'c-1']);
    expect(await isAllRead()).toBe(true);
  });
});

describe('a stop', () => {
  test('of a story that is under way goes at once, and again when the attempt has ended', async () => {
    await beginReading();
    hangs = (id) => id === 'killed-1';
    await put('killed', 1);
    expect(await isSent('killed-1')).toBe(true);
    await put('killed', 2);
    expect(await isSent('killed-2')).toBe(true);
    answerAll();
    expect(await until(() => attempts.filter((id) => id === 'killed-2').length === 2)).toBe(true);
    expect(await isAllRead()).toBe(true);
  });

  test('behind more than is read at once goes first, and its story is not begun', async () => {
    await beginReading();
    await put('killed', 1);
    expect(await isDelivered('killed-1')).toBe(true);
    await publishers.pop()?.stop();
    hangs = (id) => !id.startsWith('killed');
    for (let number = 0; number < 700; number += 1) await put(`story-${number}`, 1);
    await put('killed-unseen', 1);
    await put('killed', 2);
    await put('killed-unseen', 2);
    begin();
    expect(await isDelivered('killed-2')).toBe(true);
    expect(attempts.filter((id) => id.startsWith('story'))).toHaveLength(2);
    hangs = () => false;
    answerAll();
    expect(await isAllRead()).toBe(true);
    expect(attempts.filter((id) => id === 'killed-2')).toHaveLength(1);
    expect(attempts).not.toContain('killed-unseen-1');
    const superseded = { state: 'superseded', reason: 'a stop took its place' };
    expect(await readEnds(store, 'killed-unseen-1')).toMatchObject({ [DESK]: superseded });
    expect(new Set(attempts).size).toBe(attempts.length);
    expect(attempts).toHaveLength(704);
  });
});

describe('a publisher that is gone', () => {
  /** Another takes over while three stories are under way at the first, of which it cannot say what becomes. */
  async function takeOver(): Promise<void> {
    await beginReading();
    hangs = (id) => id === 'killed-1';
    await put('killed', 1);
    await put('b', 1);
    expect(await isSent('killed-1')).toBe(true);
    expect(await isDelivered('b-1')).toBe(true);
    hangs = () => false;
    await store.redis.set(keys.lease(DESK), 'nobody', 'PX', 100);
    begin();
  }

  test('leaves what was under way to the next one, which sends nothing else again', async () => {
    await takeOver();
    expect(await isDelivered('killed-1')).toBe(true);
    expect(await isAllRead()).toBe(true);
    expect(attempts.slice(1)).toEqual(['killed-1', 'b-1', 'killed-1']);
  });

  test('may have sent a story: its stop goes', async () => {
    await takeOver();
    hangs = (id) => id === 'killed-1';
    await put('killed', 2);
    expect(await isDelivered('killed-2')).toBe(true);
  });
});

describe('entries that wait for their attempt without a lane', () => {
  const LEASE = { leaseMs: 60_000, attemptMs: 60_000 };
  const entry = (article: string, revision: number): LaneEntry => ({
    position: `${revision}-0`,
    article,
    revisionId: `${article}-${revision}`,
    revision,
    kind: 'revision',
    priority: 0,
    held: false,
    stop: false,
    recovered: false,
    passes: true,
    why: '',
  });
  let reader: LogReader;

  beforeEach(async () => {
    await beginAt(store, DESK, '0-0', Date.now());
    await takeLease(store, DESK, 'ours', LEASE);
    reader = new LogReader({
      store,
      log: createLog({ level: 'fatal' }),
      metrics: createMetrics(),
      destination: DestinationSettings.parse({ id: DESK, type: 'webhook' }),
      topicsAbove: () => [],
      now: () => Date.now(),
      token: 'ours',
      attemptMs: LEASE.attemptMs,
    });
    await reader.begin({ cursor: '0-0', window: '' }, 0);
    await reader.enter({ read: ['1-0'], lanes: [entry('a', 1)], mayGoDirect: true });
    expect(reader.waiting).toBe(1);
  });

  test('are not begun while they are moved into a lane, which would not know of the attempt', async () => {
    const moved = reader.enter({ read: ['2-0'], lanes: [entry('a', 2)], mayGoDirect: true });
    await Promise.resolve();
    expect(reader.beginAttempts(5)).toEqual([]);
    await moved;
    expect(reader.beginAttempts(5)).toEqual([]);
    expect(await countLanes(store, DESK)).toBe(1);
  });

  test('are not begun while the place in the log is unknown, and go into lanes when it is found again', async () => {
    reader.forget();
    expect(reader.beginAttempts(5)).toEqual([]);
    const { state, window } = await readServed(store, DESK);
    await reader.begin({ cursor: state.cursor ?? '', window }, 0);
    expect(reader.readTo).toBe('1-0');
    expect(reader.beginAttempts(5)).toEqual([]);
    expect(reader.waiting).toBe(0);
  });

  test('that were delivered move no place that is not known', async () => {
    const [claimed] = reader.beginAttempts(1);
    reader.forget();
    await store.redis.flushall();
    await takeLease(store, DESK, 'ours', LEASE);
    await reader.settle([{ claimed: claimed as NonNullable<typeof claimed>, result: TAKEN, retryInMs: 0 }], 0);
    expect((await readServed(store, DESK)).state.cursor).toBeNull();
  });
});
