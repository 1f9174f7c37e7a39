import { describeError } from '../article/failure.ts';
import { type Admission, Callers } from '../http/callers.ts';
import { HeldReads } from '../http/held-reads.ts';
import { LogInLimit } from '../http/log-in-limit.ts';
import type { RouteContext } from '../http/route.ts';
import { createHttpServer } from '../http/server.ts';
import { WireEvents } from '../http/wire-stream.ts';
import { topicsAbove } from '../normalise/vocabulary/vocabulary.ts';
import { DeliveryReports } from '../publishing/delivery-reports.ts';
import { DestinationTests } from '../publishing/destination-tests.ts';
import { OperatorActs } from '../publishing/operator-acts.ts';
import { RouteReports } from '../publishing/route-reports.ts';
import { type Problem, readRedisHealth, within } from '../redis/readiness.ts';
import { tryRedis } from '../redis/try-writing.ts';
import { loadPlugins } from '../registry.ts';
import { WireSearch } from '../search/follow-wire.ts';
import { accountsIn } from '../store/accounts.ts';
import { readAlarms } from '../store/alarms.ts';
import { writeAudit } from '../store/audit.ts';
import { inboxIn } from '../store/inbox.ts';
import { ReadSide } from '../store/read-side.ts';
import { readSessionKey } from '../store/session-key.ts';
import { openStore, type Store } from '../store/store.ts';
import { Desk } from './desk.ts';
import { Gauges } from './gauges.ts';
import { LagHistory } from './lag-history.ts';
import { Renormaliser } from './renormaliser.ts';
import type { RunningRole } from './roles.ts';
import type { ServiceContext } from './service-context.ts';
import { USER_AGENT, VERSION } from './version.ts';

const GAUGES_EVERY_MS = 15_000;
const LAG_EVERY_MS = 60_000;
/** Who reads the metrics does not wait for Redis longer than this. */
const SCRAPE_MS = 1_000;

/** Serves the API, readiness and metrics. */
export async function startHttpRole(context: ServiceContext): Promise<RunningRole> {
  const { start, connections, log, metrics, live, now, store, state, stopping } = context;
  const { http, retention } = start.settings;
  const reader = openStore(connections.connect('reader'), retention);
  const shown = new Gauges(reader, metrics);
  const counted = new Gauges(store, metrics);
  const lags = new LagHistory(store);
  const articles = new ReadSide(reader, now, (code) => topicsAbove(context.vocabulary, code));
  const events = new WireEvents(reader, articles, log);
  const search = openSearch(context, reader);
  const rereader = new Renormaliser({ ...context, store });
  const ended = Promise.all([events.run(stopping.signal), search?.run(stopping.signal)]);
  const keepAct: RouteContext['keepAct'] = (act) => writeAudit(reader, { at: now(), ...act });
  const admission = (): Admission => admissionBy(live);
  const server = await createHttpServer({
    host: http.host,
    port: http.port,
    log,
    admission,
    feedRoutes: {
      feeds: () => live.feeds,
      // Who sends is told soon that nothing can be kept; the store's own connection waits until it can.
      inbox: inboxIn(reader),
      accounts: accountsIn(reader),
      shut: () => state.draining || state.memoryFull,
      now,
    },
    callers: new Callers(admission, keyOf(reader), now),
    logIns: new LogInLimit(now),
    keepAct,
    heldReads: new HeldReads(keepAct, now),
    desk: new Desk({
      context,
      store: reader,
      search,
      problems: () => readProblems(context),
      listening: () => events.listening,
      lags,
    }),
    metrics,
    refreshMetrics: () => within(SCRAPE_MS, shown.readFeeds([...live.feeds.keys()])).catch(() => undefined),
    version: VERSION,
    articles,
    search,
    stream: events,
    now,
    deliveries: new DeliveryReports(reader, () => live.settings.destinations.map(({ id }) => id)),
    routing: openRouting(context, reader),
    acts: new OperatorActs(store, () => new Map(live.settings.destinations.map((each) => [each.id, each] as const))),
    rereader,
    renderers: await loadPlugins('renderers'),
    tests: await openTests(context),
    degraded: () => readDegraded(context, reader),
    health: () => readProblems(context),
  });
  log.info({ address: server.address }, 'listening');
  if (start.tokens.length === 0)
    log.warn('the API is open to whoever is on this machine: there is no token in http.tokens');
  return {
    address: server.address,
    tasks: [
      { everyMs: GAUGES_EVERY_MS, run: () => counted.read(live.settings, now()) },
      {
        everyMs: LAG_EVERY_MS,
        run: () =>
          lags.sample(
            live.settings.destinations.map(({ id }) => id),
            now(),
          ),
      },
    ],
    async close() {
      await server.close();
      await Promise.all([ended, rereader.close()]);
      search?.close();
    },
  };
}

