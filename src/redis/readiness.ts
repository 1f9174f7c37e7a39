import { describeError } from '../article/failure.ts';
import { askServer } from './ask-server.ts';
import type { RedisClient } from './open-client.ts';

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

/** How Redis stands. `memoryShare` and `memory` are null where they are not known, `durable` too. */
export interface RedisHealth {
  readonly problems: readonly Problem[];
  /** It answers, though it may say nothing of itself. */
  readonly answers: boolean;
  readonly memoryShare: number | null;
  readonly memory: MemoryState | null;
  /** It keeps an append-only file: what it confirmed outlives it. */
  readonly durable: boolean | null;
}

/** Looks whether Redis can be trusted with stories. Never throws: what is wrong is in the answer. */
export async function readRedisHealth(redis: RedisClient, memoryLimit: number | null): Promise<RedisHealth> {
  try {
    const facts = parseInformation(String(await within(DEADLINE_MS, askServer(redis, 'INFO'))));
    const limit = Number(facts.maxmemory ?? 0) || memoryLimit;
    const memoryShare = limit ? Number(facts.used_memory ?? 0) / limit : null;
    return {
      answers: true,
      problems: CHECKS.flatMap((check) => check(facts, memoryShare) ?? []),
      memoryShare,
      memory: { usedBytes: Number(facts.used_memory ?? 0), limitBytes: limit || null },
      durable: facts.aof_enabled === '1',
    };
  } catch (error) {
    const reason = describeError(error);
    const answers = MAY_NOT_ASK.test(reason);
    const problem = { problem: `redis is not reachable: ${reason}`, cure: 'start Redis, or correct REDIS_URL' };
    return { answers, problems: answers ? [] : [problem], memoryShare: null, memory: null, durable: null };
  }
}

/** Whether the server tells its users of itself. */
export async function answersInfo(redis: RedisClient): Promise<boolean> {
  return askServer(redis, 'INFO', 'server').then(
    () => true,
    (error: unknown) => !MAY_NOT_ASK.test(describeError(error)),
  );
}

/** Managed servers may keep INFO from their users: nothing is known of their memory then. */
const MAY_NOT_ASK = /\bNOPERM\b|has no permissions|unknown command/i;

type Facts = Readonly<Record<string, string>>;

const CHECKS: readonly ((facts: Facts, memoryShare: number | null) => Problem | null)[] = [
  (facts) =>
    facts.role !== undefined && facts.role !== 'master'
      ? { problem: 'redis is read-only: it is a replica', cure: 'point REDIS_URL at the primary, or promote this one' }
      : null,
  ({ maxmemory_policy: eviction }) =>
    eviction !== undefined && eviction !== 'noeviction'
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
  (_, memoryShare) =>
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
