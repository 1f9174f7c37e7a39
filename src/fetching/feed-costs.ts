/** What a feed may cost at once without having to wait for it. */
const FREE_MS = 1_000;
/** For each second of work a feed is left alone so many. */
const REST_FACTOR = 10;
const LONGEST_REST_MS = 60_000;

/** How much of the processor the documents of each feed have taken, so that none lives on its neighbours' time. */
export class FeedCosts {
  readonly #usedMs = new Map<string, number>();

  /** Something of a feed took so many milliseconds of the processor. What is usual costs nothing. */
  note(feed: string, usedMs: number): void {
    if (usedMs >= FREE_MS) this.#usedMs.set(feed, (this.#usedMs.get(feed) ?? 0) + usedMs);
  }

  /** For how many milliseconds the feed is to be left alone. What it has cost until now is settled by that. */
  takeRestMs(feed: string): number {
    const usedMs = this.#usedMs.get(feed) ?? 0;
    this.#usedMs.delete(feed);
    return Math.min(usedMs * REST_FACTOR, LONGEST_REST_MS);
  }
}
