import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Window } from '../../src/similarity/window.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { keepWindow, takeUpWindow } from '../../src/stories/kept-window.ts';
import { RecentCopy } from '../../src/stories/recent-copy.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { featuresFor, fillLog } from './filled-log.ts';

const WINDOW_MS = 96 * 3_600_000;
const EPOCH = '1-first';
const NEXT_EPOCH = '2-next';
const KEPT = 1_200;
const AFTER = 60;
const NEVER = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), 'kept-window-'));
const path = join(folder, 'window.bin');
let redis: TestRedis;
let store: Store;
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 30 });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await redis.close();
});

const fill = (from: number, count: number): Promise<void> => fillLog(store.redis, from, count);

/** All that a window answers about stories. */
function answersOf(window: Window): unknown {
  return Array.from({ length: 120 }, (_, at) => {
    const features = featuresFor(at * 11);
    const ids = (found: readonly { readonly entry: unknown }[]): unknown => found.map(({ entry }) => entry);
    return {
      size: window.size,
      candidates: ids(window.inquire(features).candidates),
      weights: [...window.inquire(features).weights],
      terms: ids(window.sharingTerms(features.sketch)),
      words: ids(window.sharingWords(features)),
      headline: ids(window.withHeadline(features)),
      lines: window.linesUnderSlug(features, 9),
      line: window.ofLine(`art_${at}`, 'reuters'),
      alerts: ids(window.alertsSince('reuters', 0)),
      recent: ids(window.recentOf('reuters', 40)),
      carriers: window.carriersOf(`art_${at % 40}`),
    };
  });
}

async function built(epoch: string): Promise<RecentCopy> {
  const recent = new RecentCopy(WINDOW_MS);
  await recent.catchUp(store, epoch, Date.now());
  return recent;
}

beforeEach(async () => {
  await store.redis.flushall();
  rmSync(path, { force: true });
  await fill(0, KEPT);
  expect(await keepWindow(path, await built(EPOCH), store, NEVER)).toBe(true);
});

describe('a window that was kept', () => {
  test('is the one that is built from the log, and only what came after it is read', async () => {
    await fill(KEPT, AFTER);
    const recent = new RecentCopy(WINDOW_MS);
    expect(await takeUpWindow(path, recent, store, NEXT_EPOCH)).toBe(true);
    expect(await recent.catchUp(store, NEXT_EPOCH, Date.now())).toEqual({ read: AFTER - AFTER / 10, rebuilt: false });
    const anew = await built(NEXT_EPOCH);
    expect(answersOf(recent.window)).toEqual(answersOf(anew.window));
    expect(answersOf(recent.spikedCopies)).toEqual(answersOf(anew.spikedCopies));
    expect(recent.reached).toEqual(anew.reached);
  });

  test('lets entries go as one that was built does', async () => {
    const recent = new RecentCopy(WINDOW_MS);
    await takeUpWindow(path, recent, store, NEXT_EPOCH);
    const anew = await built(NEXT_EPOCH);
    const positions = (await store.redis.xrange(keys.log, '-', '+')).map(([position]) => position);
    const later = Number(positions[KEPT / 2]?.split('-')[0]);
    for (const { window } of [recent, anew]) window.evictBefore(later);
    expect(recent.window.size).toBeLessThan(KEPT * 0.8);
    expect(answersOf(recent.window)).toEqual(answersOf(anew.window));
    for (const { window } of [recent, anew]) window.evictBefore(Number.POSITIVE_INFINITY);
    await fill(KEPT, AFTER);
    for (const each of [recent, anew]) await each.catchUp(store, NEXT_EPOCH, Date.now());
    expect(recent.window.size).toBe(AFTER - AFTER / 10);
    expect(answersOf(recent.window)).toEqual(answersOf(anew.window));
  });
});

/** What may have happened to the file or to the log since. */
const CHANGES: readonly (readonly [string, () => unknown])[] = [
  ['whose file is missing', () => rmSync(path)],
  ['whose file is empty', () => truncateSync(path, 0)],
  ['whose file ends in the header', () => truncateSync(path, 400)],
  ['whose file lacks its last byte', () => truncateSync(path, readFileSync(path).length - 1)],
  ['whose file was altered in one bit of the header', () => alter(40)],
  ['whose file was altered in one bit near its end', () => alter(readFileSync(path).length - 9)],
  ['of a Redis that was emptied since', () => store.redis.flushall()],
  ['of a Redis that was emptied and filled anew', () => store.redis.flushall().then(() => fill(0, KEPT))],
  ['whose last entry the log has lost', async () => store.redis.xdel(keys.log, ...(await positionsIn('last')))],
  ['whose first entry the log has let go', async () => store.redis.xdel(keys.log, ...(await positionsIn('first')))],
];

/** The positions of all entries of the first, or the last, millisecond. */
async function positionsIn(end: 'first' | 'last'): Promise<string[]> {
  const all = (await store.redis.xrange(keys.log, '-', '+')).map(([position]) => position);
  const [time = ''] = (all.at(end === 'first' ? 0 : -1) ?? '').split('-');
  return all.filter((position) => position.startsWith(`${time}-`));
}

function alter(at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(path, bytes);
}

test.each(CHANGES)('a window %s is not taken up', async (_, change) => {
  await change();
  const recent = new RecentCopy(WINDOW_MS);
  expect(await takeUpWindow(path, recent, store, NEXT_EPOCH)).toBe(false);
  expect(recent.window.size).toBe(0);
});

test('a window of another length is not taken up', async () => {
  expect(await takeUpWindow(path, new RecentCopy(WINDOW_MS / 2), store, EPOCH)).toBe(false);
});

test('a window that follows a restored log is kept anew, and the one of the other life is never used', async () => {
  const last = await positionsIn('last');
  await store.redis.xdel(keys.log, ...last);
  await fill(5_000, KEPT);
  expect(await takeUpWindow(path, new RecentCopy(WINDOW_MS), store, NEXT_EPOCH)).toBe(false);
  expect(await keepWindow(path, await built(NEXT_EPOCH), store, NEVER)).toBe(true);
  expect(await takeUpWindow(path, new RecentCopy(WINDOW_MS), store, NEXT_EPOCH)).toBe(true);
});

test('a writing that is ended leaves the file as it was', async () => {
  const before = readFileSync(path);
  await fill(KEPT, AFTER);
  const recent = await built(EPOCH);
  await expect(keepWindow(path, recent, store, AbortSignal.abort(new Error('too slow')))).rejects.toThrow('too slow');
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a window of a few entries is not kept', async () => {
  await store.redis.flushall();
  await fill(0, 20);
  expect(await keepWindow(path, await built(EPOCH), store, NEVER)).toBe(false);
});
