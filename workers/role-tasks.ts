import type { Logger } from 'pino';
import { reconcileSchedules, ringOverdue, schedulesStand } from '../src/queue/schedules.ts';
import { sweepReceipts } from '../src/queue/sweeper.ts';
import type { Settings } from '../src/settings/schema.ts';
import { trimDeadLetters } from '../src/store/dead-letters.ts';
import { releaseDue } from '../src/store/releases.ts';
import type { Store } from '../src/store/store.ts';
import { trimLog } from '../src/store/wire-log.ts';
import type { Metrics } from '../src/telemetry/metrics.ts';
import { Gauges } from './gauges.ts';
import type { Task } from './housekeeping.ts';
import type { Role } from './main.ts';
import type { Publishing } from './publishing.ts';
import type { QueueWork } from './queue-work.ts';

const COUNT_SCHEDULES_EVERY_MS = 2_000;
const OVERDUE_EVERY_MS = 2_000;
const RECONCILE_EVERY_MS = 300_000;
const TRIM_EVERY_MS = 60_000;
const GAUGES_EVERY_MS = 15_000;
const LETTERS_TRIMMED = 1_000;
/** The log is kept this much longer than the window. */
const LOG_GRACE_MS = 24 * 3_600_000;
const SWEEP_EVERY_MS = 5_000;
const RELEASE_EVERY_MS = 250;

/** What the tasks of a role work with. */
export interface TaskRoom {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly queues: QueueWork;
  readonly publishing: Publishing;
  /** Names this process where only one may do a thing. */
  readonly token: string;
  readonly live: { readonly settings: Settings };
  /** False while feeds are left alone because memory is full. */
  readonly polling: () => boolean;
}

/** What each role keeps in order, by role. */
const TASKS: Readonly<Record<Role, (room: TaskRoom) => readonly Task[]>> = {
  fetch: ({ store, log, metrics, now, queues, token, live, polling }) => {
    const began = now();
    return [
      { everyMs: COUNT_SCHEDULES_EVERY_MS, run: keepSchedules({ store, now, queues, token, live }) },
      {
        everyMs: OVERDUE_EVERY_MS,
        run: async () => {
          if (!polling()) return;
          const times = { now: now(), since: began };
          const overdue = await ringOverdue(store, queues.fetches, live.settings.feeds, times);
          for (const feed of overdue) metrics.overdue.inc({ feed });
          if (overdue.length > 0) log.warn({ feeds: overdue }, 'feeds overdue: their schedules are set anew');
        },
      },
    ];
  },
  stories: ({ store, now, queues, live: { settings } }) => [
    {
      everyMs: SWEEP_EVERY_MS,
      run: async () => {
        const { unread } = await sweepReceipts(store, (job, urgent) => queues.ring(job, urgent), now());
        for (const { feed } of unread) await queues.ringUnread(feed);
      },
    },
    {
      everyMs: TRIM_EVERY_MS,
      run: async () => {
        const keepMs = settings.retention.days * 86_400_000;
        await trimDeadLetters(store, now() - keepMs, LETTERS_TRIMMED);
        await trimLog(store, now() - Math.max(settings.window + LOG_GRACE_MS, keepMs));
      },
    },
  ],
  publish: ({ store, log, now, publishing }) => [
    {
      everyMs: RELEASE_EVERY_MS,
      run: async () => {
        const released = await releaseDue(store, now());
        if (released.length === 0) return;
        log.info({ articles: released }, 'embargo passed');
        publishing.ring();
      },
    },
  ],
  http: ({ store, metrics, now, live }) => {
    const gauges = new Gauges(store, metrics);
    return [{ everyMs: GAUGES_EVERY_MS, run: () => gauges.read(live.settings, now()) }];
  },
};

/** The schedules are counted often and compared one by one now and then. */
function keepSchedules(room: Pick<TaskRoom, 'store' | 'now' | 'queues' | 'token' | 'live'>): () => Promise<void> {
  const { store, now, queues, token, live } = room;
  let reconciledAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const { feeds } = live.settings;
    if (now() - reconciledAt < RECONCILE_EVERY_MS && (await schedulesStand(queues.fetches, feeds))) return;
    if ((await reconcileSchedules(store, queues.fetches, feeds, token)) !== null) reconciledAt = now();
  };
}

/** What a process does again and again for one of its roles. */
export function tasksOf(role: Role, room: TaskRoom): readonly Task[] {
  return TASKS[role](room);
}
