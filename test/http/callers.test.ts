import { afterAll, beforeAll, expect, test } from 'vitest';
import { Callers, SESSION_COOKIE } from '../../src/http/callers.ts';
import { makeToken } from '../../src/http/tokens.ts';
import { sessionsIn } from '../../src/store/sessions.ts';
import { openStore } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const BEGIN = Date.parse('2026-11-24T08:00:00Z');
const HOURS = 3_600_000;

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.close());

test('a session ends twelve hours after the log-in, whatever a browser keeps', async () => {
  const { token, kept } = makeToken('desk', ['read', 'act']);
  const admission = { hosts: [], tokens: [kept], trustedUser: null };
  let now = BEGIN;
  const callers = new Callers(
    () => admission,
    sessionsIn(openStore(redis.connect(), { days: 1 })),
    () => now,
  );
  const session = await callers.logIn(token);
  const callsAt = async (at: number) => {
    now = at;
    const headers = { cookie: `theme=dark; ${SESSION_COOKIE}=${session?.cookie}` };
    return (await callers.identify({ headers, address: '127.0.0.1' })).by;
  };
  expect(session?.seconds).toBe(12 * 3_600);
  expect(await callsAt(BEGIN + 12 * HOURS)).toBe('session');
  expect(await callsAt(BEGIN + 12 * HOURS + 1)).toBe('nothing');
});
