import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** Attempts that are remembered of each destination. */
const KEPT_ATTEMPTS = 50;

/** One attempt at a destination, and what was answered. */
export interface AttemptRecord {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly revisionId: string;
  readonly articleId: string;
  readonly outcome: string;
  readonly tookMs: number;
  /** What the receiver said, in our words. */
  readonly reason: string;
  /** The beginning of what it answered, where it refused. */
  readonly body: string | null;
}

/** Remembers an attempt. */
export async function keepAttempt(store: Store, destination: string, attempt: AttemptRecord): Promise<void> {
  const key = keys.attempts(destination);
  const changes = store.redis
    .pipeline()
    .lpush(key, JSON.stringify(attempt))
    .ltrim(key, 0, KEPT_ATTEMPTS - 1);
  for (const [error] of (await changes.exec()) ?? []) if (error) throw error;
}

/** The last attempts at a destination, the newest first. */
export async function readAttempts(store: Store, destination: string): Promise<AttemptRecord[]> {
  const kept = await store.redis.lrange(keys.attempts(destination), 0, -1);
  return kept.map((text) => JSON.parse(text) as AttemptRecord);
}

/** The last attempt at a destination, or null. */
export async function readLastAttempt(store: Store, destination: string): Promise<AttemptRecord | null> {
  const kept = await store.redis.lindex(keys.attempts(destination), 0);
  return kept === null ? null : (JSON.parse(kept) as AttemptRecord);
}
