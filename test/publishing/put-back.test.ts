import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptResult } from '../../src/article/attempt.ts';
import type { Delivery } from '../../src/destinations/contract/destination.ts';
import type { Publisher } from '../../src/publishing/publisher.ts';
import { keys } from '../../src/store/keys.ts';
import { countLanes } from '../../src/store/lanes.ts';
import { readStop } from '../../src/store/stops.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';
import { commitRevision, startPublisher } from './one-publisher.ts';

const FAILED = { outcome: 'failed', reason: 'the connection broke', retryAfterMs: null, ambiguous: true } as const;
const BUSY = { outcome: 'put-back', reason: 'another process writes to the folder now', ambiguous: false } as const;

let redis: TestRedis;
let store: Store;
let publisher: Publisher;
/** What was sent: the revision, and which attempt at it the receiver was told that it is. */
let sent: string[];

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  sent = [];
});

/** Another publisher has the lease for a while. */
async function loseLease(): Promise<void> {
  await store.redis.set(keys.lease('cms'), 'another-publisher', 'PX', 1_500);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

/** The first attempt ends as `first` says; all others are taken. A second revision waits behind it meanwhile. */
async function interruptFirst(first: (delivery: Delivery) => Promise<AttemptResult>, stop: boolean): Promise<void> {
  publisher = startPublisher(store, async (delivery) => {
    sent.push(`${delivery.id} ${delivery.attempt}`);
    if (sent.length > 1) return { outcome: 'delivered', detail: 'taken' };
    await commitRevision(store, 'story', 2, { stop });
    publisher.wake();
    expect(
      await until(async () => (await store.redis.get(keys.lane('cms', 'story')))?.includes('story-2') ?? false),
    ).toBe(true);
    return first(delivery);
  });
  await commitRevision(store, 'story', 1);
  publisher.wake();
}
const isDone = (): Promise<boolean> =>
  until(async () => sent.length > 1 && (await countLanes(store, 'cms')) === 0, 20_000);

describe('an attempt that failed for a reason of our own', () => {
  test.each([
    [
      'the lease was lost in the middle',
      async () => {
        await loseLease();
        return FAILED;
      },
    ],
    ['another process has the folder', () => Promise.resolve(BUSY)],
  ] as [string, () => Promise<AttemptResult>][])(
    'is made again as the first one, before what waits behind it: %s',
    async (_, first) => {
      await interruptFirst(first, false);
      expect(await isDone()).toBe(true);
      expect(sent).toEqual(['story-1 1', 'story-1 1', 'story-2 1']);
      await publisher.stop();
    },
  );

  test('and that a stop overtook has the stop sent once more, for the receiver may have taken it', async () => {
    await interruptFirst(async () => {
      await loseLease();
      return FAILED;
    }, true);
    expect(await isDone()).toBe(true);
    expect(sent.slice(1)).toEqual(['story-2 1', 'story-2 1']);
    expect((await readStop(store, 'story-2'))?.destinations[0]?.confirmedAt).not.toBeNull();
    await publisher.stop();
  });
});
