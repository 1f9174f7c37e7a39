import { FetchEnds } from '../fetching/fetch-ends.ts';
import { type FetchDependencies, fetchFeed } from '../fetching/fetch-feed.ts';
import { FetchWaves } from '../fetching/fetch-waves.ts';
import { KnownSlices } from '../fetching/known-slices.ts';
import { ReadingThreads, UNSTARTED_CURE } from '../fetching/reading-threads.ts';
import { ToldProblems } from '../fetching/told-problems.ts';
import { PageFetcher } from '../network/page-fetcher.ts';
import { type FeedGroup, groupFeeds } from '../queue/feed-groups.ts';
import { type FetchJob, QUEUES } from '../queue/queues.ts';
import { areSchedulesComplete, enqueueOverdue, reconcileSchedules } from '../queue/schedules.ts';
import { accountsIn } from '../store/accounts.ts';
import { inboxIn } from '../store/inbox.ts';
import { seesNews } from '../transports/contract/transport.ts';
import type { Task } from './housekeeping.ts';
import { leaveSources } from './leave-sources.ts';
import type { RunningRole } from './roles.ts';
import type { ServiceContext } from './service-context.ts';
import { SilenceWatch } from './silence-watch.ts';
import { USER_AGENT } from './version.ts';

const FETCHES_AT_ONCE = 32;
/** A tick is the job that fetches what is due in a group of feeds. It lasts as long as its slowest fetch; others follow. */
const TICKS_AT_ONCE = 64;
/** The largest pages take a second of the processor. */
const PAGE_READING_MS = 4_000;
const COUNT_SCHEDULES_EVERY_MS = 2_000;
const OVERDUE_EVERY_MS = 2_000;
const RECONCILE_EVERY_MS = 300_000;
const NEWS_EVERY_MS = 400;
const SILENCE_EVERY_MS = 60_000;
const LEAVE_EVERY_MS = 2_000;

/** Fetches feeds when their schedules say so, and keeps the schedules. */
export function startFetchRole(context: ServiceContext): RunningRole {
  const { start, live, state, queues, store, token, costs } = context;
  const reading = new ReadingThreads({
    entry: start.readingThread,
    noteCost: (feed, usedMs, items) => costs.note(feed, usedMs, items),
    noteUnstarted: (reason) => {
      const problem = `no thread can be started to read documents: ${reason}`;
      state.unreadable = reason === null ? null : { problem, cure: UNSTARTED_CURE };
    },
  });
  const pageReading = new ReadingThreads({
    entry: start.readingThread,
    limits: { documentMs: PAGE_READING_MS },
    threads: 1,
  });
  const silence = new SilenceWatch(context);
  const dependencies = fetchDependencies(context, { reading, pageReading });
  const waves = new FetchWaves(dependencies, FETCHES_AT_ONCE);
  const groupsNow = groupsOf(live);
  queues.start<FetchJob>(QUEUES.fetch, TICKS_AT_ONCE, async (job) => {
    if (state.draining) return;
    if ('group' in job) {
      const group = groupsNow()[job.group];
      if (group !== undefined) await waves.fetchDue(group.feeds, group.earlyMs);
      return;
    }
    const settings = live.feeds.get(job.feed);
    if (settings?.enabled) await fetchFeed(dependencies, settings);
  });
  return {
    tasks: [
      { everyMs: COUNT_SCHEDULES_EVERY_MS, run: keepSchedules(context) },
      { everyMs: OVERDUE_EVERY_MS, run: fetchOverdueFeeds(context) },
      { everyMs: NEWS_EVERY_MS, run: fetchFeedsWithNews(context) },
      { everyMs: SILENCE_EVERY_MS, run: () => silence.check() },
      { everyMs: LEAVE_EVERY_MS, run: leaveSources(context) },
    ],
    async reload(next) {
      await reconcileSchedules(store, queues.fetches, next.feeds, { token, now: context.now() });
    },
    async close() {
      await Promise.allSettled([reading.close(), pageReading.close()]);
    },
  };
}

/** The groups of the feeds that are looked after now, whether the settings changed or went back to what they were. */
function groupsOf(live: ServiceContext['live']): () => readonly FeedGroup[] {
  let { feeds } = live.settings;
  let groups = groupFeeds(feeds);
  return () => {
    if (feeds !== live.settings.feeds) {
      ({ feeds } = live.settings);
      groups = groupFeeds(feeds);
    }
    return groups;
  };
}

function fetchDependencies(
  { store, log, metrics, transports, stopping, queues, now, continuity, state, live, costs }: ServiceContext,
  threads: Pick<FetchDependencies, 'reading' | 'pageReading'>,
): FetchDependencies {
  return {
    store,
    log,
    metrics,
    transports,
    ...threads,
    pages: new PageFetcher({ userAgent: USER_AGENT, now }),
    slices: new KnownSlices(),
    told: new ToldProblems(),
    userAgent: USER_AGENT,
    accounts: accountsIn(store),
    inbox: inboxIn(store),
    publicUrl: () => live.settings.http.publicUrl,
    signal: stopping.signal,
    enqueueStories: (job, urgent) => queues.enqueueStories(job, urgent),
    beginInHand: (job, urgent, inHand) => queues.beginInHand(job, urgent, inHand),
    enqueueMissing: (job, urgent) => queues.enqueueMissing(job, urgent),
    now,
    onlyStops: () => state.memoryFull,
    recovering: (feed, first) => continuity.recovering(feed, first),
    recovered: (feed, begunAt) => continuity.recovered(feed, begunAt),
    ends: new FetchEnds(store),
    costs,
    random: Math.random,
  };
}

/** Counts the schedules often, and compares them one by one every few minutes. */
function keepSchedules({ store, now, queues, token, live }: ServiceContext): Task['run'] {
  let reconciledAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const { feeds } = live.settings;
    if (now() - reconciledAt < RECONCILE_EVERY_MS && (await areSchedulesComplete(queues.fetches, feeds))) return;
    if ((await reconcileSchedules(store, queues.fetches, feeds, { token, now: now() })) !== null) reconciledAt = now();
  };
}

function fetchOverdueFeeds({ store, now, queues, live, metrics, log }: ServiceContext): Task['run'] {
  const began = now();
  return async () => {
    const times = { now: now(), since: began };
    const overdue = await enqueueOverdue(store, queues.fetches, live.settings.feeds, times);
    for (const feed of overdue) metrics.overdue.inc({ feed });
    if (overdue.length > 0) log.warn({ feeds: overdue }, 'feeds overdue: their schedules are set anew');
  };
}

/** Feeds that can see by themselves whether there is news, such as a folder, are fetched as soon as there is. */
function fetchFeedsWithNews({ live, state, transports, queues, now, store }: ServiceContext): Task['run'] {
  const beside = { inbox: inboxIn(store), userAgent: USER_AGENT, accounts: accountsIn(store) };
  return async () => {
    if (state.draining) return;
    for (const feed of live.settings.feeds) {
      const transport = transports.get(feed.transport);
      if (!feed.enabled || !seesNews(transport, feed)) continue;
      if (await transport?.hasNews?.(feed, now(), beside).catch(() => false)) await queues.enqueueFetch(feed.id);
    }
  };
}
