import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { type RedisAddress, readRedisAddress } from '../settings/redis-address.ts';

/** A connection to one server, to the primary that sentinels name, or to a cluster. */
export type RedisClient = Redis | Cluster;

const retryInMs = (tries: number): number => Math.min(50 * 2 ** Math.min(tries, 6), 2_000);
/** So often a cluster is asked who serves what: a failover that broke no connection shows there. */
const SLOTS_EVERY_MS = 5_000;
const SLOTS_ANSWER_MS = 2_000;
const CLUSTER_RETRY_MS = 100;

/** Opens a connection to what an address of the settings names. */
export function openClient(text: string, options: RedisOptions): RedisClient {
  const address = readRedisAddress(text);
  if (address === null) throw new Error('not an address of Redis');
  const withRetries: RedisOptions = { retryStrategy: retryInMs, ...options };
  if (address.kind === 'server') return new Redis(address.address, withRetries);
  return address.kind === 'sentinel' ? bySentinels(address, withRetries) : inCluster(address, withRetries);
}

function bySentinels(address: RedisAddress & { kind: 'sentinel' }, options: RedisOptions): Redis {
  const { nodes, name, database, tls, kind: _, ...access } = address;
  return new Redis({
    ...options,
    sentinels: nodes.map((node) => ({ ...node })),
    name,
    db: database,
    ...access,
    failoverDetector: true,
    sentinelRetryStrategy: retryInMs,
    // This server was the primary a moment ago: ask the sentinels for the new one and send the command again.
    reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? (2 as const) : false),
    ...(tls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
  });
}

function inCluster(address: RedisAddress & { kind: 'cluster' }, options: RedisOptions): Cluster {
  const { nodes, tls, kind: _, ...access } = address;
  const { retryStrategy, lazyConnect = false, enableAutoPipelining = false, ...ofEachNode } = options;
  const patient = options.maxRetriesPerRequest === null;
  return new Cluster([...nodes], {
    lazyConnect,
    enableAutoPipelining,
    clusterRetryStrategy: retryStrategy ?? null,
    retryDelayOnFailover: CLUSTER_RETRY_MS,
    retryDelayOnClusterDown: CLUSTER_RETRY_MS,
    maxRedirections: patient ? Number.POSITIVE_INFINITY : 16,
    slotsRefreshInterval: SLOTS_EVERY_MS,
    slotsRefreshTimeout: SLOTS_ANSWER_MS,
    // A certificate names a host, not its address.
    ...(tls ? { dnsLookup: (host, found) => found(null, host) } : {}),
    redisOptions: { ...ofEachNode, ...access, ...(tls ? { tls: {} } : {}) },
  });
}
