import { describeError } from '../article/failure.ts';
import { type Admission, Callers } from '../http/callers.ts';
import { HeldReads } from '../http/held-reads.ts';
import { LogInLimit } from '../http/log-in-limit.ts';
import type { RouteContext } from '../http/route.ts';
import type { HttpDependencies } from '../http/server.ts';
import { WireEvents } from '../http/wire-stream.ts';
import { topicsAbove } from '../normalise/vocabulary/vocabulary.ts';
import { DeliveryReports } from '../publishing/delivery-reports.ts';
import { DestinationTests } from '../publishing/destination-tests.ts';
import { OperatorActs } from '../publishing/operator-acts.ts';
import { RouteReports } from '../publishing/route-reports.ts';
import { within } from '../redis/readiness.ts';
import { loadPlugins } from '../registry.ts';
import { WireSearch } from '../search/follow-wire.ts';
import { accountsIn } from '../store/accounts.ts';
import { writeAudit } from '../store/audit.ts';
import { inboxIn } from '../store/inbox.ts';
import { ReadSide } from '../store/read-side.ts';
import { sessionsIn } from '../store/sessions.ts';
import { openStore, type Store } from '../store/store.ts';
import { Desk } from './desk.ts';
import { Gauges } from './gauges.ts';
import { LagHistory } from './lag-history.ts';
import { Renormaliser } from './renormaliser.ts';
import type { ServiceContext } from './service-context.ts';
import { readDegraded, readProblems } from './service-problems.ts';
import { USER_AGENT, VERSION } from './version.ts';

/** Who reads the metrics does not wait for Redis longer than this. */
const SCRAPE_MS = 1_000;

/** What the HTTP role runs or closes beside its server, and the server reads from. */
export interface HttpParts {
  /** The store over a connection of its own, for what callers read. */
  readonly reader: Store;
  readonly articles: ReadSide;
  readonly events: WireEvents;
  /** Null where there is no index. */
  readonly search: WireSearch | null;
  readonly lags: LagHistory;
  readonly rereader: Renormaliser;
}

/** Opens what the HTTP role runs beside its server. */
export async function openHttpParts(context: ServiceContext): Promise<HttpParts> {
  const { start, connections, log, now, store, vocabulary } = context;
  const reader = openStore(connections.connect('reader'), start.settings.retention);
  const articles = new ReadSide(reader, now, (code) => topicsAbove(vocabulary, code));
  return {
    reader,
    articles,
    events: new WireEvents(reader, articles, log),
    search: await openSearch(context, reader),
    lags: new LagHistory(store),
    rereader: new Renormaliser({ ...context, store }),
  };
}

/** What the HTTP server needs from the service: who may call, what routes read, and what they may do. */
export async function serverDependencies(context: ServiceContext, parts: HttpParts): Promise<HttpDependencies> {
  const { start, log, metrics, live, now } = context;
  const { host, port } = start.settings.http;
  const scraped = new Gauges(parts.reader, metrics);
  return {
    host,
    port,
    log,
    version: VERSION,
    now,
    ...callerDependencies(context, parts),
    ...readDependencies(context, parts),
    ...(await actDependencies(context, parts)),
    metrics,
    refreshMetrics: () => within(SCRAPE_MS, scraped.readFeeds([...live.feeds.keys()])).catch(() => undefined),
    degraded: () => readDegraded(context, parts.reader),
    health: () => readProblems(context),
  };
}

/** Who may call, and what is kept of their calls. */
function callerDependencies({ live, now }: ServiceContext, { reader }: HttpParts) {
  const keepAct: RouteContext['keepAct'] = (act) => writeAudit(reader, { at: now(), ...act });
  const admission = (): Admission => admissionBy(live);
  return {
    admission,
    callers: new Callers(admission, sessionsIn(reader), now),
    logIns: new LogInLimit(now),
    keepAct,
    heldReads: new HeldReads(keepAct, now),
  };
}

/** What routes read. */
function readDependencies(context: ServiceContext, { reader, articles, events, search, lags }: HttpParts) {
  const { live } = context;
  return {
    articles,
    search,
    stream: events,
    desk: new Desk({
      context,
      store: reader,
      search,
      problems: () => readProblems(context),
      listening: () => events.listening,
      lags,
    }),
    deliveries: new DeliveryReports(reader, () => live.settings.destinations.map(({ id }) => id), context.now),
    routing: openRouting(context, reader),
  };
}

/** What routes do, and what feeds push to them. */
async function actDependencies(context: ServiceContext, { reader, rereader }: HttpParts) {
  const { live, now, state, store } = context;
  return {
    acts: new OperatorActs(store, () => new Map(live.settings.destinations.map((each) => [each.id, each] as const))),
    rereader,
    renderers: await loadPlugins('renderers'),
    tests: await openTests(context),
    feedRoutes: {
      feeds: () => live.feeds,
      // The sender learns soon that nothing can be kept; the store's own connection waits until it can.
      inbox: inboxIn(reader),
      accounts: accountsIn(reader),
      shut: () => state.draining || state.memoryFull,
      now,
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

/** The index of this process; without one the API answers all but searches. */
async function openSearch({ start, log, now, state }: ServiceContext, store: Store): Promise<WireSearch | null> {
  try {
    const { dataFolder } = start.settings.redis;
    return await WireSearch.open({ store, log, now, dataFolder, waits: () => !state.windowBuilt });
  } catch (error) {
    log.error({ reason: describeError(error) }, 'there is no search: its index cannot be kept in the data folder');
    return null;
  }
}
