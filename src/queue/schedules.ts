import type { Queue } from 'bullmq';
import type { FeedSettings } from '../settings/schema.ts';
import { keys } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { type FetchJob, JOB } from './queues.ts';

/** A feed is overdue when nothing was attempted for twice its interval and this. */
const OVERDUE_GRACE_MS = 5_000;
const LEASE_KEY = 'schedules-lease';
const LEASE_MS = 20_000;

const schedulerId = (feed: string): string => `feed-${feed}`;

/** The interval a feed is polled at now, between its `every.min` and `every.max`, in milliseconds. */
export async function currentInterval(store: Store, feed: FeedSettings): Promise<number> {
  const kept = Number((await store.redis.hget(keys.feed(feed.id), 'intervalMs')) ?? 0);
  return Math.min(feed.every.max, Math.max(feed.every.min, kept || feed.every.min));
}

/**
 * Makes BullMQ's job schedulers those of the settings: one for every feed that is switched on, none for any other.
 * Only one process does it at a time; doing it again changes nothing.
 * @returns how many were set and removed; null when another process is at it
 */
export async function reconcileSchedules(
  store: Store,
  queue: Queue<FetchJob>,
  feeds: readonly FeedSettings[],
  token: string,
): Promise<{ set: number; removed: number } | null> {
  const lease = `${keys.feeds}:${LEASE_KEY}`;
  const taken = await store.redis.set(lease, token, 'PX', LEASE_MS, 'NX');
  if (taken !== 'OK' && (await store.redis.get(lease)) !== token) return null;
  const wanted = new Map(feeds.filter(({ enabled }) => enabled).map((feed) => [schedulerId(feed.id), feed] as const));
  const standing = new Map(
    (await queue.getJobSchedulers(0, -1)).map((scheduler) => [scheduler.key, Number(scheduler.every)] as const),
  );
  let removed = 0;
  for (const id of standing.keys()) {
    if (wanted.has(id)) continue;
    await queue.removeJobScheduler(id);
    removed += 1;
  }
  let set = 0;
  for (const [id, feed] of wanted) {
    const every = await currentInterval(store, feed);
    if (standing.get(id) === every) continue;
    await schedule(queue, feed, every);
    set += 1;
  }
  return { set, removed };
}

/** Sets one feed's scheduler. Each feed has its own offset, so that they do not all come at once. */
export async function schedule(queue: Queue<FetchJob>, feed: FeedSettings, everyMs: number): Promise<void> {
  await queue.upsertJobScheduler(
    schedulerId(feed.id),
    { every: everyMs, offset: offsetOf(feed.id, everyMs) },
    { name: 'fetch', data: { feed: feed.id }, opts: { removeOnComplete: true, removeOnFail: true, attempts: 1 } },
  );
}

/** Rings for feeds that nobody attempted for too long, whatever became of their schedules. */
export async function ringOverdue(
  store: Store,
  queue: Queue<FetchJob>,
  feeds: readonly FeedSettings[],
  now: number,
): Promise<string[]> {
  const overdue: string[] = [];
  for (const feed of feeds.filter(({ enabled }) => enabled)) {
    const [last, interval] = await store.redis.hmget(keys.feed(feed.id), 'lastFetchAt', 'intervalMs');
    const every = Math.max(Number(interval ?? 0), feed.every.min);
    if (last !== null && now - Number(last) <= 2 * every + OVERDUE_GRACE_MS) continue;
    overdue.push(feed.id);
    await queue.add('fetch', { feed: feed.id }, { ...JOB, attempts: 1, jobId: `overdue-${feed.id}` });
  }
  return overdue;
}

function offsetOf(feed: string, everyMs: number): number {
  let hash = 0;
  for (const character of feed) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % everyMs;
}
