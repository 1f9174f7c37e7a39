import { randomUUID } from 'node:crypto';
import type { FeedSettings } from '../settings/schema.ts';
import { beginDueFetches } from '../store/fetch-turns.ts';
import { askedFeed, type FetchDependencies, goOnWith, LEASE_MS } from './fetch-feed.ts';

/** Fetches the feeds of a group that are due, so many at a time in this process. */
export class FetchWaves {
  readonly #dependencies: FetchDependencies;
  readonly #most: number;
  #underWay = 0;

  constructor(dependencies: FetchDependencies, most: number) {
    this.#dependencies = dependencies;
    this.#most = most;
  }

  /**
   * Fetches those of the feeds that are due. What this process has no room for stays due.
   * @param earlyMs a feed that is due within this is fetched now: the next time it would be late
   * @throws what went wrong with the first that was not let go of
   */
  async fetchDue(feeds: readonly FeedSettings[], earlyMs: number): Promise<void> {
    const free = this.#most - this.#underWay;
    if (free <= 0 || feeds.length === 0) return;
    this.#underWay += free;
    const token = randomUUID();
    const asked = feeds.map((feed) => askedFeed(this.#dependencies, feed));
    const taking = { token, leaseMs: LEASE_MS, most: free, earlyMs };
    const taken = await beginDueFetches(this.#dependencies.store, asked, taking).catch((error: unknown) => {
      this.#underWay -= free;
      throw error;
    });
    this.#underWay += taken.length - free;
    const byId = new Map(feeds.map((feed) => [feed.id, feed]));
    const ended = await Promise.allSettled(
      taken.map(async ({ feed, begun }) => {
        try {
          await goOnWith(this.#dependencies, byId.get(feed) as FeedSettings, token, begun);
        } finally {
          this.#underWay -= 1;
        }
      }),
    );
    const failed = ended.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
