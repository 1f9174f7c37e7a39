import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import { loadVocabulary } from '../data-folder/vocabulary-file.ts';
import { FeedCosts } from '../fetching/feed-costs.ts';
import { BUILT_IN } from '../normalise/vocabulary/built-in.ts';
import { topicsAbove, type Vocabulary } from '../normalise/vocabulary/vocabulary.ts';
import { Publishers } from '../publishing/publishers.ts';
import { QueueWorkers } from '../queue/queue-workers.ts';
import { PREFIX } from '../queue/queues.ts';
import type { RedisConnections } from '../redis/connect.ts';
import { answersInfo, type Problem, readRedisHealth } from '../redis/readiness.ts';
import { ServerClock } from '../redis/server-clock.ts';
import { loadPlugins, type Plugins } from '../registry.ts';
import type { AccessToken, FeedSettings, Settings } from '../settings/schema.ts';
import { advanceEpoch } from '../store/epoch.ts';
import { foreignKeys, guardGroups, guardSchema } from '../store/schema-number.ts';
import { openStore, type Store } from '../store/store.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { Continuity } from './continuity.ts';
import type { Role } from './roles.ts';
import { USER_AGENT, VERSION } from './version.ts';

/** How a process is started. */
export interface Start {
  readonly settings: Settings;
  /** Who may call the API; none: whoever reaches it. */
  readonly tokens: readonly AccessToken[];
  readonly roles: readonly Role[];
  /** The groups that it serves; none: all feeds and destinations. */
  readonly groups?: readonly string[];
  /** Deliveries that wait since a restore go on. */
  readonly resume: boolean;
  /** The module of the thread that reads documents. */
  readonly readingThread: URL;
  readonly log: Logger;
  /** Aborted when the process is told to end while it still starts. */
  readonly signal?: AbortSignal;
}

/** Settings as they are now: a running service takes changed ones over. */
export interface LiveSettings {
  settings: Settings;
  tokens: readonly AccessToken[];
  feeds: ReadonlyMap<string, FeedSettings>;
}

/** What a process knows of its own state. */
export interface ServiceState {
  draining: boolean;
  /** Redis answers and can be trusted with stories. */
  ready: boolean;
  /** What was wrong with Redis at the last check. */
  problems: readonly Problem[];
  /** The window of recent copy stands, or is not this process's. */
  windowBuilt: boolean;
  /** Why this process can read no documents, or null. */
  unreadable: Problem | null;
  /** So full that feeds are left alone. */
  memoryFull: boolean;
  epoch: string;
}

/** What all roles of a process share. */
export interface ServiceContext {
  readonly start: Start;
  readonly connections: RedisConnections;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly store: Store;
  readonly clock: ServerClock;
  /** Epoch milliseconds by the clock of Redis. */
  readonly now: () => number;
  readonly state: ServiceState;
  readonly live: LiveSettings;
  /** Feeds that left the settings since the start: what is open of them is still worked. */
  readonly retired: Map<string, FeedSettings>;
  readonly continuity: Continuity;
  readonly vocabulary: Vocabulary;
  /** Begins a new epoch when another server process than before holds our keys. */
  readonly beginEpoch: () => Promise<void>;
  readonly queues: QueueWorkers;
  readonly publishers: Publishers;
  readonly transports: ReadonlyMap<string, Plugins['transports']>;
  /** What the documents of each feed have cost this process. */
  readonly costs: FeedCosts;
  /** Names this process where only one may do a thing. */
  readonly token: string;
  /** Aborted when the service is told to stop. */
  readonly stopping: AbortController;
}

/** Feeds by their id. */
export const feedsOf = ({ feeds }: Settings): ReadonlyMap<string, FeedSettings> =>
  new Map(feeds.map((feed) => [feed.id, feed] as const));

