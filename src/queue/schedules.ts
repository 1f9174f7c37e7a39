import type { Queue } from 'bullmq';
import { sha256 } from '../article/content.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { readIntervals } from '../store/feeds.ts';
import { overdueFeeds, putOffOverdue } from '../store/fetch-turns.ts';
import { keys } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { intervalWithin } from './pacing.ts';
import { type FetchJob, JOB } from './queues.ts';

const LEASE_KEY = 'schedules-lease';
const LEASE_MS = 20_000;

const schedulerId = (feed: string): string => `feed-${feed}`;

/** True when BullMQ has as many schedulers as feeds are switched on: one look at a count, not at each of them. */
export async function schedulesStand(queue: Queue<FetchJob>, feeds: readonly FeedSettings[]): Promise<boolean> {
  return (await queue.getJobSchedulersCount()) === feeds.filter(({ enabled }) => enabled).length;
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
  const kept = await readIntervals(
    store,
    [...wanted.values()].map((feed) => feed.id),
  );
  for (const [id, feed] of wanted) {
    const every = intervalWithin(feed.every, kept.get(feed.id) ?? 0);
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

/**
 * Rings for feeds that nobody attempted for too long, and sets their schedules anew: one that stands may have lost its
 * next job, or wait for a time of a clock that was wrong.
 * @param since when somebody began to look: what was overdue by then was not polled because nothing ran
 * @returns the feeds that became overdue since
 */
export async function ringOverdue(
  store: Store,
  queue: Queue<FetchJob>,
  feeds: readonly FeedSettings[],
  { now, since }: { now: number; since: number },
): Promise<string[]> {
  const enabled = new Map(feeds.filter((feed) => feed.enabled).map((feed) => [feed.id, feed] as const));
  const overdue = await overdueFeeds(store, [...enabled.keys()], now);
  if (overdue.length === 0) return [];
  const atFirst = new Set(await overdueFeeds(store, overdue, since));
  const kept = await readIntervals(store, overdue);
  for (const [id, feed] of enabled) {
    if (!overdue.includes(id)) continue;
    const every = intervalWithin(feed.every, kept.get(id) ?? 0);
    await putOffOverdue(store, id, now, every);
    await queue.add('fetch', { feed: id }, { ...JOB, attempts: 1, jobId: `overdue-${id}` });
    if (atFirst.has(id)) continue;
    await queue.removeJobScheduler(schedulerId(id));
    await schedule(queue, feed, every);
  }
  return overdue.filter((id) => !atFirst.has(id));
}

/** Feeds whose names differ in one letter are as far apart as any others. */
function offsetOf(feed: string, everyMs: number): number {
  return Number.parseInt(sha256(feed).slice(0, 8), 16) % everyMs;
}
