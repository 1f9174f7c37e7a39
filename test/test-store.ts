import { afterAll, beforeAll } from 'vitest';
import { openStore, type Store } from '../src/store/store.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

/** The store of a test file, on a Redis that starts before its tests and ends after them. */
export function useTestStore(settings: Parameters<typeof openStore>[1] = { days: 1 }): Store {
  const store = {} as Store;
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startTestRedis();
    Object.assign(store, openStore(redis.connect(), settings));
  });
  afterAll(() => redis.close());
  return store;
}
