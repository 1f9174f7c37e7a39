import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** So many requests in such a time. */
export interface RequestLimit {
  readonly ms: number;
  readonly requests: number;
}

/** What is kept of accounts across feeds and processes: the token, who logs in now, what was asked. */
export interface AccountMemory {
  /** What was kept under a name, or null. */
  read(account: string, name: string): Promise<string | null>;
  keep(account: string, name: string, value: string, lifeMs: number): Promise<void>;
  /** Takes the turn to log in; false when another has it. */
  takeTurn(account: string, holder: string, lifeMs: number): Promise<boolean>;
  endTurn(account: string, holder: string): Promise<void>;
  /** Remembers what was agreed with the source of a feed, so that it can be ended when the feed is gone. */
  agree(feed: string, note: string): Promise<void>;
  /** Forgets it, where it is still this. */
  endAgreement(feed: string, note: string): Promise<void>;
  /** What was agreed, by feed. */
  agreements(): Promise<ReadonlyMap<string, string>>;
  /** Counts one request. @returns 0, or how many milliseconds to wait first: it is not counted then. */
  countRequest(account: string, limits: readonly RequestLimit[]): Promise<number>;
}

/** The same in Redis, by the clock of Redis. */
export function accountsIn(store: Store): AccountMemory {
  const { redis } = store;
  return {
    read: (account, name) => redis.get(keys.account(account, name)),
    async keep(account, name, value, lifeMs) {
      await redis.set(keys.account(account, name), value, 'PX', Math.max(1, Math.round(lifeMs)));
    },
    async takeTurn(account, holder, lifeMs) {
      const key = keys.account(account, 'turn');
      return (await redis.set(key, holder, 'PX', lifeMs, 'NX')) === 'OK' || (await redis.get(key)) === holder;
    },
    async endTurn(account, holder) {
      await runScript(redis, 'end-account-turn', [keys.account(account, 'turn')], [holder]);
    },
    async agree(feed, note) {
      await redis.hset(keys.agreements, feed, note);
    },
    async endAgreement(feed, note) {
      if ((await redis.hget(keys.agreements, feed)) === note) await redis.hdel(keys.agreements, feed);
    },
    async agreements() {
      return new Map(Object.entries(await redis.hgetall(keys.agreements)));
    },
    async countRequest(account, limits) {
      const pairs = limits.flatMap(({ ms, requests }) => [ms, requests]);
      return Number(await runScript(redis, 'count-request', [keys.account(account, 'requests')], pairs));
    },
  };
}
