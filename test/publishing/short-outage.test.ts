import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import { until } from '../running-service.ts';
import { commitRevision, useTestReceiver } from './one-publisher.ts';

const AWAY_MS = 6_500;
const SOON_MS = 6_000;
const TAKEN: AttemptResult = { outcome: 'delivered', detail: '200' };
const AWAY: AttemptResult = { outcome: 'failed', reason: 'answered 502', ambiguous: true, retryAfterMs: null };

const receiver = useTestReceiver();
const { store, taken } = receiver;

test('after an outage of seconds everything that failed in it is due at once', async () => {
  receiver.answers = () => AWAY;
  for (const id of ['one', 'two', 'three']) await commitRevision(store, id, 1);
  await wait(AWAY_MS);
  receiver.answers = () => TAKEN;
  await commitRevision(store, 'four', 1);
  expect(await until(() => taken.length === 4, SOON_MS)).toBe(true);
}, 30_000);

test('one story that fails while others are taken has its own times', async () => {
  let attempts = 0;
  receiver.answers = (id) => {
    if (id !== 'odd') return TAKEN;
    attempts += 1;
    return AWAY;
  };
  await commitRevision(store, 'odd', 1);
  for (let at = 0; at < 13; at += 1) {
    await commitRevision(store, `story-${at}`, 1);
    await wait(AWAY_MS / 13);
  }
  expect(await until(() => taken.length === 13, SOON_MS)).toBe(true);
  expect(attempts).toBeLessThanOrEqual(4);
}, 30_000);