/** Opens what all roles share, and makes sure that Redis holds what this version can read. */
export async function openContext(connections: RedisConnections, start: Start): Promise<ServiceContext> {
  const { settings, tokens, log } = start;
  const redis = connections.connect('store');
  const store = openStore(redis, settings.retention);
  const clock = new ServerClock(redis);
  const { now } = clock;
  const basis = { start, connections, log, metrics: createMetrics(VERSION), store, clock, now, state: stateAtStart() };
  const beginEpoch = await followEpochs(basis);
  await clock.measure();
  await warnOfUnfitRedis(store, log);
  if (start.roles.some((role) => role !== 'http')) await guardGroups(store, start.groups ?? []);
  const live: LiveSettings = { settings, tokens, feeds: feedsOf(settings) };
  const continuity = new Continuity({
    ...basis,
    redis: settings.redis,
    onLoss: beginEpoch,
    feeds: () => [...live.feeds.keys()],
  });
  await continuity.begin(start.resume);
  const vocabulary = loadVocabulary(settings.redis.dataFolder) ?? BUILT_IN;
  return {
    ...basis,
    live,
    retired: new Map(),
    continuity,
    vocabulary,
    beginEpoch,
    queues: new QueueWorkers(connections, log, now, await answersInfo(redis)),
    publishers: await openPublishers({ ...basis, vocabulary, continuity }),
    transports: await loadPlugins('transports'),
    costs: new FeedCosts(),
    token: randomUUID(),
    stopping: new AbortController(),
  };
}

/** A process before it has asked Redis anything. */
const stateAtStart = (): ServiceState => ({
  draining: false,
  ready: false,
  problems: [],
  windowBuilt: true,
  unreadable: null,
  memoryFull: false,
  epoch: '',
});

type PublisherParts = Pick<ServiceContext, 'store' | 'log' | 'metrics' | 'now' | 'vocabulary' | 'continuity'>;

async function openPublishers({ vocabulary, continuity, ...parts }: PublisherParts): Promise<Publishers> {
  return new Publishers({
    ...parts,
    destinations: await loadPlugins('destinations'),
    renderers: await loadPlugins('renderers'),
    userAgent: USER_AGENT,
    topicsAbove: (code) => topicsAbove(vocabulary, code),
    reset: () => continuity.reset,
  });
}

/** A feed's settings, of now or as they were when it left. */
export function findFeed({ live, retired }: Pick<ServiceContext, 'live' | 'retired'>, id: string): FeedSettings | null {
  return live.feeds.get(id) ?? retired.get(id) ?? null;
}

type EpochParts = Pick<ServiceContext, 'store' | 'metrics' | 'log' | 'state'>;

/** Reads the epoch now and whenever Redis is connected again; gives the function that does it. */
async function followEpochs(parts: EpochParts): Promise<() => Promise<void>> {
  const beginEpoch = (): Promise<void> => advanceState(parts);
  parts.store.redis.on(
    'ready',
    () => void beginEpoch().catch((error: unknown) => reportEpochFailure(parts.log, error)),
  );
  await beginEpoch();
  return beginEpoch;
}

/** Each time that Redis answers anew it may be another process, or hold another state. */
async function advanceState({ store, metrics, log, state }: EpochParts): Promise<void> {
  await guardSchema(store);
  const epoch = await advanceEpoch(store);
  const before = state.epoch;
  state.epoch = epoch.epoch;
  if (epoch.epoch === before || (before === '' && epoch.state === 'same')) return;
  metrics.epochs.inc({ state: epoch.state });
  const facts = { epoch: epoch.epoch, state: epoch.state };
  if (epoch.state === 'first') log.info(facts, 'redis is new');
  else log.warn(facts, 'redis is another process than before');
}

function reportEpochFailure(log: Logger, error: unknown): void {
  log.error({ reason: describeError(error) }, 'epoch could not be read');
}

async function warnOfUnfitRedis(store: Store, log: Logger): Promise<void> {
  const others = await foreignKeys(store, [PREFIX]);
  if (others.length > 0)
    log.warn(
      { keys: others },
      'this redis database holds keys of others: give copytaster a server of its own, for their memory and their FLUSHDB are shared',
    );
  if ((await readRedisHealth(store.redis, null)).durable === false)
    log.warn('redis keeps no append-only file: what it holds is lost when it ends. CONFIG SET appendonly yes');
}
