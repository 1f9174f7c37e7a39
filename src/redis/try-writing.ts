import { describeError } from '../article/failure.ts';
import { QUEUE_TAG, TAG } from './hash-tags.ts';
import type { RedisClient } from './open-client.ts';
import { type Problem, type RedisHealth, readRedisHealth, within } from './readiness.ts';

const DEADLINE_MS = 2_000;
const KEPT_SECONDS = 60;
const WRITE_AND_READ = `redis.call('SET', KEYS[1], ARGV[1], 'EX', ${KEPT_SECONDS}) return redis.call('GET', KEYS[1])`;

/**
 * How Redis stands, by what it says of itself and by a write: what it says may be another server's, or may not be asked.
 * Never throws: what is wrong is in the answer.
 */
export async function tryRedis(redis: RedisClient, memoryLimit: number | null): Promise<RedisHealth> {
  const [health, refusal] = await Promise.all([readRedisHealth(redis, memoryLimit), tryWriting(redis)]);
  return health.problems.length > 0 || refusal === null ? health : { ...health, problems: [refusal] };
}

/**
 * Writes and reads as stories do: by a script, under the tag of our keys and under that of BullMQ's, wherever a cluster
 * keeps them.
 * @returns null when both went well, else what is wrong and what to do
 */
async function tryWriting(redis: RedisClient): Promise<Problem | null> {
  try {
    const tries = [TAG, QUEUE_TAG].map((tag) => redis.eval(WRITE_AND_READ, 1, `${tag}:ready`, '1'));
    await within(DEADLINE_MS, Promise.all(tries));
    return null;
  } catch (error) {
    return problemOf(describeError(error));
  }
}

/** What a refusal of Redis means; the first that fits counts. */
const REFUSALS: readonly { readonly says: RegExp; readonly problem: string; readonly cure: string }[] = [
  {
    says: /\bMOVED\b/,
    problem: 'redis is one node of a cluster',
    cure: 'name the cluster: REDIS_URL=redis+cluster://host:6379, or several of its nodes',
  },
  {
    says: /\bREADONLY\b/,
    problem: 'redis is read-only: it is a replica',
    cure: 'point REDIS_URL at the primary, or promote this one',
  },
  {
    says: /\bNOREPLICAS\b/,
    problem: 'redis refuses writes: too few replicas follow it',
    cure: 'start its replicas, or lower min-replicas-to-write',
  },
  {
    says: /\bOOM\b/,
    problem: 'redis memory is full: writes are refused',
    cure: 'raise maxmemory, or shorten retention.days',
  },
  {
    says: /\bNOPERM\b|has no permissions/,
    problem: 'the user of redis may not write under our keys',
    cure: 'ACL SETUSER NAME ~{copytaster}:* ~{copytaster-queue}:* +@all -@admin -@dangerous',
  },
  {
    says: /CLUSTERDOWN|Cluster|slots/,
    problem: 'a part of the redis cluster that holds our keys does not answer',
    cure: 'start its nodes: CLUSTER INFO must say cluster_state:ok',
  },
];

function problemOf(reason: string): Problem {
  const known = REFUSALS.find(({ says }) => says.test(reason));
  if (known !== undefined) return { problem: `${known.problem} (${reason})`, cure: known.cure };
  return { problem: `redis takes no writes: ${reason}`, cure: 'start Redis, or correct REDIS_URL' };
}
