import { type Claimed, claimHeads } from '../store/lanes.ts';
import { dueStops } from '../store/stops.ts';
import type { Store } from '../store/store.ts';

/** Stops under way at once at one destination, beside all else. */
const STOPS_AT_ONCE = 8;

/** What sending the stops of a destination needs. */
interface StopDependencies {
  readonly store: Store;
  readonly destination: { readonly id: string };
  readonly now: () => number;
  /** The lease under which heads are claimed. */
  readonly token: string;
  readonly attemptMs: number;
  /** Makes one attempt and records what became of it; never throws. Returns whether it was taken. */
  readonly attempt: (claimed: Claimed) => Promise<boolean>;
}

/**
 * Sends the stops of a destination that are due. They have a schedule and attempts of their own: neither its breaker nor
 * its pace nor a pause holds them back.
 */
export class StopSender {
  readonly #dependencies: StopDependencies;
  readonly #underWay = new Map<string, Promise<boolean>>();

  constructor(dependencies: StopDependencies) {
    this.#dependencies = dependencies;
  }

  /** No stop is under way. */
  get idle(): boolean {
    return this.#underWay.size === 0;
  }

  /** Begins what is due. Returns when the next stop is due (epoch milliseconds), or null. */
  begin(): Promise<number | null> {
    return this.#begin(this.#dependencies.now());
  }

  /** Sends all that is owed, due or not, for as long as something of it is taken, and waits for the attempts. */
  async sendOwed(): Promise<void> {
    let isTaken = true;
    while (isTaken) {
      await this.#begin(Number.POSITIVE_INFINITY);
      isTaken = (await Promise.all(this.#underWay.values())).includes(true);
    }
  }

  /** Begins what is due by an instant. Returns when the next stop is due, or null. */
  async #begin(until: number): Promise<number | null> {
    const { store, destination, token, attemptMs } = this.#dependencies;
    const room = STOPS_AT_ONCE - this.#underWay.size;
    if (room <= 0) return null;
    const { articles, nextAt } = await dueStops(store, destination.id, until, STOPS_AT_ONCE + room);
    const free = articles.filter((article) => !this.#underWay.has(article)).slice(0, room);
    const heads = await claimHeads(store, destination.id, { token, articles: free, attemptMs, which: 'stops' });
    for (const [at, claimed] of heads.entries()) {
      const article = free[at] as string;
      if (claimed === null) continue;
      const attempt = this.#dependencies.attempt(claimed).finally(() => this.#underWay.delete(article));
      this.#underWay.set(article, attempt);
    }
    return nextAt;
  }

  /** Waits for the attempts under way. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#underWay.values());
  }
}
