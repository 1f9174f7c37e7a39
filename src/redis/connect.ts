import type { RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import type { Settings } from '../settings/schema.ts';
import { openClient, type RedisClient } from './open-client.ts';
import { type PrivateRedis, startPrivateRedis } from './private-child.ts';

const ERRORS_EVERY_MS = 5_000;
/** A connection that owes an answer for so long is given up; BullMQ's longest wait for a job is 10 s. */
const SILENT_MS = 30_000;

/** Workers wait for Redis however long it takes; what a person waits for fails soon. */
const OPTIONS = {
  worker: { maxRetriesPerRequest: null, enableOfflineQueue: true },
  store: { maxRetriesPerRequest: null, enableOfflineQueue: true, enableAutoPipelining: true },
  reader: { maxRetriesPerRequest: 1, enableOfflineQueue: true, commandTimeout: 5_000 },
} as const satisfies Record<string, RedisOptions>;

/** The Redis that the service runs on. */
export interface RedisConnections {
  /** Said in the log: where it is. */
  readonly where: string;
  /** The private child, or null when REDIS_URL names one. */
  readonly child: PrivateRedis | null;
  connect(role: keyof typeof OPTIONS): RedisClient;
  /** Ends all connections, and the private child. */
  close(): Promise<void>;
}

/** Finds or starts the Redis: the one that is named, else a private child of the data folder. */
export async function openRedis(settings: Settings['redis'], log: Logger): Promise<RedisConnections> {
  const child =
    settings.url === null
      ? await startPrivateRedis(
          { dataFolder: settings.dataFolder, fsync: settings.fsync, memoryBytes: settings.memory },
          log,
        )
      : null;
  const clients: RedisClient[] = [];
  let lastError = 0;
  const connect = (role: keyof typeof OPTIONS): RedisClient => {
    const options: RedisOptions = { ...OPTIONS[role], keepAlive: 5_000, socketTimeout: SILENT_MS };
    const client = openClient(child === null ? (settings.url?.reveal() ?? '') : child.socketPath, options);
    client.on('error', (error: Error) => {
      if (Date.now() - lastError < ERRORS_EVERY_MS) return;
      lastError = Date.now();
      log.error({ reason: describeError(error) }, 'redis connection failed');
    });
    clients.push(client);
    return client;
  };
  return {
    where: child === null ? 'REDIS_URL' : `private Redis in ${settings.dataFolder}`,
    child,
    connect,
    async close() {
      for (const client of clients) client.disconnect();
      await child?.stop();
    },
  };
}
