import type { AlarmKey } from './alarm-keys.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** A problem that a person must see to while stories flow, and what to do about it. */
export interface Alarm<Key extends string = string> {
  readonly key: Key;
  readonly problem: string;
  readonly cure: string;
}

/**
 * Raises an alarm under its key, or replaces the words of one that stands. Raised twice, it stands once. `until`: epoch
 * milliseconds after which it is over by itself, where nothing else ends it. `articles`: it is over as well once a person
 * has decided about each of these.
 */
export async function raiseAlarm(
  store: Store,
  { key, problem, cure }: Alarm<AlarmKey>,
  ends: { readonly until?: number; readonly articles?: readonly string[] } = {},
): Promise<void> {
  await store.redis.hset(keys.alarms, key, JSON.stringify({ problem, cure, ...ends }));
}

/** Ends an alarm, where one stands under this key. */
export async function clearAlarm(store: Store, key: string): Promise<void> {
  await store.redis.hdel(keys.alarms, key);
}

/** A person has decided about an article: alarms that ask about it ask no more, and end with the last they ask about. */
export async function answerAlarms(store: Store, article: string): Promise<void> {
  for (const [key, words] of Object.entries(await store.redis.hgetall(keys.alarms))) {
    const alarm = JSON.parse(words) as { readonly articles?: readonly string[] };
    if (alarm.articles?.includes(article) !== true) continue;
    const articles = alarm.articles.filter((id) => id !== article);
    if (articles.length === 0) await clearAlarm(store, key);
    else await store.redis.hset(keys.alarms, key, JSON.stringify({ ...alarm, articles }));
  }
}

/** Every alarm that stands at `now` (epoch milliseconds), by key. One that is over by itself is taken away. */
export async function readAlarms(store: Store, now: number = Date.now()): Promise<Alarm[]> {
  const found = Object.entries(await store.redis.hgetall(keys.alarms)).map(([key, words]) => ({
    key,
    ...(JSON.parse(words) as Omit<Alarm, 'key'> & { until?: number }),
  }));
  const over = found.filter(({ until }) => until !== undefined && until < now);
  if (over.length > 0) await store.redis.hdel(keys.alarms, ...over.map(({ key }) => key));
  return found
    .filter((alarm) => !over.includes(alarm))
    .map(({ key, problem, cure }) => ({ key, problem, cure }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** How long it is remembered what was sent by a way: longer than any alarm stands that nobody looks at. */
const NOTIFIED_KEPT_SECONDS = 90 * 86_400;

/** The alarms that were sent by a way, and whose ends were not yet, as text by the alarm's key. */
export async function readNotified(store: Store, way: string): Promise<Readonly<Record<string, string>>> {
  return store.redis.hgetall(keys.alarmsTold(way));
}

/** Remembers what was sent by a way: alarms that began, and keys of those whose end was sent. */
export async function keepNotified(
  store: Store,
  way: string,
  began: Readonly<Record<string, string>>,
  ended: readonly string[],
): Promise<void> {
  const key = keys.alarmsTold(way);
  const changes = store.redis.multi();
  if (Object.keys(began).length > 0) changes.hset(key, began);
  if (ended.length > 0) changes.hdel(key, ...ended);
  changes.expire(key, NOTIFIED_KEPT_SECONDS);
  for (const [error] of (await changes.exec()) ?? []) if (error) throw error;
}

/** Whether this process is the one that sends alarms; it stays so for as long as it asks more often than `ms`. */
export async function holdNotifierLease(store: Store, token: string, ms: number): Promise<boolean> {
  const { redis } = store;
  if ((await redis.set(keys.alarmNotifier, token, 'PX', ms, 'NX')) !== null) return true;
  if ((await redis.get(keys.alarmNotifier)) !== token) return false;
  await redis.pexpire(keys.alarmNotifier, ms);
  return true;
}

/** Lets another process send alarms. */
export async function releaseNotifierLease(store: Store, token: string): Promise<void> {
  if ((await store.redis.get(keys.alarmNotifier)) === token) await store.redis.del(keys.alarmNotifier);
}
