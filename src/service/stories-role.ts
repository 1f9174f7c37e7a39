import { setTimeout as wait } from 'node:timers/promises';
import { describeError } from '../article/failure.ts';
import { windowPath } from '../data-folder/window-file.ts';
import { releaseCaptures } from '../fetching/read-receipt.ts';
import { loadLanguageDetector } from '../normalise/language.ts';
import { QUEUES, type StoriesJob } from '../queue/queues.ts';
import { sweepReceipts } from '../queue/sweeper.ts';
import { loadPlugins } from '../registry.ts';
import { trimDeadLetters } from '../store/dead-letters.ts';
import { inboxIn } from '../store/inbox.ts';
import { trimStops } from '../store/stops.ts';
import { trimLog } from '../store/wire-log.ts';
import { type CommitDependencies, CommitTurns } from '../stories/commit-turns.ts';
import { keepWindow, takeUpWindow } from '../stories/kept-window.ts';
import { Turns } from '../stories/one-at-a-time.ts';
import { RecentCopy } from '../stories/recent-copy.ts';
import { type StoryDependencies, workStories } from '../stories/work-stories.ts';
import type { Task } from './housekeeping.ts';
import type { RunningRole } from './roles.ts';
import { findFeed, type ServiceContext } from './service-context.ts';
import { USER_AGENT } from './version.ts';

const CHUNKS_AT_ONCE = 4;
const BUILD_AGAIN_MS = 1_000;
const FOLLOW_EVERY_MS = 5_000;
const KEEP_EVERY_MS = 600_000;
/** The window is kept again when this part of it is new. */
const KEPT_AGAIN_AT = 0.05;
/** So long stories wait at the most while it is written; and so long an end of the process does. */
const KEEPING_MS = 1_000;
const KEEPING_AT_END_MS = 10_000;
const SWEEP_EVERY_MS = 5_000;
const TRIM_EVERY_MS = 60_000;
const LETTERS_TRIMMED = 1_000;
const DAY_MS = 86_400_000;
/** The log is kept this much longer than the window. */
const LOG_GRACE_MS = DAY_MS;

/** Loads what takes longest to load for judging: done while a Redis starts, it delays nothing. */
export async function prepareStoriesRole(): Promise<void> {
  await Promise.all([loadPlugins('agencies'), loadLanguageDetector()]);
}

/** Works the stories of receipts: normalises, judges, commits. */
export async function startStoriesRole(context: ServiceContext): Promise<RunningRole> {
  const { queues, state } = context;
  state.windowBuilt = false;
  const recent = new RecentCopy(context.start.settings.window);
  const judging = { recent, turns: new Turns() };
  const lastKept = { added: 0 };
  // What stories are judged with is loaded while the window is read.
  const building = buildWindow(context, recent, lastKept);
  const dependencies = await storyDependencies(context, judging);
  const built = building.then(() => {
    if (state.draining) return;
    queues.start<StoriesJob>(QUEUES.stories, CHUNKS_AT_ONCE, (job, deaths) =>
      workStories(dependencies, job, { deaths }),
    );
    queues.startInHand((job, inHand) => workStories(dependencies, job, { deaths: 0, inHand }));
    state.windowBuilt = true;
  });
  const keep = keeper(context, judging, lastKept);
  return {
    async stop() {
      await built;
      if (state.windowBuilt) await keep(KEEPING_AT_END_MS);
    },
    tasks: [
      { everyMs: FOLLOW_EVERY_MS, run: followLog(context, judging) },
      { everyMs: KEEP_EVERY_MS, run: () => keep(KEEPING_MS) },
      { everyMs: SWEEP_EVERY_MS, run: sweepStandingReceipts(context) },
      { everyMs: TRIM_EVERY_MS, run: trimOldRecords(context) },
    ],
  };
}

/** The window of recent copy, and the turns in which it is used. */
type Judging = Pick<CommitDependencies, 'recent' | 'turns'>;

/** The window follows the log though nothing is judged: the first story after a pause waits for nothing. */
function followLog({ store, state, now, log }: ServiceContext, { recent, turns }: Judging): Task['run'] {
  return async () => {
    if (!state.windowBuilt) return;
    const { rebuilt, read } = await turns.take(() => recent.catchUp(store, state.epoch, now()));
    if (rebuilt && read > 0) log.info({ entries: read }, 'window of recent copy built');
  };
}

