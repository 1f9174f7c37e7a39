import { existsSync } from 'node:fs';
import { openClient } from '../../redis/open-client.ts';
import { privateSocketPath } from '../../redis/private-child.ts';
import type { Settings } from '../../settings/schema.ts';
import { openStore, type Store } from '../../store/store.ts';

const CONNECT_MS = 3_000;

/** The running service has no Redis that this command could reach; the message says what to do. */
export class ServiceAway extends Error {
  override readonly name = 'ServiceAway';
}

/**
 * Runs `work` on the store of the service that these settings describe: the Redis they name, else the private one of
 * their data folder, which lives as long as the service does.
 * @throws ServiceAway when nothing answers there
 */
export async function withStore<Result>(settings: Settings, work: (store: Store) => Promise<Result>): Promise<Result> {
  const { url, dataFolder } = settings.redis;
  const socketPath = privateSocketPath(dataFolder);
  if (url === null && !existsSync(socketPath))
    throw new ServiceAway(`nothing runs on ${dataFolder}: start the service, or set REDIS_URL to its Redis`);
  const options = {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
  } as const;
  const redis = openClient(url === null ? socketPath : url.reveal(), options);
  redis.on('error', () => undefined);
  try {
    await redis.connect();
  } catch (cause) {
    throw new ServiceAway(`${url === null ? socketPath : 'REDIS_URL'} does not answer: is the service running?`, {
      cause,
    });
  }
  try {
    return await work(openStore(redis, settings.retention));
  } finally {
    redis.disconnect();
  }
}
