import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import { startStartingServer } from '../http/starting-server.ts';
import { askServer } from '../redis/ask-server.ts';
import { QUEUE_TAG, TAG } from '../redis/hash-tags.ts';
import type { RedisClient } from '../redis/open-client.ts';
import { type Problem, within } from '../redis/readiness.ts';

const ASK_EVERY_MS = 250;
const ANSWER_MS = 2_000;
const LOG_EVERY_MS = 30_000;
/** Answers after which waiting changes nothing, and what each of them means. */
const REFUSALS: readonly { readonly says: RegExp; readonly means: (reason: string) => string }[] = [
  {
    says: /\bMOVED\b/,
    means: () =>
      'redis is one node of a cluster: name the cluster, REDIS_URL=redis+cluster://host:6379, or several of its nodes',
  },
  {
    // Only a sentinel has no EXISTS.
    says: /\bunknown command\b/i,
    means: () =>
      'redis is a sentinel, which keeps no keys: name what it watches, REDIS_URL=redis+sentinel://host:26379/NAME',
  },
  {
    says: /\b(?:NOAUTH|WRONGPASS|NOPERM|invalid password|invalid username-password)/i,
    means: (reason) => `redis refuses us (${reason}): correct the user and the password in REDIS_URL`,
  },
];

/** Redis refuses access, or is none that can be used; the message says what to do. */
export class RedisRefused extends Error {
  override readonly name = 'RedisRefused';
}

/** The service was told to stop before it had begun. */
export class StoppedWhileStarting extends Error {
  override readonly name = 'StoppedWhileStarting';
}

/**
 * Waits until Redis answers. Where `listen` is given, its address says meanwhile that the service is alive and not
 * ready, and why; a port that is taken is found before any work begins.
 * @throws RedisRefused when its password or rights are wrong, StoppedWhileStarting on the signal
 */
export async function awaitRedis(
  redis: RedisClient,
  {
    listen,
    log,
    signal,
  }: { listen: { host: string; port: number } | null; log: Logger; signal: AbortSignal | undefined },
): Promise<void> {
  let problem: Problem = { problem: 'the service is starting', cure: 'wait until it has asked Redis' };
  let connectionError = '';
  redis.on('error', (error: Error) => {
    connectionError = describeError((error as { lastNodeError?: Error }).lastNodeError ?? error);
  });
  const server = listen === null ? null : await startStartingServer({ ...listen, problem: () => problem });
  try {
    for (let loggedAt = 0; ; ) {
      if (signal?.aborted) throw new StoppedWhileStarting('stopped before Redis answered');
      const found = await findProblem(redis, () => connectionError);
      if (found === null) return;
      problem = found;
      if (Date.now() - loggedAt > LOG_EVERY_MS) {
        log.error(problem, 'waiting for Redis');
        loggedAt = Date.now();
      }
      await wait(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await server?.close();
  }
}

/**
 * Why Redis cannot be used yet, or null where it can.
 * @param connectionError the last error of the connection, '' where there was none
 * @throws RedisRefused where waiting would change nothing
 */
async function findProblem(redis: RedisClient, connectionError: () => string): Promise<Problem | null> {
  const reason = await within(ANSWER_MS, Promise.all([TAG, QUEUE_TAG].map((tag) => redis.exists(`${tag}:ready`)))).then(
    () => null,
    (error: unknown) => connectionError() || describeError(error),
  );
  if (reason === null) return unfitFor(redis);
  const refusal = REFUSALS.find(({ says }) => says.test(reason));
  if (refusal !== undefined) throw new RedisRefused(refusal.means(reason));
  return { problem: `redis is not reachable: ${reason}`, cure: 'start Redis, or correct REDIS_URL' };
}

/** Why a Redis that answers cannot be written to, or null where it can. */
async function unfitFor(redis: RedisClient): Promise<Problem | null> {
  const information = String(await within(ANSWER_MS, askServer(redis, 'INFO')).catch(() => ''));
  if (/^role:slave/m.test(information))
    return {
      problem: 'redis is read-only: it is a replica',
      cure: 'point REDIS_URL at the primary, or promote this one (REPLICAOF NO ONE)',
    };
  return null;
}
