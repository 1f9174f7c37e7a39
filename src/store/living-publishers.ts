import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Whoever has not said for so long that it lives is dead. */
const LIVES_MS = 2_000;

/** A publisher says that it lives. Returns all that do, at `now` (epoch milliseconds on the clock of Redis). */
export async function sayLiving(store: Store, publisher: string, now: number): Promise<string[]> {
  const { redis } = store;
  const [, said] = await Promise.all([
    redis.zadd(keys.publishers, now, publisher),
    redis.zrange(keys.publishers, '0', '-1', 'WITHSCORES'),
  ]);
  const last = new Map([[publisher, now]]);
  for (let at = 0; at < said.length; at += 2) last.set(said[at] as string, Number(said[at + 1]));
  const dead = [...last.keys()].filter((each) => each !== publisher && (last.get(each) ?? 0) <= now - LIVES_MS);
  if (dead.length > 0) await redis.zremrangebyscore(keys.publishers, '-inf', now - LIVES_MS);
  return [...last.keys()].filter((each) => !dead.includes(each));
}

/** It ends: others take its destinations at once. */
export async function sayLeaving(store: Store, publisher: string): Promise<void> {
  await store.redis.zrem(keys.publishers, publisher);
}
