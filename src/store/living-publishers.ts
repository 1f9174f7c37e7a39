import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Whoever has not said for so long that it lives is dead. */
const LIVES_MS = 2_000;

/** A publisher says that it lives. Returns all that do, at `now` (epoch milliseconds on the clock of Redis). */
export async function sayLiving(store: Store, publisher: string, now: number): Promise<string[]> {
  const replies = await store.redis
    .multi()
    .zadd(keys.publishers, now, publisher)
    .zremrangebyscore(keys.publishers, '-inf', now - LIVES_MS)
    .zrange(keys.publishers, '0', '-1')
    .exec();
  const [error, living] = replies?.[2] ?? [null, []];
  if (error) throw error;
  return living as string[];
}

/** It ends: others take its destinations at once. */
export async function sayLeaving(store: Store, publisher: string): Promise<void> {
  await store.redis.zrem(keys.publishers, publisher);
}
