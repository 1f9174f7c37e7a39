import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeError } from '../src/article/failure.ts';
import { createHttpServer } from '../src/http/server.ts';
import { PageFetcher } from '../src/network/page-fetcher.ts';
import { loadLanguageDetector } from '../src/normalise/language.ts';
import { BUILT_IN } from '../src/normalise/vocabulary/built-in.ts';
import { type FetchRoom, fetchFeed } from '../src/queue/fetch-feed.ts';
import { type FetchJob, PREFIX, QUEUES, type StoriesJob } from '../src/queue/queues.ts';
import { letGo } from '../src/queue/read-receipt.ts';
import { ReadingThread } from '../src/queue/reading-thread.ts';
import { RecentCopy } from '../src/queue/recent-copy.ts';
import { reconcileSchedules, schedule } from '../src/queue/schedules.ts';
import { Turns } from '../src/queue/turns.ts';
import { loadVocabulary } from '../src/queue/vocabulary-file.ts';
import { workStories } from '../src/queue/work-stories.ts';
import { openRedis, type RedisHouse } from '../src/redis/connect.ts';
import type { PrivateRedis } from '../src/redis/private-child.ts';
import { readRedisHealth, within } from '../src/redis/readiness.ts';
import { ServerClock } from '../src/redis/server-clock.ts';
import { loadPlugins } from '../src/registry.ts';
import { sameSettings } from '../src/settings/same-settings.ts';
import type { AccessToken, FeedSettings, Settings } from '../src/settings/schema.ts';
import { advanceEpoch } from '../src/store/epoch.ts';
import { ReadSide } from '../src/store/read-side.ts';
import type { ReceiptFacts } from '../src/store/receipts.ts';
import { foreignKeys, guardSchema } from '../src/store/schema-number.ts';
import { openStore } from '../src/store/store.ts';
import { createMetrics, type Metrics } from '../src/telemetry/metrics.ts';
import { ClockWatch } from './clock-watch.ts';
import { Continuity } from './continuity.ts';
import { Gauges } from './gauges.ts';
import { keepHouse, type Task } from './housekeeping.ts';
import { Publishing } from './publishing.ts';
import { QueueWork } from './queue-work.ts';
import { tasksOf } from './role-tasks.ts';
import { VERSION } from './version.ts';

export type Role = 'fetch' | 'stories' | 'publish' | 'http';
export const ROLES: readonly Role[] = ['fetch', 'stories', 'publish', 'http'];

const FETCHES_AT_ONCE = 16;
const CHUNKS_AT_ONCE = 4;
const DRAIN_MS = 25_000;
/** Without Redis nothing that is under way can be kept. */
const DRAIN_WITHOUT_REDIS_MS = 3_000;
const CLOSE_MS = 1_000;
const TICK_MS = 1_000;
const SWEEP_EVERY_MS = 5_000;
const REVIVE_AGAIN_MS = 5_000;
/** Who reads the metrics does not wait for Redis longer than this. */
const SCRAPE_MS = 1_000;
const POLLING_PAUSES_AT = 0.8;
/** The heaviest pages take a second. */
const PAGE_READING_MS = 4_000;
const USER_AGENT = `copytaster/${VERSION}`;

/** Settings that a running service cannot change. */
const AT_START: readonly { readonly name: string; readonly of: (settings: Settings) => unknown }[] = [
  { name: 'redis', of: ({ redis }) => redis },
  { name: 'http.host', of: ({ http }) => http.host },
  { name: 'http.port', of: ({ http }) => http.port },
  { name: 'retention', of: ({ retention }) => retention },
  { name: 'window', of: ({ window }) => window },
];

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
  /** Readiness red, no more fetches, what is under way ends, connections close. True when all ended in time. */
  stop(): Promise<boolean>;
}

/** How a process is started. */
interface Start {
  readonly settings: Settings;
  /** Who may call the API; none: whoever reaches it. */
  readonly tokens: readonly AccessToken[];
  readonly roles: readonly Role[];
  /** Deliveries that wait since a restore go on. */
  readonly resume: boolean;
  readonly log: Logger;
}

/** Starts the roles of one process. The only place that constructs. */
export async function runService(start: Start): Promise<Service> {
  const house = await openRedis(start.settings.redis, start.log);
  try {
    return await runOn(house, start);
  } catch (error) {
    await house.close();
    throw error;
  }
}

