import { reached } from '../telemetry/kill-points.ts';
import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/**
 * Appends a `release` for every embargo that has passed, on the server's clock.
 * @returns the ids of the articles released
 */
export async function releaseDue(store: Store, now: number): Promise<string[]> {
  const members = await store.redis.zrangebyscore(keys.releases, 0, now + 5_000, 'LIMIT', 0, 200);
  if (members.length === 0) return [];
  const articles = members.map((member) => keys.article(member.slice(0, member.indexOf('|'))));
  reached('releases-looked-at');
  const released = await runScript(store.redis, 'release-due', [keys.releases, keys.log, ...articles], members);
  if ((released as string[]).length > 0) reached('released');
  return released as string[];
}

/** The next instant at which an embargo passes (epoch milliseconds), or null. */
export async function nextRelease(store: Store): Promise<number | null> {
  const [, score] = await store.redis.zrange(keys.releases, '0', '0', 'WITHSCORES');
  return score === undefined ? null : Number(score);
}
