import { runEmbargoClock } from '../publishing/embargo-clock.ts';
import { KeepWatch } from '../publishing/keep-watch.ts';
import { STOPS_CURE, StopWatch } from '../publishing/stop-watch.ts';
import { readRedisHealth } from '../redis/readiness.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { endLicences } from '../store/licences.ts';
import type { Task } from './housekeeping.ts';
import type { RunningRole } from './roles.ts';
import type { ServiceContext } from './service-context.ts';

const WAITING_EVERY_MS = 1_000;
const STOPS_EVERY_MS = 2_000;
const LICENCES_EVERY_MS = 1_000;
const KEEP_EVERY_MS = 1_000;

/** Sends to the destinations, and releases what an embargo held. */
export async function startPublishRole(context: ServiceContext): Promise<RunningRole> {
  const { continuity, publishers, live } = context;
  const publish = (destinations: readonly DestinationSettings[]): Promise<void> =>
    publishers.publishTo(continuity.waiting === null ? destinations : []);
  await publish(live.settings.destinations);
  const { store, log, now } = context;
  const stopping = new AbortController();
  const clock = runEmbargoClock({ store, log, now, onPassed: () => publishers.wake() }, stopping.signal);
  return {
    tasks: [
      { everyMs: STOPS_EVERY_MS, run: watchStops(context) },
      { everyMs: LICENCES_EVERY_MS, run: watchLicences(context) },
      { everyMs: KEEP_EVERY_MS, run: watchKeep(context) },
      { everyMs: WAITING_EVERY_MS, run: followContinuity(context, () => publish(live.settings.destinations)) },
    ],
    reload: (next) => publish(next.destinations),
    async stop() {
      stopping.abort();
      await Promise.all([publishers.stop(), clock]);
    },
  };
}

/** Raises an alarm where a destination owes the confirmation of a stop for too long. */
function watchStops({ store, metrics, log, now, live }: ServiceContext): Task['run'] {
  const watch = new StopWatch(store, metrics);
  return async () => {
    const overdue = await watch.check(now(), live.settings.alarms.rules['stop-unconfirmed'].after);
    if (overdue.length > 0) log.error({ destinations: overdue, cure: STOPS_CURE }, 'stops are not confirmed');
  };
}

/** Ends licences at their instant: a stop to all who have the article. */
function watchLicences({ store, log, now, publishers }: ServiceContext): Task['run'] {
  return async () => {
    const ended = await endLicences(store, now());
    if (ended.length === 0) return;
    log.info({ articles: ended }, 'licence ended');
    publishers.wake();
  };
}

/** Gives up what waits at a destination beyond what it keeps. */
function watchKeep({ store, log, now, live, continuity }: ServiceContext): Task['run'] {
  const memoryLimit = async (): Promise<number | null> =>
    (await readRedisHealth(store.redis, live.settings.redis.memory ?? null)).memory?.limitBytes ?? null;
  const watch = new KeepWatch({ store, log, memoryLimit });
  return async () => {
    const enabled = live.settings.destinations.filter((each) => each.enabled);
    if (continuity.waiting === null) await watch.check(enabled, now());
  };
}

/** After a restore of Redis deliveries wait for an operator; they go on when they are resumed. */
function followContinuity({ continuity }: ServiceContext, publish: () => Promise<void>): Task['run'] {
  let waited = continuity.waiting !== null;
  return async () => {
    const waits = continuity.waiting !== null;
    if (waits !== waited) await publish();
    waited = waits;
  };
}