async function runOn(house: RedisHouse, { settings, tokens, roles, resume, log }: Start): Promise<Service> {
  log.info({ redis: house.where, roles }, 'redis found');
  const metrics = createMetrics(VERSION);
  const redis = house.connect('store');
  const store = openStore(redis, settings.retention);
  const clock = new ServerClock(redis);
  const { now } = clock;
  const state = { draining: false, epoch: '', memoryFull: false, ready: false };
  const beginEpoch = async (): Promise<void> => {
    await guardSchema(store);
    const epoch = await advanceEpoch(store);
    state.epoch = epoch.epoch;
    if (epoch.state !== 'same') {
      metrics.epochs.inc({ state: epoch.state });
      const facts = { epoch: epoch.epoch, state: epoch.state };
      if (epoch.state === 'first') log.info(facts, 'redis is new');
      else log.warn(facts, 'redis is another process than before');
    }
  };
  redis.on(
    'ready',
    () =>
      void beginEpoch().catch((error: unknown) =>
        log.error({ reason: describeError(error) }, 'epoch could not be read'),
      ),
  );
  await beginEpoch();
  await clock.look();
  const others = await foreignKeys(store, [PREFIX]);
  if (others.length > 0)
    log.warn(
      { keys: others },
      'this redis database holds keys of others: give copytaster a server of its own, for their memory and their FLUSHDB are shared',
    );
  if ((await readRedisHealth(redis, null)).durable === false)
    log.warn('redis keeps no append-only file: what it holds is lost when it ends. CONFIG SET appendonly yes');

  const live = { settings, tokens, feeds: feedsOf(settings) };
  const continuity = new Continuity({
    store,
    log,
    metrics,
    now,
    redis: settings.redis,
    onLoss: beginEpoch,
    feeds: () => [...live.feeds.keys()],
  });
  await continuity.begin(resume);
  /** Feeds that left the settings since the start: what is open of them is still worked. */
  const retired = new Map<string, FeedSettings>();
  const feedOf = (id: string): FeedSettings | null => live.feeds.get(id) ?? retired.get(id) ?? null;
  const queues = new QueueWork(house, log, now);
  const transports = await loadPlugins('transports');
  const stopping = new AbortController();
  const closers: (() => Promise<unknown>)[] = [];
  const publishing = new Publishing({ store, log, metrics, now, userAgent: USER_AGENT, reset: () => continuity.reset });

  if (roles.includes('fetch')) {
    const reading = new ReadingThread();
    const pageReading = new ReadingThread({ timeoutMs: PAGE_READING_MS });
    closers.push(
      () => reading.close(),
      () => pageReading.close(),
    );
    const room: FetchRoom = {
      store,
      log,
      metrics,
      transports,
      reading,
      pageReading,
      pages: new PageFetcher({ userAgent: USER_AGENT, now }),
      userAgent: USER_AGENT,
      signal: stopping.signal,
      ring: (job, urgent) => queues.ring(job, urgent),
      now,
      recovering: (feed, first) => continuity.recovering(feed, first),
      recovered: (feed) => continuity.recovered(feed),
      schedule: (feed, everyMs) => schedule(queues.fetches, feed, everyMs),
      random: Math.random,
    };
    queues.start<FetchJob>(QUEUES.fetch, FETCHES_AT_ONCE, async ({ feed }) => {
      const settingsOf = live.feeds.get(feed);
      if (settingsOf === undefined || !settingsOf.enabled || state.draining || state.memoryFull) return;
      await fetchFeed(room, settingsOf);
    });
  }
  if (roles.includes('stories')) {
    const styles = await loadPlugins('agencies');
    const detectLanguage = await loadLanguageDetector();
    const vocabulary = loadVocabulary(settings.redis.dataFolder) ?? BUILT_IN;
    const recent = new RecentCopy(settings.window);
    const turns = new Turns();
    const onClosed = async (_: string, facts: ReceiptFacts): Promise<void> => {
      const feed = feedOf(facts.feed);
      if (feed !== null) await letGo({ transports, log }, feed, facts);
    };
    queues.start<StoriesJob>(QUEUES.stories, CHUNKS_AT_ONCE, async (job, deaths) => {
      await workStories(
        {
          store,
          log,
          metrics,
          styles,
          recent,
          turns,
          feed: feedOf,
          detectLanguage,
          vocabulary,
          epoch: () => state.epoch,
          onClosed,
          now,
        },
        job,
        deaths,
      );
      publishing.ring();
    });
  }
  const publish = (): Promise<void> => publishing.become(continuity.waiting === null ? live.settings.destinations : []);
  if (roles.includes('publish')) await publish();

  const token = randomUUID();
  const watch: Task = {
    everyMs: TICK_MS,
    run: async () => {
      const health = await readRedisHealth(redis, settings.redis.memory ?? null);
      state.ready = health.problems.length === 0;
      state.memoryFull = (health.memoryShare ?? 0) > POLLING_PAUSES_AT;
      metrics.ready.set(state.ready && !state.draining ? 1 : 0);
    },
  };
  const clocks = new ClockWatch(clock, { log, metrics, onJump: () => queues.ringDelayed() });
  const tasks: Task[] = [
    {
      everyMs: TICK_MS,
      run: async () => {
        const waited = continuity.waiting !== null;
        await continuity.look();
        if (roles.includes('publish') && waited !== (continuity.waiting !== null)) await publish();
      },
    },
    { everyMs: SWEEP_EVERY_MS, run: () => queues.look(state.ready) },
    ...roles.flatMap((role) =>
      tasksOf(role, { store, log, metrics, now, queues, publishing, token, live, polling: () => !state.memoryFull }),
    ),
  ];
  // Not among the tasks: they wait for Redis.
  if (house.child !== null) void keepAlive(house.child, log, stopping.signal);
  const looks = [watch, { everyMs: TICK_MS, run: () => within(TICK_MS, clocks.look()) }];
  void keepHouse(looks, { signal: stopping.signal, log });
  const ticking = keepHouse(tasks, { signal: stopping.signal, log });

  const reader = openStore(house.connect('reader'), settings.retention);
  const gauges = new Gauges(reader, metrics);
  const server = roles.includes('http')
    ? await createHttpServer({
        host: settings.http.host,
        port: settings.http.port,
        log,
        admission: () => ({ hosts: live.settings.http.hosts, tokens: live.tokens }),
        metrics,
        refreshMetrics: () => within(SCRAPE_MS, gauges.readFeeds([...live.feeds.keys()])).catch(() => undefined),
        version: VERSION,
        articles: new ReadSide(reader, now),
        health: async () => {
          const health = await readRedisHealth(redis, settings.redis.memory ?? null);
          const problems = continuity.waiting === null ? health.problems : [continuity.waiting, ...health.problems];
          return state.draining
            ? [{ problem: 'the service is draining', cure: 'wait for the next one to start' }, ...problems]
            : problems;
        },
      })
    : null;
  if (server !== null) {
    log.info({ address: server.address }, 'listening');
    if (tokens.length === 0)
      log.warn('the API is open to whoever is on this machine: there is no token in http.tokens');
  }

  return {
    address: server?.address ?? null,
    stuck: queues.stuck,
    metrics,
    async reload(next, nextTokens) {
      if (roles.includes('publish') && continuity.waiting === null) await publishing.become(next.destinations);
      for (const [id, feed] of live.feeds) retired.set(id, feed);
      Object.assign(live, { settings: next, tokens: nextTokens, feeds: feedsOf(next) });
      log.level = next.log.level;
      if (roles.includes('fetch')) await reconcileSchedules(store, queues.fetches, next.feeds, token);
      const waiting = AT_START.filter(({ of }) => !sameSettings(of(settings), of(next))).map(({ name }) => name);
      if (waiting.length > 0) log.warn({ settings: waiting }, 'settings that wait for the next start have changed');
    },
    async stop() {
      state.draining = true;
      stopping.abort();
      const { memory } = await readRedisHealth(redis, null);
      const ended = await endWithin(memory === null ? DRAIN_WITHOUT_REDIS_MS : DRAIN_MS, async () => {
        await queues.end();
        await publishing.stop();
        await ticking;
      });
      if (!ended) await endWithin(CLOSE_MS, () => queues.end(true).catch(() => undefined));
      await server?.close();
      await Promise.allSettled(closers.map((close) => close()));
      await endWithin(CLOSE_MS, () => queues.close());
      await house.close();
      return ended;
    },
  };
}

const feedsOf = ({ feeds }: Settings): ReadonlyMap<string, FeedSettings> =>
  new Map(feeds.map((feed) => [feed.id, feed] as const));

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

async function endWithin(ms: number, work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work().then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
