import type { RedisClient } from '../redis/open-client.ts';

/** The connection that durable state goes through, and how long things are kept. */
export interface Store {
  readonly redis: RedisClient;
  /** Seconds that articles, revisions, ids and arrivals are kept. */
  readonly keepSeconds: number;
  /** Seconds that the bytes of documents are kept whose stories are all worked; those with a dead letter are kept as long as that. */
  readonly rawSeconds: number;
}

/** Tombstones outlast articles: an archive may send the killed story a year later. */
export const TOMBSTONE_SECONDS = 400 * 86_400;

/** A connection as the store uses it. */
export function openStore(
  redis: RedisClient,
  { days, rawDays = 0 }: { readonly days: number; readonly rawDays?: number },
): Store {
  const keepSeconds = Math.round(days * 86_400);
  return { redis, keepSeconds, rawSeconds: Math.min(keepSeconds, Math.round(rawDays * 86_400)) };
}
