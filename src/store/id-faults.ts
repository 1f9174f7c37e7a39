import type { IdFault, IdTrust } from '../judge/feed-ids.ts';
import type { SeenFault } from '../judge/id-faults.ts';
import { clearAlarm } from './alarms.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

const DAY_MS = 86_400_000;
/** Faults are counted over so long. */
const COUNTED_MS = 7 * DAY_MS;
const FAULTS_KEPT = 200;
/** A fault seen so often is the feed's habit. Of one story under many ids: so often of the same story. */
const HABIT = 2;
/** So long after the last fault the ids are trusted again. */
const DISTRUSTED_MS = 30 * DAY_MS;
const FAULT = 'id-fault:';
const CHANGING = 'changing-parameters';
const FAULTS: readonly IdFault[] = ['one-id-several-stories', 'one-story-many-ids'];
const FIELDS = FAULTS.map((fault) => `${FAULT}${fault}`);

const wordsOf = (text: string | null | undefined): string[] => (text ?? '').split(' ').filter((word) => word !== '');

/** The faults for which a feed's ids are or were distrusted. `facts`: the hash of the feed. */
export function distrustedIn(facts: Readonly<Record<string, string>>): IdFault[] {
  return FAULTS.filter((fault) => facts[`${FAULT}${fault}`] !== undefined);
}

/** What the ids of a feed are worth at `now` (epoch milliseconds), or null where nothing speaks against them. */
export async function readIdTrust(store: Store, feed: string, now: number): Promise<IdTrust | null> {
  const [changing, ...times] = await store.redis.hmget(keys.feed(feed), CHANGING, ...FIELDS);
  const faults = FAULTS.filter((_, at) => now - Number(times[at] ?? 0) < DISTRUSTED_MS);
  return faults.length === 0 ? null : { faults: new Set(faults), changing: new Set(wordsOf(changing)) };
}

/**
 * Notes what an arrival showed to be wrong with a feed's ids. Noted twice it counts once. `now`: epoch milliseconds.
 * @returns whether all ids of the feed are distrusted by this rule now
 */
export async function noteIdFault(
  store: Store,
  { feed, arrival, now }: { readonly feed: string; readonly arrival: string; readonly now: number },
  { rule, article, changing }: SeenFault,
): Promise<boolean> {
  const key = keys.idFaults(feed);
  await store.redis.zremrangebyscore(key, '-inf', now - COUNTED_MS);
  await store.redis.zadd(key, now, `${rule} ${article} ${arrival}`);
  await store.redis.zremrangebyrank(key, 0, String(-FAULTS_KEPT - 1));
  await store.redis.pexpire(key, COUNTED_MS);
  const counted = rule === 'one-story-many-ids' ? `${rule} ${article} ` : `${rule} `;
  const seen = (await store.redis.zrange(key, '0', '-1')).filter((member) => member.startsWith(counted)).length;
  const before = await readIdTrust(store, feed, now);
  if (seen < HABIT && before?.faults.has(rule) !== true) return false;
  const names = [...new Set([...(before?.changing ?? []), ...changing])].sort();
  await store.redis.hset(keys.feed(feed), { [CHANGING]: names.join(' '), [`${FAULT}${rule}`]: String(now) });
  return true;
}

/** The alarm about the ids of a feed. */
export const idsAlarm = (feed: string): `ids ${string}` => `ids ${feed}`;

/**
 * Trusts the ids of a feed again, as if nothing had been seen of it: its agency has mended them, or they were distrusted
 * wrongly.
 * @returns the faults for which they were distrusted; empty where they were not
 */
export async function trustIds(store: Store, feed: string): Promise<IdFault[]> {
  const fields = await store.redis.hmget(keys.feed(feed), ...FIELDS);
  const faults = FAULTS.filter((_, at) => fields[at] != null);
  if (faults.length === 0) return [];
  await store.redis.hdel(keys.feed(feed), CHANGING, ...FIELDS);
  await store.redis.del(keys.idFaults(feed));
  await clearAlarm(store, idsAlarm(feed));
  return faults;
}
