import { expect, test } from 'vitest';
import { AskedAgain } from '../../src/transports/api/asked-again.ts';

const BEGAN = Date.UTC(2026, 10, 3, 12);
const SECOND = 1_000;
const hole = { service: 'seq', from: 33, to: 33, since: BEGAN } as unknown as Parameters<AskedAgain['withdraw']>[0];
const dueAt = (asked: AskedAgain, seconds: number) =>
  asked.due([hole], { now: BEGAN + seconds * SECOND, most: 5 }).length;

test('a hole is asked for ever more seldom, over restarts', () => {
  const asked = new AskedAgain(undefined);
  expect([dueAt(asked, 20), dueAt(asked, 31), dueAt(asked, 40)]).toEqual([0, 1, 0]);
  const again = new AskedAgain(asked.text);
  expect([dueAt(again, 60), dueAt(again, 91), dueAt(again, 100)]).toEqual([0, 1, 0]);
});

test('what could not be asked for is due at the next fetch', () => {
  const asked = new AskedAgain(undefined);
  expect(dueAt(asked, 31)).toBe(1);
  asked.withdraw(hole);
  expect([dueAt(asked, 32), dueAt(asked, 33)]).toEqual([1, 0]);
});