/** Our public address is a name of ours, as those of `http.hosts` are. */
function admissionBy({ settings: { http }, tokens }: ServiceContext['live']): Admission {
  const own = http.publicUrl === null ? [] : [new URL(http.publicUrl).hostname];
  return { ...http, hosts: [...http.hosts, ...own], tokens };
}

/** Tries destinations out, past their queues. */
async function openTests({ live, now }: ServiceContext): Promise<DestinationTests> {
  return new DestinationTests({
    destinations: await loadPlugins('destinations'),
    renderers: await loadPlugins('renderers'),
    settings: (id) => live.settings.destinations.find((each) => each.id === id) ?? null,
    userAgent: USER_AGENT,
    now,
  });
}

function openRouting({ live, vocabulary, now }: ServiceContext, store: Store): RouteReports {
  return new RouteReports({
    store,
    destinations: () => live.settings.destinations,
    topicsAbove: (code) => topicsAbove(vocabulary, code),
    now,
  });
}

/** The key of sessions, read once. */
function keyOf(store: Store): () => Promise<Buffer> {
  let key: Promise<Buffer> | null = null;
  return () => {
    key ??= readSessionKey(store).catch((error: unknown) => {
      key = null;
      throw error;
    });
    return key;
  };
}

/** The index of this process; without one the API answers all but searches. */
function openSearch({ start, log, now, state }: ServiceContext, store: Store): WireSearch | null {
  try {
    const { dataFolder } = start.settings.redis;
    return new WireSearch({ store, log, now, dataFolder, waits: () => !state.windowBuilt });
  } catch (error) {
    log.error({ reason: describeError(error) }, 'there is no search: its index cannot be kept in the data folder');
    return null;
  }
}

/** Why the service cannot be trusted with stories now; empty when it can. */
async function readProblems({ store, start, continuity, state }: ServiceContext): Promise<readonly Problem[]> {
  const { problems } = await tryRedis(store.redis, start.settings.redis.memory ?? null);
  return [
    ...(state.draining ? [{ problem: 'the service is draining', cure: 'wait for the next one to start' }] : []),
    ...(state.windowBuilt
      ? []
      : [{ problem: 'the window of recent copy is being built', cure: 'wait: no story is judged without it' }]),
    ...(continuity.waiting === null ? [] : [continuity.waiting]),
    ...problems,
  ];
}

/** What a person must look at while stories flow. */
async function readDegraded({ store, now }: ServiceContext, reader: Store): Promise<readonly Problem[]> {
  const [alarms, { durable }] = await Promise.all([
    within(SCRAPE_MS, readAlarms(reader, now())).catch(() => []),
    readRedisHealth(store.redis, null),
  ]);
  return [...alarms.map(({ problem, cure }) => ({ problem, cure })), ...(durable === false ? [NOT_DURABLE] : [])];
}

const NOT_DURABLE: Problem = {
  problem: 'redis keeps no append-only file: what it holds is lost when it ends',
  cure: 'CONFIG SET appendonly yes, and in its configuration file',
};
