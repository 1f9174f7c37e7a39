import { setTimeout as wait } from 'node:timers/promises';
import { describeError } from '../article/failure.ts';
import { releaseCaptures } from '../fetching/read-receipt.ts';
import { loadLanguageDetector } from '../normalise/language.ts';
import { QUEUES, type StoriesJob } from '../queue/queues.ts';
import { sweepReceipts } from '../queue/sweeper.ts';
import { loadPlugins } from '../registry.ts';
import { trimDeadLetters } from '../store/dead-letters.ts';
import { inboxIn } from '../store/inbox.ts';
import { trimLog } from '../store/wire-log.ts';
import { Turns } from '../stories/one-at-a-time.ts';
import { RecentCopy } from '../stories/recent-copy.ts';
import { type StoryDependencies, workStories } from '../stories/work-stories.ts';
import type { Task } from './housekeeping.ts';
import type { RunningRole } from './roles.ts';
import { findFeed, type ServiceContext } from './service-context.ts';
import { USER_AGENT } from './version.ts';

const CHUNKS_AT_ONCE = 4;
const BUILD_AGAIN_MS = 1_000;
const SWEEP_EVERY_MS = 5_000;
const TRIM_EVERY_MS = 60_000;
const LETTERS_TRIMMED = 1_000;
const DAY_MS = 86_400_000;
/** The log is kept this much longer than the window. */
const LOG_GRACE_MS = DAY_MS;

/** Works the stories of receipts: normalises, judges, commits. */
export async function startStoriesRole(context: ServiceContext): Promise<RunningRole> {
  const { queues } = context;
  const dependencies = await storyDependencies(context);
  context.state.windowBuilt = false;
  const built = buildWindow(context, dependencies.recent).then(() => {
    if (context.state.draining) return;
    queues.start<StoriesJob>(QUEUES.stories, CHUNKS_AT_ONCE, (job, deaths) => workStories(dependencies, job, deaths));
    context.state.windowBuilt = true;
  });
  return {
    stop: () => built,
    tasks: [
      { everyMs: SWEEP_EVERY_MS, run: sweepStandingReceipts(context) },
      { everyMs: TRIM_EVERY_MS, run: trimOldRecords(context) },
    ],
  };
}

/** Takes up what the log holds before the first story comes, so that none waits for it. */
async function buildWindow({ store, state, now, log, stopping }: ServiceContext, recent: RecentCopy): Promise<void> {
  const began = performance.now();
  while (!stopping.signal.aborted) {
    try {
      const { read } = await recent.catchUp(store, state.epoch, now());
      log.info({ entries: read, ms: Math.round(performance.now() - began) }, 'window of recent copy built');
      return;
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'the window of recent copy could not be built: it is tried again');
      await wait(BUILD_AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
}

async function storyDependencies(context: ServiceContext): Promise<StoryDependencies> {
  const { store, log, metrics, now, state, transports, start, costs, publishers } = context;
  const releasing = { transports, log, inbox: inboxIn(store), userAgent: USER_AGENT };
  return {
    store,
    log,
    metrics,
    styles: await loadPlugins('agencies'),
    recent: new RecentCopy(start.settings.window),
    turns: new Turns(),
    feed: (id) => findFeed(context, id),
    detectLanguage: await loadLanguageDetector(),
    vocabulary: context.vocabulary,
    epoch: () => state.epoch,
    onCommitted: () => publishers.wake(),
    async onClosed(_, facts) {
      const feed = findFeed(context, facts.feed);
      if (feed !== null) await releaseCaptures(releasing, feed, facts);
    },
    noteCost: (feed, usedMs) => costs.note(feed, usedMs),
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
  };
}
