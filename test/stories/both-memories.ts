import { afterAll, beforeAll, describe } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type Desk, mapDesk } from './desk.ts';
import { redisDesk } from './redis-process.ts';

const WINDOW_MS = 96 * 3_600_000;

/** Describes what must come of stories whatever remembers them: maps, or Redis as in the service. */
export function describeBothMemories(
  describeDesk: (openDesk: () => Promise<Desk>, memory: 'maps' | 'Redis') => void,
): void {
  describe('a memory in maps', () => describeDesk(async () => mapDesk(WINDOW_MS), 'maps'));
  describe('a memory in Redis', () => {
    let redis: TestRedis;
    let store: Store;
    beforeAll(async () => {
      redis = await startTestRedis();
      store = openStore(redis.connect(), { days: 1 });
    });
    afterAll(() => redis.close());
    describeDesk(async () => {
      await store.redis.flushall();
      return redisDesk(store, WINDOW_MS);
    }, 'Redis');
  });
}
