import type { Queue } from 'bullmq';
import { sha256 } from '../article/content.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { readIntervals } from '../store/feeds.ts';
import { keepDueOf, overdueFeeds, putOffOverdue, setDue } from '../store/fetch-turns.ts';
import { keys } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { type FeedGroup, groupFeeds } from './feed-groups.ts';
import { intervalWithin } from './pacing.ts';
import { type FetchJob, JOB } from './queues.ts';

const LEASE_KEY = 'schedules-lease';
const LEASE_MS = 20_000;
/** New feeds are asked within this, one after the other. */
const SPREAD_MS = 15_000;

const schedulerId = (group: number): string => `feeds-${group}`;

/** True when BullMQ has as many schedulers as there are groups of feeds: one count is read, not each of them. */
export async function areSchedulesComplete(queue: Queue<FetchJob>, feeds: readonly FeedSettings[]): Promise<boolean> {
  return (await queue.getJobSchedulersCount()) === groupFeeds(feeds).length;
}

/**
 * Makes BullMQ's job schedulers those of the settings, one for every group of feeds, and sets when each feed is due.
 * Only one process does it at a time; doing it again changes nothing.
 * @param now in epoch milliseconds
 * @returns how many schedulers were set and removed; null when another process is at it
 */
export async function reconcileSchedules(
  store: Store,
  queue: Queue<FetchJob>,
  feeds: readonly FeedSettings[],
  { token, now }: { token: string; now: number },
): Promise<{ set: number; removed: number } | null> {
  const lease = `${keys.feeds}:${LEASE_KEY}`;
  const taken = await store.redis.set(lease, token, 'PX', LEASE_MS, 'NX');
  if (taken !== 'OK' && (await store.redis.get(lease)) !== token) return null;
  const groups = groupFeeds(feeds);
  const members = groups.flatMap((group) => group.feeds);
  const kept = await readIntervals(
    store,
    members.map(({ id }) => id),
  );
  const due = members.map(({ id, every }) => {
    const everyMs = intervalWithin(every, kept.get(id) ?? 0);
    return { id, everyMs, firstMs: offsetOf(id, Math.min(everyMs, SPREAD_MS)) };
  });
  await setDue(store, due, now);
  await keepDueOf(store, new Set(members.map(({ id }) => id)));
  const wanted = new Map(groups.map((group) => [schedulerId(group.number), group] as const));
  const existing = new Map(
    (await queue.getJobSchedulers(0, -1)).map((scheduler) => [scheduler.key, Number(scheduler.every)] as const),
  );
  const unwanted = [...existing.keys()].filter((id) => !wanted.has(id));
  for (const id of unwanted) await queue.removeJobScheduler(id);
  const changed = groups.filter((group) => existing.get(schedulerId(group.number)) !== group.tickMs);
  for (const group of changed) await schedule(queue, group);
  return { set: changed.length, removed: unwanted.length };
}

/** Sets one group's scheduler. Each group has its own offset, so that they do not all come at once. */
async function schedule(queue: Queue<FetchJob>, { number, tickMs }: FeedGroup): Promise<void> {
  const id = schedulerId(number);
  await queue.upsertJobScheduler(
    id,
    { every: tickMs, offset: offsetOf(id, tickMs) },
    { name: 'fetch', data: { group: number }, opts: { removeOnComplete: true, removeOnFail: true, attempts: 1 } },
  );
}

/**
 * Adds jobs for feeds that nobody attempted for too long, and sets the schedules of their groups anew: one that stands
 * may have lost its next job, or wait for a time of a clock that was wrong.
 * @param since when this service has run: what was overdue by then was not polled because nothing ran
 * @returns the feeds that became overdue since
 */
export async function enqueueOverdue(
  store: Store,
  queue: Queue<FetchJob>,
  feeds: readonly FeedSettings[],
  { now, since }: { now: number; since: number },
): Promise<string[]> {
  const enabled = new Map(feeds.filter((feed) => feed.enabled).map((feed) => [feed.id, feed] as const));
  const overdue = new Set(await overdueFeeds(store, [...enabled.keys()], now));
  if (overdue.size === 0) return [];
  const atFirst = new Set(await overdueFeeds(store, [...overdue], since));
  const kept = await readIntervals(store, [...overdue]);
  for (const group of groupFeeds(feeds)) {
    const late = group.feeds.filter(({ id }) => overdue.has(id));
    for (const { id, every } of late) {
      await putOffOverdue(store, id, now, intervalWithin(every, kept.get(id) ?? 0));
      await queue.add('fetch', { feed: id }, { ...JOB, attempts: 1, jobId: `overdue-${id}` });
    }
    if (late.every(({ id }) => atFirst.has(id))) continue;
    await queue.removeJobScheduler(schedulerId(group.number));
    await schedule(queue, group);
  }
  return [...overdue].filter((id) => !atFirst.has(id));
}

/** Names that differ in one letter are as far apart as any others. */
function offsetOf(name: string, everyMs: number): number {
  return Number.parseInt(sha256(name).slice(0, 8), 16) % everyMs;
}
