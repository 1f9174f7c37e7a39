import { readRedisHealth } from '../src/redis/readiness.ts';
import type { Settings } from '../src/settings/schema.ts';
import { countDeadLetters } from '../src/store/dead-letters.ts';
import { readFeedTimes } from '../src/store/feeds.ts';
import { countLanes, oldestPending, readDestination } from '../src/store/lanes.ts';
import { countStandingReceipts } from '../src/store/receipts.ts';
import type { Store } from '../src/store/store.ts';
import { MemoryForecast } from '../src/telemetry/memory-forecast.ts';
import type { Metrics } from '../src/telemetry/metrics.ts';

/** Where polling pauses. */
const FULL_SHARE = 0.8;

/** Reads from the store what the gauges show: destinations, letters, receipts, memory; feeds when somebody looks. */
export class Gauges {
  readonly #store: Store;
  readonly #metrics: Metrics;
  readonly #forecast = new MemoryForecast();

  constructor(store: Store, metrics: Metrics) {
    this.#store = store;
    this.#metrics = metrics;
  }

  /** One reading, at `now` (epoch milliseconds). */
  async read({ destinations, redis }: Settings, now: number): Promise<void> {
    const { memoryUsed, memoryLimit, memoryDaysLeft, deadLetters, openReceipts } = this.#metrics;
    deadLetters.set(await countDeadLetters(this.#store));
    openReceipts.set(await countStandingReceipts(this.#store));
    await this.#readDestinations(
      destinations.map(({ id }) => id),
      now,
    );
    const { memory } = await readRedisHealth(this.#store.redis, redis.memory ?? null);
    if (memory === null) return;
    const { usedBytes, limitBytes } = memory;
    memoryUsed.set(usedBytes);
    memoryLimit.set(limitBytes ?? 0);
    const days = this.#forecast.daysLeft(now, usedBytes, limitBytes === null ? null : limitBytes * FULL_SHARE);
    if (days !== null) memoryDaysLeft.set(days);
  }

  /** The times of these feeds. */
  async readFeeds(ids: readonly string[]): Promise<void> {
    const { feedLastFetch, feedLastOk, feedLastCommit } = this.#metrics;
    const found = await readFeedTimes(this.#store, ids);
    for (const gauge of [feedLastFetch, feedLastOk, feedLastCommit]) gauge.reset();
    for (const [at, times] of found.entries()) {
      const feed = { feed: ids[at] as string };
      if (times.lastFetchAt !== null) feedLastFetch.set(feed, times.lastFetchAt / 1_000);
      if (times.lastOkAt !== null) feedLastOk.set(feed, times.lastOkAt / 1_000);
      if (times.lastCommitAt !== null) feedLastCommit.set(feed, times.lastCommitAt / 1_000);
    }
  }

  async #readDestinations(ids: readonly string[], now: number): Promise<void> {
    const { pending, oldestPending: oldest, paused } = this.#metrics;
    for (const gauge of [pending, oldest, paused]) gauge.reset();
    for (const destination of ids) {
      const since = await oldestPending(this.#store, destination);
      pending.set({ destination }, await countLanes(this.#store, destination));
      oldest.set({ destination }, since === null ? 0 : Math.max(0, now - since) / 1_000);
      paused.set({ destination }, (await readDestination(this.#store, destination)).paused === null ? 0 : 1);
    }
  }
}
