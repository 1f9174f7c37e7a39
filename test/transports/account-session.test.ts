import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FeedDown, Snoozed } from '../../src/article/failure.ts';
import { type AccountMemory, accountsIn } from '../../src/store/accounts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { AccountSession, type IssuedToken } from '../../src/transports/account/account-session.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
let store: Store;
let memory: AccountMemory;
let now = Date.UTC(2026, 10, 23, 12);
const logins: (string | null)[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 30 });
  memory = accountsIn(store);
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  logins.length = 0;
});

const sessionOf = (secret = 'secret', requests: { perMinute?: number; perHour?: number } = {}): AccountSession =>
  new AccountSession({
    account: { id: 'main', transport: 'afp-api', requests, allowPrivateAddresses: true },
    secret,
    allowed: {},
    memory,
    now: () => now,
    signal: new AbortController().signal,
  });

async function login(refresh: string | null): Promise<IssuedToken> {
  logins.push(refresh);
  return { access: `token-${logins.length}`, refresh: `refresh-${logins.length}`, lifeMs: 3_600_000 };
}

describe('the token of an account', () => {
  test('feeds and processes that ask at once log in once', async () => {
    const tokens = await Promise.all(Array.from({ length: 8 }, () => sessionOf().token(login)));
    expect([new Set(tokens), logins]).toEqual([new Set(['token-1']), [null]]);
  });

  test('is renewed before it ends, by what refreshes it', async () => {
    await sessionOf().token(login);
    now += 3_600_000 - 400_000;
    expect(await sessionOf().token(login)).toBe('token-1');
    now += 200_000;
    expect(await sessionOf().token(login)).toBe('token-2');
    expect(logins).toEqual([null, 'refresh-1']);
  });

  test('that the agency does not take any more is renewed once, however many meet that', async () => {
    const spent = await sessionOf().token(login);
    const tokens = await Promise.all([sessionOf().token(login, spent), sessionOf().token(login, spent)]);
    expect([tokens, logins.length]).toEqual([['token-2', 'token-2'], 2]);
  });

  test('is had by the password where it cannot be refreshed', async () => {
    const spent = await sessionOf().token(login);
    const refused = (refresh: string | null): Promise<IssuedToken> =>
      refresh === null ? login(null) : Promise.reject(new FeedDown('refused', 'login'));
    expect(await sessionOf().token(refused, spent)).toBe('token-2');
  });

  test('stands in Redis sealed, and a changed secret logs in anew', async () => {
    await sessionOf().token(login);
    const [key = ''] = await store.redis.keys('*token');
    expect(await store.redis.get(key)).not.toContain('token-1');
    expect(await sessionOf('another').token(login)).toBe('token-2');
  });

  test('is not asked for again at once where the login was refused, but with another secret', async () => {
    const refuse = (): Promise<IssuedToken> => Promise.reject(new FeedDown('refused', 'login'));
    await expect(sessionOf().token(refuse)).rejects.toMatchObject({ state: 'login' });
    await expect(sessionOf().token(login)).rejects.toMatchObject({ state: 'login', notBefore: now + 300_000 });
    expect(logins).toEqual([]);
    expect(await sessionOf('corrected').token(login)).toBe('token-1');
  });
});

describe('what an account may ask', () => {
  test('is counted over all its feeds and processes', async () => {
    const ask = (): Promise<void> => sessionOf('secret', { perHour: 3 }).request();
    for (let asked = 0; asked < 3; asked += 1) await ask();
    const failure = await ask().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Snoozed);
    expect((failure as Snoozed).until).toBeGreaterThan(now);
  });

  test('in a minute and in an hour, whichever is used up first', async () => {
    const limits = [
      { ms: 60_000, requests: 2 },
      { ms: 3_600_000, requests: 100 },
    ];
    expect(await memory.countRequest('other', limits)).toBe(0);
    expect(await memory.countRequest('other', limits)).toBe(0);
    expect(await memory.countRequest('other', limits)).toBeGreaterThan(0);
  });
});
