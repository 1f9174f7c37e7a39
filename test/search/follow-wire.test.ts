import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WireSearch } from '../../src/search/follow-wire.ts';
import { advanceEpoch } from '../../src/store/epoch.ts';
import { commitOperatorRevisions } from '../../src/store/operator-decision.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { articleOf } from './articles.ts';

let redis: TestRedis;
let store: Store;
const dataFolder = mkdtempSync(join(tmpdir(), 'ct-follow-'));

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 30 });
  await advanceEpoch(store);
  const article = articleOf('The quay reopens', 'The quay reopens on Monday.', { id: 'art_quay', uri: 'urn:quay' });
  const verdict = { relation: 'new', action: 'publish', articleId: 'art_quay', change: 'new', marked: false } as const;
  const why = { rule: 'test', reason: 'test', of: null, claims: [], evidence: {} };
  const order = { by: 'test', reason: 'test', now: Date.now() };
  const story = {
    article,
    verdict: { ...verdict, ...why },
    known: null,
    act: 'quay',
    previous: '',
    feed: 'test',
    order,
  };
  await commitOperatorRevisions(store, [story]);
});
afterAll(async () => {
  await redis.close();
  rmSync(dataFolder, { recursive: true });
});

test('the log is not followed while stories wait for something else, and then it is', async () => {
  let isHeldUp = true;
  let looks = 0;
  const waits = (): boolean => {
    looks += 1;
    return isHeldUp;
  };
  const log = pino({ level: 'silent' });
  const search = await WireSearch.open({ store, log, now: () => Date.now(), dataFolder, waits });
  const stopping = new AbortController();
  const running = search.run(stopping.signal);
  while (looks < 3) await wait(10);
  expect([await search.size(), search.isComplete]).toEqual([0, false]);
  isHeldUp = false;
  while (!search.isComplete) await wait(10);
  expect(await search.size()).toBe(1);
  stopping.abort();
  await running;
  await search.close();
});
