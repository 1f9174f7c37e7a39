import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import { openRedis } from '../redis/connect.ts';
import type { PrivateRedis } from '../redis/private-child.ts';
import { readRedisHealth, within } from '../redis/readiness.ts';
import { tryRedis } from '../redis/try-writing.ts';
import { sameSettings } from '../settings/same-settings.ts';
import type { AccessToken, Settings } from '../settings/schema.ts';
import { clearAlarm, raiseAlarm } from '../store/alarms.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { awaitRedis } from './await-redis.ts';
import { ClockWatch } from './clock-watch.ts';
import { startFetchRole } from './fetch-role.ts';
import { runTasks, type Task } from './housekeeping.ts';
import { startHttpRole } from './http-role.ts';
import { MinuteReport } from './minute-report.ts';
import { startPublishRole } from './publish-role.ts';
import { ROLES, type Role, type RunningRole } from './roles.ts';
import { feedsOf, openContext, type ServiceContext, type Start } from './service-context.ts';
import { prepareStoriesRole, startStoriesRole } from './stories-role.ts';

const DRAIN_MS = 25_000;
/** Without Redis nothing that is under way can be kept. */
const DRAIN_WITHOUT_REDIS_MS = 3_000;
const CLOSE_MS = 1_000;
const TICK_MS = 1_000;
const ALARMS_EVERY_MS = 2_000;
const CHECK_PROGRESS_EVERY_MS = 5_000;
const REPORT_EVERY_MS = 60_000;
const REVIVE_AGAIN_MS = 5_000;
const ONLY_STOPS_AT = 0.8;

/** Settings that a running service cannot change. */
const AT_START: readonly { readonly name: string; readonly of: (settings: Settings) => unknown }[] = [
  { name: 'redis', of: ({ redis }) => redis },
  { name: 'http.host', of: ({ http }) => http.host },
  { name: 'http.port', of: ({ http }) => http.port },
  { name: 'proxy', of: ({ proxy }) => proxy },
  { name: 'retention', of: ({ retention }) => retention },
  { name: 'window', of: ({ window }) => window },
];

/** How each role is started. */
const START: Readonly<Record<Role, (context: ServiceContext) => RunningRole | Promise<RunningRole>>> = {
  fetch: startFetchRole,
  stories: startStoriesRole,
  publish: startPublishRole,
  http: startHttpRole,
};

/** A running service. */
export interface Service {
  /** Where its HTTP server listens, or null without one. */
  readonly address: string | null;
  readonly metrics: Metrics;
  /**
   * Works by these settings from now on; jobs under way end by those they began with. What cannot change while it
   * runs is named in the log and waits for the next start.
   * @throws when a destination cannot be opened; all is then as before
   */
  reload(next: Settings, tokens: readonly AccessToken[]): Promise<void>;
  /** Rejects when consumption has died silently: the process is to be ended and started anew. */
  readonly stuck: Promise<never>;
  /** Is not ready any more, fetches nothing, ends what is under way, and closes. @returns true when all ended in time */
  stop(): Promise<boolean>;
}

/** Starts the roles of one process. */
export async function runService(start: Start): Promise<Service> {
  const opening = openRedis(start.settings.redis, start.log);
  // A private Redis reads its files for a second or more. What cannot be loaded is met again by the role that needs it.
  if (start.settings.redis.url === null && start.roles.includes('stories')) prepareStoriesRole().catch(() => undefined);
  const connections = await opening;
  try {
    const { host, port } = start.settings.http;
    await awaitRedis(connections.connect('reader'), {
      listen: start.roles.includes('http') ? { host, port } : null,
      log: start.log,
      signal: start.signal,
    });
    start.log.info({ redis: connections.where, roles: start.roles }, 'redis found');
    return await runRoles(await openContext(connections, start));
  } catch (error) {
    await connections.close();
    throw error;
  }
}

async function runRoles(context: ServiceContext): Promise<Service> {
  const { connections, log, stopping, metrics, queues } = context;
  const running = await startRoles(context);
  // Apart from the other tasks, since those wait for Redis.
  if (connections.child !== null) void keepAlive(connections.child, log, stopping.signal);
  void runTasks(watchTasks(context), { signal: stopping.signal, log });
  // Apart from those too, since whoever is notified of an alarm may answer slowly.
  const alarms = await AlarmWatch.open(context);
  const alarmTask = { everyMs: ALARMS_EVERY_MS, run: () => alarms.check() };
  const alarmsEnded = runTasks([alarmTask], { signal: stopping.signal, log }).then(() => alarms.close());
  const tasks = [...serviceTasks(context), ...running.flatMap((role) => role.tasks)];
  const tasksEnded = runTasks(tasks, { signal: stopping.signal, log });
  return {
    address: running.find(({ address }) => address !== undefined)?.address ?? null,
    stuck: queues.stuck,
    metrics,
    reload: (next, tokens) => reloadSettings(context, running, next, tokens),
    stop: () => stopService(context, running, Promise.all([tasksEnded, alarmsEnded])),
  };
}

