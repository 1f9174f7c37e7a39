import { expect, test } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import { readDestination } from '../../src/store/destinations.ts';
import { until } from '../running-service.ts';
import { commitRevision, useTestReceiver } from './one-publisher.ts';

const TAKEN: AttemptResult = { outcome: 'delivered', detail: '200' };
const REFUSED: AttemptResult = { outcome: 'refused', reason: 'answered 422' };

const receiver = useTestReceiver();
const { store, attempted } = receiver;

const isFailing = async (): Promise<boolean> => (await readDestination(store, 'cms')).failingSince !== null;

test('a destination that refuses every story is said to fail, until it takes one', async () => {
  receiver.answers = () => REFUSED;
  for (let at = 0; at < 12; at += 1) await commitRevision(store, `story-${at}`, 1);
  expect(await until(isFailing, 20_000)).toBe(true);
  receiver.answers = () => TAKEN;
  await commitRevision(store, 'other', 1);
  expect(await until(async () => !(await isFailing()), 20_000)).toBe(true);
}, 60_000);

test('a destination that refuses some stories and takes others does not fail', async () => {
  receiver.answers = (id) => (id.startsWith('odd') ? REFUSED : TAKEN);
  for (let at = 0; at < 12; at += 1) {
    await commitRevision(store, `odd-${at}`, 1);
    if (at % 4 === 0) await commitRevision(store, `story-${at}`, 1);
    expect(await until(() => attempted.includes(`odd-${at}`), 20_000)).toBe(true);
  }
  expect(await isFailing()).toBe(false);
}, 60_000);
