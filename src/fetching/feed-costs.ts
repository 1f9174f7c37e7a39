/** What a document, and each item of it, may take of the processor without being anybody's cost. */
const USUAL_MS = 50;
const USUAL_ITEM_MS = 10;
/** What a feed may cost at once without having to wait for it. */
const FREE_MS = 1_000;
/** More than this of one processor no feed costs for long, and all that cost more than is usual no more than that. */
const SHARE = 0.1;
const SHARE_OF_ALL = 0.2;
const LONGEST_REST_MS = 60_000;

/**
 * How much more than is usual of the processor the documents of each feed have taken, so that none lives on its
 * neighbours' time: neither by what takes long once nor by what takes a while at every poll, nor as one of many.
 */
export class FeedCosts {
  /** What each feed has cost, less its share of the time since. */
  readonly #owed = new Map<string, number>();
  readonly #now: () => number;
  #settledAt: number;

  /** @param now milliseconds of any clock that only goes on */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#settledAt = now();
  }

  /** Something of a feed, with so many items in it, took so many milliseconds of the processor. What is usual costs nothing. */
  note(feed: string, usedMs: number, items: number): void {
    const unusualMs = usedMs - USUAL_MS - USUAL_ITEM_MS * items;
    if (unusualMs <= 0) return;
    this.#settle();
    const most = FREE_MS + LONGEST_REST_MS * SHARE;
    this.#owed.set(feed, Math.min(most, (this.#owed.get(feed) ?? 0) + unusualMs));
  }

  /** For how many milliseconds the feed is to be left alone now. */
  restMs(feed: string): number {
    this.#settle();
    const restMs = Math.max(0, (this.#owed.get(feed) ?? 0) - FREE_MS) / this.#share();
    return Math.round(Math.min(LONGEST_REST_MS, restMs));
  }

  #settle(): void {
    const now = this.#now();
    const paidMs = (now - this.#settledAt) * this.#share();
    this.#settledAt = now;
    for (const [feed, owed] of this.#owed) {
      if (owed > paidMs) this.#owed.set(feed, owed - paidMs);
      else this.#owed.delete(feed);
    }
  }

  #share(): number {
    return Math.min(SHARE, SHARE_OF_ALL / this.#owed.size);
  }
}