/** Starts the roles one after the other; where one cannot start, those before it are stopped. */
async function startRoles(context: ServiceContext): Promise<readonly RunningRole[]> {
  const running: RunningRole[] = [];
  try {
    for (const role of ROLES.filter((each) => context.start.roles.includes(each)))
      running.push(await START[role](context));
    return running;
  } catch (error) {
    await stopService(context, running, Promise.resolve());
    throw error;
  }
}

/** What is checked even while Redis does not answer. */
function watchTasks({ store, start, state, metrics, clock, log, queues }: ServiceContext): readonly Task[] {
  const reportMemory = memoryAlarm(store, log);
  const clocks = new ClockWatch(clock, { log, metrics, onJump: () => queues.promoteDelayed() });
  return [
    {
      everyMs: TICK_MS,
      run: async () => {
        const health = await tryRedis(store.redis, start.settings.redis.memory ?? null);
        state.problems = health.problems;
        state.ready = health.problems.length === 0 && state.windowBuilt;
        state.memoryFull = (health.memoryShare ?? 0) > ONLY_STOPS_AT;
        await reportMemory(health.answers ? (health.memoryShare ?? 0) : null);
        metrics.ready.set(state.ready && !state.draining ? 1 : 0);
      },
    },
    { everyMs: TICK_MS, run: () => within(TICK_MS, clocks.check()) },
  ];
}

const MEMORY_ALARM = 'memory';
const MEMORY_CURE = 'raise maxmemory or redis.memory, shorten retention, or discard dead letters';

/** Logs and raises, once each, that memory runs out, and that there is some again; null where nobody knows. */
function memoryAlarm(store: Store, log: Logger): (share: number | null) => Promise<void> {
  let logged: boolean | null = null;
  let raised: boolean | null = null;
  return async (share) => {
    const isFull = (share ?? 0) > ONLY_STOPS_AT;
    if (share === null || (isFull === logged && isFull === raised)) return;
    const problem = `redis memory is ${Math.round(share * 100)} % full: of what feeds bring only stops are taken`;
    if (isFull && logged !== true) log.error({ cure: MEMORY_CURE }, problem);
    if (!isFull && logged === true) log.info('redis has memory again: feeds are read as ever');
    logged = isFull;
    // A full server may refuse even this: it is tried again.
    await (isFull
      ? raiseAlarm(store, { key: MEMORY_ALARM, problem, cure: MEMORY_CURE })
      : clearAlarm(store, MEMORY_ALARM));
    raised = isFull;
  };
}

/** What every process does, whatever its roles. */
function serviceTasks({ continuity, queues, state, beginEpoch, metrics, log }: ServiceContext): readonly Task[] {
  const report = new MinuteReport(metrics, log);
  const began = performance.now();
  return [
    // A failover inside a cluster breaks no connection by which it would be noticed.
    { everyMs: TICK_MS, run: beginEpoch },
    { everyMs: TICK_MS, run: () => continuity.check() },
    { everyMs: CHECK_PROGRESS_EVERY_MS, run: () => queues.checkProgress(state.ready) },
    {
      everyMs: REPORT_EVERY_MS,
      run: async () => {
        if (performance.now() - began >= REPORT_EVERY_MS) await report.write();
      },
    },
  ];
}

async function reloadSettings(
  { live, retired, log, start }: ServiceContext,
  running: readonly RunningRole[],
  next: Settings,
  tokens: readonly AccessToken[],
): Promise<void> {
  const before = { ...live };
  for (const [id, feed] of live.feeds) retired.set(id, feed);
  Object.assign(live, { settings: next, tokens, feeds: feedsOf(next) });
  try {
    for (const role of running.toReversed()) await role.reload?.(next);
  } catch (error) {
    Object.assign(live, before);
    throw error;
  }
  log.level = next.log.level;
  const waiting = AT_START.filter(({ of }) => !sameSettings(of(start.settings), of(next))).map(({ name }) => name);
  if (waiting.length > 0) log.warn({ settings: waiting }, 'settings that wait for the next start have changed');
}

async function stopService(
  { state, stopping, store, queues, connections }: ServiceContext,
  running: readonly RunningRole[],
  tasksEnded: Promise<unknown>,
): Promise<boolean> {
  state.draining = true;
  stopping.abort();
  const { answers } = await readRedisHealth(store.redis, null);
  const ended = await endWithin(answers ? DRAIN_MS : DRAIN_WITHOUT_REDIS_MS, async () => {
    await queues.end();
    for (const role of running) await role.stop?.();
    await tasksEnded;
  });
  if (!ended) await endWithin(CLOSE_MS, () => queues.end(true).catch(() => undefined));
  await Promise.allSettled(running.map((role) => role.close?.()));
  await endWithin(CLOSE_MS, () => queues.close());
  await connections.close();
  return ended;
}

async function keepAlive(child: PrivateRedis, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let pauseMs = TICK_MS;
    try {
      if (await child.revive()) log.warn('the private redis runs again');
    } catch (error) {
      log.error({ reason: describeError(error) }, 'the private redis cannot be started');
      pauseMs = REVIVE_AGAIN_MS;
    }
    await wait(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function endWithin(limitMs: number, work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([work().then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
