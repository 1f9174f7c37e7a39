import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** A publisher that has not registered again within this time is dead. */
const LIVES_MS = 2_000;

/** Registers a publisher as living. Returns all that live at `now` (epoch milliseconds on the clock of Redis). */
export async function registerPublisher(store: Store, publisher: string, now: number): Promise<string[]> {
  const { redis } = store;
  const [, registered] = await Promise.all([
    redis.zadd(keys.publishers, now, publisher),
    redis.zrange(keys.publishers, '0', '-1', 'WITHSCORES'),
  ]);
  const last = new Map([[publisher, now]]);
  for (let at = 0; at < registered.length; at += 2) last.set(registered[at] as string, Number(registered[at + 1]));
  const dead = [...last.keys()].filter((each) => each !== publisher && (last.get(each) ?? 0) <= now - LIVES_MS);
  if (dead.length > 0) await redis.zremrangebyscore(keys.publishers, '-inf', now - LIVES_MS);
  return [...last.keys()].filter((each) => !dead.includes(each));
}

/** Takes a publisher that ends off the register: others take its destinations over at once. */
export async function unregisterPublisher(store: Store, publisher: string): Promise<void> {
  await store.redis.zrem(keys.publishers, publisher);
}
