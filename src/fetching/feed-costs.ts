/** What a document, and each item of it, may take of the processor without being anybody's cost. */
const USUAL_MS = 50;
const USUAL_ITEM_MS = 10;
/** What a feed may cost at once without having to wait for it. */
const FREE_MS = 1_000;
/** More than this of one processor no feed costs for long. */
const SHARE = 0.1;
const LONGEST_REST_MS = 60_000;

/** What a feed has cost, less its share of the time since. */
interface Account {
  usedMs: number;
  at: number;
}

/**
 * How much more than is usual of the processor the documents of each feed have taken, so that none lives on its
 * neighbours' time: neither by what takes long once nor by what takes a while at every poll.
 */
export class FeedCosts {
  readonly #accounts = new Map<string, Account>();
  readonly #now: () => number;

  /** @param now milliseconds of any clock that only goes on */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Something of a feed, with so many items in it, took so many milliseconds of the processor. What is usual costs nothing. */
  note(feed: string, usedMs: number, items: number): void {
    const unusualMs = usedMs - USUAL_MS - USUAL_ITEM_MS * items;
    if (unusualMs <= 0) return;
    const most = FREE_MS + LONGEST_REST_MS * SHARE;
    this.#accounts.set(feed, { usedMs: Math.min(most, this.#owed(feed) + unusualMs), at: this.#now() });
  }

  /** For how many milliseconds the feed is to be left alone now. */
  restMs(feed: string): number {
    return Math.round(Math.max(0, this.#owed(feed) - FREE_MS) / SHARE);
  }

  #owed(feed: string): number {
    const account = this.#accounts.get(feed);
    return account === undefined ? 0 : Math.max(0, account.usedMs - (this.#now() - account.at) * SHARE);
  }
}
