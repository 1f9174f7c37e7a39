import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Something that could not be used, kept where an operator can look at it. */
export interface DeadLetter {
  readonly id: string;
  /** `document` and `item` came from a feed; `delivery` was refused by a destination. */
  readonly kind: 'document' | 'item' | 'delivery';
  readonly reason: string;
  readonly at: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Keeps a dead letter under an id of its own; the same id again changes nothing but its words. */
export async function keepDeadLetter(store: Store, letter: DeadLetter): Promise<void> {
  await store.redis
    .multi()
    .hset(keys.deadLetter(letter.id), {
      ...letter.fields,
      kind: letter.kind,
      reason: letter.reason,
      at: String(letter.at),
    })
    .expire(keys.deadLetter(letter.id), store.keepSeconds)
    .zadd(keys.deadLetters, letter.at, letter.id)
    .exec();
}

/** The newest dead letters. */
export async function listDeadLetters(store: Store, limit: number): Promise<DeadLetter[]> {
  const ids = await store.redis.zrange(keys.deadLetters, '0', String(limit - 1), 'REV');
  const letters = await Promise.all(ids.map((id) => readDeadLetter(store, id)));
  return letters.filter((letter) => letter !== null);
}

/** One dead letter, or null. */
export async function readDeadLetter(store: Store, id: string): Promise<DeadLetter | null> {
  const { kind, reason, at, ...fields } = await store.redis.hgetall(keys.deadLetter(id));
  if (kind === undefined) return null;
  return { id, kind: kind as DeadLetter['kind'], reason: reason ?? '', at: Number(at), fields };
}

/** Counts that what a letter is about came once more, unchanged. False where the letter is gone. */
export async function countAgain(store: Store, id: string, at: number): Promise<boolean> {
  if ((await store.redis.exists(keys.deadLetter(id))) === 0) return false;
  await store.redis
    .multi()
    .hincrby(keys.deadLetter(id), 'again', 1)
    .hset(keys.deadLetter(id), 'lastAt', String(at))
    .expire(keys.deadLetter(id), store.keepSeconds)
    .exec();
  return true;
}

/** Removes a dead letter, and the bytes of the document that it alone was kept for. True when there was one. */
export async function discardDeadLetter(store: Store, id: string): Promise<boolean> {
  const { kind, receipt, capture } = await store.redis.hgetall(keys.deadLetter(id));
  if (kind === 'document' && receipt !== undefined)
    await store.redis.hdel(keys.receipt(receipt), `bytes:${capture ?? 0}`);
  await store.redis.del(keys.deadLetter(id));
  return (await store.redis.zrem(keys.deadLetters, id)) === 1;
}

/** Lets letters go that are older than `before` (epoch milliseconds), at most so many at a time. */
export async function trimDeadLetters(store: Store, before: number, limit: number): Promise<number> {
  const old = await store.redis.zrangebyscore(keys.deadLetters, 0, before, 'LIMIT', 0, limit);
  if (old.length === 0) return 0;
  await store.redis
    .multi()
    .del(...old.map((id) => keys.deadLetter(id)))
    .zrem(keys.deadLetters, ...old)
    .exec();
  return old.length;
}

/** How many dead letters there are. */
export function countDeadLetters(store: Store): Promise<number> {
  return store.redis.zcard(keys.deadLetters);
}
