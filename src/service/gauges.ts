import { readRedisHealth } from '../redis/readiness.ts';
import type { Settings } from '../settings/schema.ts';
import { countDeadLetters } from '../store/dead-letters.ts';
import { readDestination } from '../store/destinations.ts';
import { countHeld } from '../store/embargoes.ts';
import { readFeedTimes } from '../store/feeds.ts';
import { countLanes, oldestPending } from '../store/lanes.ts';
import { countStandingReceipts } from '../store/receipts.ts';
import type { Store } from '../store/store.ts';
import { MemoryForecast } from '../telemetry/memory-forecast.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Where polling pauses. */
const FULL_SHARE = 0.8;
const DAY_SECONDS = 86_400;

/** Sets the gauges from the store: destinations, dead letters, receipts, memory; those of feeds on request. */
export class Gauges {
  readonly #store: Store;
  readonly #metrics: Metrics;
  readonly #forecast = new MemoryForecast();

  constructor(store: Store, metrics: Metrics) {
    this.#store = store;
    this.#metrics = metrics;
    metrics.memoryLeft.set(Number.NaN);
  }

  /** One reading, at `now` (epoch milliseconds). */
  async read({ destinations, redis }: Settings, now: number): Promise<void> {
    const { memoryUsed, memoryLimit, memoryLeft, deadLetters, openReceipts, held } = this.#metrics;
    deadLetters.set(await countDeadLetters(this.#store));
    held.set(await countHeld(this.#store));
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
    if (days !== null) memoryLeft.set(days * DAY_SECONDS);
  }

  /** The times of these feeds. */
  async readFeeds(ids: readonly string[]): Promise<void> {
    const { feedLastFetch, feedLastOk, feedLastCommit } = this.#metrics;
    const found = await readFeedTimes(this.#store, ids);
    for (const gauge of [feedLastFetch, feedLastOk, feedLastCommit]) gauge.reset();
    for (const [at, times] of found.entries()) {
      const feed = { feed: ids[at] as string };
      if (times.lastFetchAt !== null) feedLastFetch.set(feed, times.lastFetchAt / 1_000);
      // A feed that never brought an answer must not look like one that is not there.
      feedLastOk.set(feed, (times.lastOkAt ?? 0) / 1_000);
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
