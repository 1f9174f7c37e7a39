import { once } from 'node:events';
import { Redis } from 'ioredis';
import { describeError, Rejected } from '../article/failure.ts';
import type { AttemptResult, Destination } from './contract/destination.ts';

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
 * envelope with `id` in it. An attempt whose answer was lost is made again, so a receiver drops ids that it has seen.
 * Consumer groups are the receivers' own: `XGROUP CREATE STREAM GROUP 0 MKSTREAM` works before the first entry too.
 */
const redisStream: Destination = {
  type: 'redis-stream',
  async open({ id: destination, url, stream, maxLength }) {
    if (url === undefined || stream === undefined)
      throw new Rejected(`destination ${destination}: a redis-stream needs url: and stream:`);
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
    redis.connect().catch(() => undefined);
    return {
      async deliver({ id, envelope, signal }) {
        if (!usable) {
          const patience = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
          await once(redis, 'ready', { signal: patience }).catch(() => undefined);
          if (!usable)
            return failed(`not connected: ${trouble === null ? 'no answer' : describeError(trouble)}`, false);
        }
        const { type, timestamp, ...rest } = envelope;
        const body = JSON.stringify({ id, type, timestamp, ...rest });
        try {
          const entry = await redis.xadd(stream, 'MAXLEN', '~', maxLength, '*', 'id', id, 'envelope', body);
          return { outcome: 'delivered', detail: String(entry) };
        } catch (error) {
          const answered = error instanceof Error && error.name === 'ReplyError';
          if (!answered) {
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
};
export default redisStream;

function failed(reason: string, ambiguous: boolean): AttemptResult {
  return { outcome: 'failed', reason, retryAfterMs: null, ambiguous };
}

function reasonOf(error: unknown): string {
  const words = describeError(error);
  const [, cure] = CURES.find(([answer]) => answer.test(words)) ?? [];
  return cure === undefined ? words : `${words} (${cure})`;
}