const windowFile = ({ start: { settings } }: ServiceContext): string =>
  windowPath({ dataFolder: settings.redis.dataFolder, address: settings.redis.url?.reveal() ?? null });

/** What the window had taken in when it was kept. */
interface LastKept {
  added: number;
}

/** Keeps the window for the next start where enough of it is new; nothing is judged meanwhile. */
function keeper(
  context: ServiceContext,
  { recent, turns }: Judging,
  lastKept: LastKept,
): (withinMs: number) => Promise<void> {
  return (withinMs) =>
    turns.take(async () => {
      const { store, state, now } = context;
      try {
        await recent.catchUp(store, state.epoch, now());
        const { added, size } = recent.window;
        if (Math.abs(added - lastKept.added) <= size * KEPT_AGAIN_AT) return;
        const isKept = await keepWindow(windowFile(context), recent, store, AbortSignal.timeout(withinMs));
        if (isKept) lastKept.added = added;
      } catch (error) {
        context.log.warn({ reason: describeError(error) }, 'the window of recent copy could not be kept for a restart');
      }
    });
}

/** Takes up what the log holds before the first story comes, so that none waits for it. */
async function buildWindow(context: ServiceContext, recent: RecentCopy, lastKept: LastKept): Promise<void> {
  const { store, state, now, log, stopping } = context;
  const began = performance.now();
  while (!stopping.signal.aborted) {
    try {
      if (recent.window.size === 0 && (await takeUpKept(context, recent))) lastKept.added = recent.window.added;
      const kept = recent.window.size;
      const { read, rebuilt } = await recent.catchUp(store, state.epoch, now());
      const ms = Math.round(performance.now() - began);
      log.info({ entries: read, kept: rebuilt ? 0 : kept, ms }, 'window of recent copy built');
      return;
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'the window of recent copy could not be built: it is tried again');
      await wait(BUILD_AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
}

/** What cannot be taken up is read from the log. */
async function takeUpKept(context: ServiceContext, recent: RecentCopy): Promise<boolean> {
  try {
    return await takeUpWindow(windowFile(context), recent, context.store, context.state.epoch);
  } catch (error) {
    context.log.warn({ reason: describeError(error) }, 'the window that was kept cannot be read: it is built anew');
    return false;
  }
}

async function storyDependencies(context: ServiceContext, judging: Judging): Promise<StoryDependencies> {
  const { store, log, metrics, now, state, transports, costs, publishers } = context;
  const releasing = { transports, log, inbox: inboxIn(store), userAgent: USER_AGENT };
  return {
    store,
    log,
    metrics,
    styles: await loadPlugins('agencies'),
    commits: new CommitTurns({ store, log, metrics, now, epoch: () => state.epoch, ...judging }),
    feed: (id) => findFeed(context, id),
    detectLanguage: await loadLanguageDetector(),
    vocabulary: context.vocabulary,
    onCommitted: () => publishers.wake(),
    async onClosed(_, facts) {
      const feed = findFeed(context, facts.feed);
      if (feed !== null) await releaseCaptures(releasing, feed, facts);
    },
    noteCost: (feed, usedMs, stories) => {
      costs.note(feed, usedMs, stories);
      costs.noteStories(feed, stories);
    },
    now,
  };
}

/** Jobs may be lost; receipts are not. */
function sweepStandingReceipts({ store, queues, now }: ServiceContext): Task['run'] {
  return async () => {
    const { unread } = await sweepReceipts(store, (job, urgent) => queues.enqueueMissing(job, urgent), now());
    for (const { feed } of unread) await queues.enqueueUnread(feed);
  };
}

function trimOldRecords({ store, now, live }: ServiceContext): Task['run'] {
  return async () => {
    const { retention, window } = live.settings;
    const keepMs = retention.days * DAY_MS;
    await trimDeadLetters(store, now() - keepMs, LETTERS_TRIMMED);
    await trimLog(store, now() - Math.max(window + LOG_GRACE_MS, keepMs));
    await trimStops(store, now() - keepMs);
  };
}
