import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { describeError, RetryLater } from '../article/failure.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { factsOf, lineOf } from './contract/facts.ts';
import { delivered, failed } from './contract/results.ts';

const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;
const LONGEST_WAIT_MS = 5_000;

/** What an answer of the server means, and what cures it. All of them can pass: none is the fault of one revision. */
const CURES = [
  [/^WRONGTYPE/, 'the key that stream: names is no stream; name another, or delete it'],
  [/^(?:NOAUTH|WRONGPASS)/, 'correct the user or the password in url:'],
  [/^NOPERM/, 'allow this user XADD on the stream'],
  [/^OOM/, 'the receiving Redis is full; lower maxLength: or raise its maxmemory'],
  [
    /^(?:MISCONF|READONLY|MASTERDOWN|LOADING|CLUSTERDOWN|TRYAGAIN|NOREPLICAS)/,
    'the receiving Redis takes no writes now',
  ],
  [/^(?:MOVED|ASK)/, 'url: names another node of a cluster than the one that has the stream'],
] as const;

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
    const server = new ReceivingServer(url);
    return {
      async connect() {
        if ((await server.ready(AbortSignal.timeout(CONNECT_MS))) === null) throw new RetryLater(server.disconnected());
      },
      async deliver(delivery) {
        const redis = await server.ready(delivery.signal);
        if (redis === null) return failed(server.disconnected(), false);
        const fields = Object.entries(fieldsOf(delivery)).flat();
        try {
          const entry = await redis.xadd(stream, 'MAXLEN', '~', maxLength, '*', ...fields);
          return delivered(String(entry));
        } catch (error) {
          const answered = error instanceof Error && error.name === 'ReplyError';
          if (!answered) server.reconnect();
          return failed(error, !answered, CURES);
        }
      },
      close: () => server.close(),
    };
  },
});
export default redisStream;

function fieldsOf(delivery: Delivery): Readonly<Record<string, string>> {
  const { id, document } = delivery;
  if (document.enveloped) return { id, envelope: lineOf(delivery) };
  return { ...factsOf(delivery), contentType: document.contentType, document: document.body };
}

/** The connection to the receiving Redis, which is made again by itself, as long as it can be used. */
class ReceivingServer {
  readonly #url: string;
  #client: Promise<Redis> | null = null;
  /** The client while it is connected. */
  #ready: Redis | null = null;
  #trouble: unknown = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** The client, or null where it is not worth waiting any longer for a connection. */
  async ready(signal: AbortSignal): Promise<Redis | null> {
    if (this.#ready !== null) return this.#ready;
    this.#client ??= this.#open();
    const redis = await this.#client;
    if (this.#ready !== null) return redis;
    if (redis.status === 'wait') redis.connect().catch(() => undefined);
    const patience = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
    await once(redis, 'ready', { signal: patience }).catch(() => undefined);
    return this.#ready;
  }

  async #open(): Promise<Redis> {
    // Loading the client takes longer than all else that a command does, so it is loaded where it is used.
    const { Redis: Client } = await import('ioredis');
    // Nothing is queued or sent again behind our back: a late write could pass a newer one.
    const redis = new Client(this.#url, {
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
    redis.on('error', (error) => {
      this.#trouble = error;
    });
    redis.on('ready', () => {
      this.#ready = redis;
    });
    redis.on('close', () => {
      this.#ready = null;
    });
    return redis;
  }

  /** Why it cannot be used. */
  disconnected(): string {
    return `not connected: ${this.#trouble === null ? 'no answer' : describeError(this.#trouble)}`;
  }

  /** Ends the connection and makes another. Of those under way at once, the first that fails does so for all. */
  reconnect(): void {
    const redis = this.#ready;
    this.#ready = null;
    redis?.disconnect(true);
  }

  async close(): Promise<void> {
    (await this.#client)?.disconnect();
  }
}
