import type { RedisClient } from '../redis/open-client.ts';
import { defineScripts } from './scripts.ts';

/** The connection that durable state goes through, and how long things are kept. */
export interface Store {
  readonly redis: RedisClient;
  /** Seconds that articles, revisions, ids and arrivals are kept. */
  readonly keepSeconds: number;
}

/** Tombstones outlast articles: an archive may send the killed story a year later. */
export const TOMBSTONE_SECONDS = 400 * 86_400;

/** Prepares a connection for the store. */
export function openStore(redis: RedisClient, retention: { readonly days: number }): Store {
  defineScripts(redis);
  return { redis, keepSeconds: Math.round(retention.days * 86_400) };
}
