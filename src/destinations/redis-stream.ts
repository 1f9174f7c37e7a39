import { once } from 'node:events';
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { AttemptResult } from '../article/attempt.ts';
import { describeError, RetryLater } from '../article/failure.ts';
import { defineDestination } from './contract/destination.ts';
import { factsOf, lineOf } from './contract/facts.ts';

const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;
const LONGEST_WAIT_MS = 5_000;

/** What an answer of the server means, and what cures it. All of them pass: none is about one revision. */
const CURES: readonly (readonly [answer: RegExp, cure: string])[] = [
  [/^WRONGTYPE/, 'the key that stream: names is no stream; name another, or delete it'],
  [/^(?:NOAUTH|WRONGPASS)/, 'correct the user or the password in url:'],
  [/^NOPERM/, 'allow this user XADD on the stream'],
  [/^OOM/, 'the receiving Redis is full; lower maxLength: or raise its maxmemory'],
  [
    /^(?:MISCONF|READONLY|MASTERDOWN|LOADING|CLUSTERDOWN|TRYAGAIN|NOREPLICAS)/,
    'the receiving Redis takes no writes now',
  ],
  [/^(?:MOVED|ASK)/, 'url: names another node of a cluster than the one that has the stream'],
];

/**
 * Appends each revision to a Redis stream: field `id`, the revision's id, and field `envelope`, the JSON of the
 * envelope with `id` in it; any other document than the canonical one in `document`, beside `contentType`, `type`,
 * `timestamp`, `article` and `revision`. An attempt whose answer was lost is made again, so a receiver drops ids that it has seen.
 * Consumer groups are the receivers' own: `XGROUP CREATE STREAM GROUP 0 MKSTREAM` works before the first entry too.
 */
const redisStream = defineDestination({
  type: 'redis-stream',
  summary: 'appends each revision to a stream of a Redis server',
  settings: z.strictObject({
    url: z
      .url({ protocol: /^rediss?$/, error: 'write a redis:// or rediss:// address' })
      .describe('the server')
      .meta({ example: 'redis://redis.example.org:6379' }),
    stream: z.string().min(1).describe('the key of the stream').meta({ example: 'wire' }),
    maxLength: z.int().positive().default(100_000).describe('about so many entries are kept'),
  }),
  open({ url, stream, maxLength }) {
    // Nothing is queued or sent again behind our back: a late write could pass a newer one.
    const redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_MS,
      commandTimeout: ANSWER_MS,
      keepAlive: 5_000,
      retryStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 7), LONGEST_WAIT_MS),
    });
    // Everybody who waits for the server listens for it.
    redis.setMaxListeners(0);
    let trouble: unknown = null;
    let usable = false;
    redis.on('error', (error) => {
      trouble = error;
    });
    redis.on('ready', () => {
      usable = true;
    });
    redis.on('close', () => {
      usable = false;
    });
    const waitUntilUsable = async (signal: AbortSignal): Promise<void> => {
      if (usable) return;
      if (redis.status === 'wait') redis.connect().catch(() => undefined);
      const patience = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
      await once(redis, 'ready', { signal: patience }).catch(() => undefined);
    };
    const disconnected = (): string => `not connected: ${trouble === null ? 'no answer' : describeError(trouble)}`;
    return {
      async connect() {
        await waitUntilUsable(AbortSignal.timeout(CONNECT_MS));
        if (!usable) throw new RetryLater(disconnected());
      },
      async deliver(delivery) {
        const { id, document, signal } = delivery;
        await waitUntilUsable(signal);
        if (!usable) return failed(disconnected(), false);
        const fields = document.enveloped
          ? { id, envelope: lineOf(delivery) }
          : { ...factsOf(delivery), contentType: document.contentType, document: document.body };
        try {
          const entry = await redis.xadd(stream, 'MAXLEN', '~', maxLength, '*', ...Object.entries(fields).flat());
          return { outcome: 'delivered', detail: String(entry) };
        } catch (error) {
          const answered = error instanceof Error && error.name === 'ReplyError';
          // Of those under way at once, the first that fails ends the connection for all.
          if (!answered && usable) {
            usable = false;
            redis.disconnect(true);
          }
          return failed(reasonOf(error), !answered);
        }
      },
      close() {
        redis.disconnect();
        return Promise.resolve();
      },
    };
  },
});
export default redisStream;

function failed(reason: string, ambiguous: boolean): AttemptResult {
  return { outcome: 'failed', reason, retryAfterMs: null, ambiguous };
}

function reasonOf(error: unknown): string {
  const words = describeError(error);
  const [, cure] = CURES.find(([answer]) => answer.test(words)) ?? [];
  return cure === undefined ? words : `${words} (${cure})`;
}
