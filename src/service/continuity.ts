import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import { markerPath, readMarker, writeMarker } from '../data-folder/marker-file.ts';
import type { Problem } from '../redis/readiness.ts';
import type { Settings } from '../settings/schema.ts';
import {
  endRecovering,
  exchangeHeartbeat,
  isRecovering,
  type Marker,
  markLoss,
  markRecovering,
  recoveringFeeds,
} from '../store/continuity.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from '../telemetry/metrics.ts';

const RESET_MATTERS_MS = 3_600_000;
const WAITING: Problem = {
  problem: 'deliveries wait: redis was restored from a backup',
  cure: 'when receivers may get again, with the same ids, what came since the backup: start with --resume',
};

/** What the watch over Redis needs. */
interface ContinuityDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly redis: Settings['redis'];
  readonly now: () => number;
  /** Redis holds nothing any more, or an older state. */
  readonly onLoss: () => Promise<void>;
  /** The ids of the feeds in the settings of now. */
  readonly feeds: () => readonly string[];
}

/**
 * Watches that Redis still holds what it confirmed. The marker of it lives in this process and in the data folder.
 * After a loss the feeds' next documents count as recovered; after a restore deliveries wait for an operator.
 */
export class Continuity {
  readonly #dependencies: ContinuityDependencies;
  readonly #path: string;
  readonly #recovering = new Set<string>();
  #marker: Marker | null;
  /** The data of the private server, if there is any, was brought here from elsewhere. */
  readonly #brought: boolean;
  #waiting = false;
  #resetAt = Number.NEGATIVE_INFINITY;
  #noticedAt = Number.NEGATIVE_INFINITY;
  #saidUnwritable = false;
  #turn: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | null = null;
  #writing: Promise<void> | null = null;

  constructor(dependencies: ContinuityDependencies) {
    this.#dependencies = dependencies;
    this.#path = markerPath({
      dataFolder: dependencies.redis.dataFolder,
      address: dependencies.redis.url?.reveal() ?? null,
    });
    const found = readMarker(this.#path);
    this.#marker = found;
    this.#brought = dependencies.redis.url === null && (found?.copied ?? true);
  }

  /** The first check, before anything else works. */
  async begin(resume: boolean): Promise<void> {
    await this.#check({ brought: this.#brought, ...(resume ? { deliveries: 'resume' as const } : {}) });
    await this.#writing;
    for (const feed of await recoveringFeeds(this.#dependencies.store)) this.#recovering.add(feed);
    if (resume) this.#dependencies.log.info('deliveries resumed');
  }

  /** One more check, after the one under way, since each compares with the one before it. All who wait share it. */
  check(): Promise<void> {
    this.#next ??= this.#turn.then(() => {
      this.#next = null;
      return this.#check({});
    });
    this.#turn = this.#next.catch(() => undefined);
    return this.#next;
  }

  /** True for a while after Redis lost all it held. */
  get reset(): boolean {
    return this.#dependencies.now() - this.#resetAt < RESET_MATTERS_MS;
  }

  /** Null, or why deliveries wait and what to do. */
  get waiting(): Problem | null {
    return this.#waiting ? WAITING : null;
  }

  /** True until the feed was fetched after a loss, here or elsewhere. `first`: it seems never to have been fetched. */
  async recovering(feed: string, first: boolean): Promise<boolean> {
    await this.check();
    if (!this.#recovering.has(feed)) return false;
    if (first || (await isRecovering(this.#dependencies.store, feed))) return true;
    this.#recovering.delete(feed);
    return false;
  }

  /** The feed was fetched, by a fetch that began after the loss was noticed where it matters when it began. */
  async recovered(feed: string, begunAt = Number.POSITIVE_INFINITY): Promise<void> {
    if (begunAt < this.#noticedAt) return;
    if (this.#recovering.delete(feed)) await endRecovering(this.#dependencies.store, feed);
  }

  async #check(options: Parameters<typeof exchangeHeartbeat>[2]): Promise<void> {
    const { store, log, metrics, feeds } = this.#dependencies;
    const { continuity, lostMs, waiting, marker } = await exchangeHeartbeat(store, this.#marker, options);
    if (continuity === 'cut' || continuity === 'reset' || continuity === 'restored') {
      metrics.losses.inc({ kind: continuity });
      log.error({ kind: continuity, lostMs }, 'redis lost writes that it had confirmed; feeds are read for them again');
      this.#noticedAt = this.#dependencies.now();
      if (continuity === 'reset') this.#resetAt = this.#noticedAt;
      await this.#dependencies.onLoss();
      await markLoss(store, this.#dependencies.now());
      await markRecovering(store, feeds());
      for (const feed of feeds()) this.#recovering.add(feed);
    }
    if (continuity === 'other') log.warn('redis is another store than the one known here');
    if (waiting && !this.#waiting) log.error(WAITING, 'deliveries wait');
    this.#waiting = waiting;
    this.#marker = marker;
    this.#writing ??= this.#remember().finally(() => {
      this.#writing = null;
    });
  }

  /** Writes the marker down until the file is as new as it. Nobody waits: an older one finds the same losses. */
  async #remember(): Promise<void> {
    try {
      for (let written: Marker | null = null; written !== this.#marker; ) {
        written = this.#marker as Marker;
        await writeMarker(this.#path, written);
      }
      this.#saidUnwritable = false;
    } catch (error) {
      if (!this.#saidUnwritable)
        this.#dependencies.log.warn(
          { reason: describeError(error) },
          'the data folder cannot be written to: free disk space or mend its rights',
        );
      this.#saidUnwritable = true;
    }
  }
}
