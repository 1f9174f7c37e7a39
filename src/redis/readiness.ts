import type { Redis } from 'ioredis';
import { describeError } from '../article/failure.ts';

const DEADLINE_MS = 2_000;
const FULL = 0.85;

/** Something that keeps the service from being ready, and what to do. */
export interface Problem {
  readonly problem: string;
  readonly cure: string;
}

/** Bytes used, and the limit where one is known. */
export interface MemoryState {
  readonly usedBytes: number;
  readonly limitBytes: number | null;
}

/** How Redis stands. `memoryShare` is null where no limit is known, `durable` where nothing answers. */
export interface RedisHealth {
  readonly problems: readonly Problem[];
  readonly memoryShare: number | null;
  readonly memory: MemoryState | null;
  /** It keeps an append-only file: what it confirmed outlives it. */
  readonly durable: boolean | null;
}

/** Looks whether Redis can be trusted with stories. Never throws: what is wrong is in the answer. */
export async function readRedisHealth(redis: Redis, memoryLimit: number | null): Promise<RedisHealth> {
  try {
    const [information, policy] = await within(
      DEADLINE_MS,
      Promise.all([redis.info(), redis.config('GET', 'maxmemory-policy').catch(() => null)]),
    );
    const facts = parseInformation(information);
    const limit = Number(facts.maxmemory ?? 0) || memoryLimit;
    const memoryShare = limit ? Number(facts.used_memory ?? 0) / limit : null;
    const eviction = facts.maxmemory_policy ?? (Array.isArray(policy) ? String(policy[1]) : null);
    return {
      problems: CHECKS.flatMap((check) => check(facts, eviction, memoryShare) ?? []),
      memoryShare,
      memory: { usedBytes: Number(facts.used_memory ?? 0), limitBytes: limit || null },
      durable: facts.aof_enabled === '1',
    };
  } catch (error) {
    return {
      problems: [
        { problem: `redis is not reachable: ${describeError(error)}`, cure: 'start Redis, or correct REDIS_URL' },
      ],
      memoryShare: null,
      memory: null,
      durable: null,
    };
  }
}

type Facts = Readonly<Record<string, string>>;

const CHECKS: readonly ((facts: Facts, eviction: string | null, memoryShare: number | null) => Problem | null)[] = [
  (facts) =>
    facts.role !== undefined && facts.role !== 'master'
      ? { problem: 'redis is read-only: it is a replica', cure: 'point REDIS_URL at the primary, or promote this one' }
      : null,
  (_, eviction) =>
    eviction !== null && eviction !== 'noeviction'
      ? {
          problem: `redis evicts keys (${eviction})`,
          cure: 'CONFIG SET maxmemory-policy noeviction, and in its configuration file',
        }
      : null,
  (facts) =>
    facts.aof_enabled === '1' && facts.aof_last_write_status !== 'ok'
      ? {
          problem: 'redis cannot write its append-only file',
          cure: 'free disk space or mend the permissions of its folder',
        }
      : null,
  (facts) =>
    facts.rdb_last_bgsave_status !== undefined && facts.rdb_last_bgsave_status !== 'ok'
      ? {
          problem: 'redis cannot save its snapshot and refuses writes',
          cure: 'free disk space or mend the permissions of its folder, or switch snapshots off: CONFIG SET save ""',
        }
      : null,
  (_, __, memoryShare) =>
    memoryShare !== null && memoryShare > FULL
      ? {
          problem: `redis memory is ${Math.round(memoryShare * 100)} % full`,
          cure: 'raise maxmemory, or shorten retention.days',
        }
      : null,
];

function parseInformation(text: string): Facts {
  return Object.fromEntries(
    text
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
}

/** The promise, or an error when it takes longer than `ms`. */
export async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
