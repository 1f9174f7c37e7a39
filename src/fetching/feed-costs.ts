/** What a document, and each item of it, may take of the processor without being anybody's cost. */
const USUAL_MS = 50;
const USUAL_ITEM_MS = 10;
/** More than a tenth of one processor no feed costs for long, and all that cost more than is usual no more than a fifth. */
const PROCESSOR = { free: 1_000, perSecond: 100, perSecondOfAll: 200 };
/** A wire has some thousand stories a day; a feed with more new ones a minute at every poll brings floods. */
const STORIES = { free: 1_000, perSecond: 50, perSecondOfAll: Number.POSITIVE_INFINITY };
const LONGEST_REST_MS = 60_000;

/** What feeds may have at once, and what each and all together may have for long. */
interface Allowance {
  readonly free: number;
  readonly perSecond: number;
  readonly perSecondOfAll: number;
}

/** What each feed has had, less what it might have since. */
class Accounts {
  readonly #allowance: Allowance;
  readonly #had = new Map<string, number>();
  #settledAt: number;

  constructor(allowance: Allowance, now: number) {
    this.#allowance = allowance;
    this.#settledAt = now;
  }

  note(feed: string, amount: number, now: number): void {
    this.#settle(now);
    const { free, perSecond } = this.#allowance;
    const most = free + (LONGEST_REST_MS / 1_000) * perSecond;
    this.#had.set(feed, Math.min(most, (this.#had.get(feed) ?? 0) + amount));
  }

  restMs(feed: string, now: number): number {
    this.#settle(now);
    const tooMuch = Math.max(0, (this.#had.get(feed) ?? 0) - this.#allowance.free);
    return Math.round(Math.min(LONGEST_REST_MS, (tooMuch / this.#perSecond()) * 1_000));
  }

  #settle(now: number): void {
    const since = ((now - this.#settledAt) / 1_000) * this.#perSecond();
    this.#settledAt = now;
    for (const [feed, had] of this.#had) {
      if (had > since) this.#had.set(feed, had - since);
      else this.#had.delete(feed);
    }
  }

  #perSecond(): number {
    return Math.min(this.#allowance.perSecond, this.#allowance.perSecondOfAll / this.#had.size);
  }
}

/**
 * How much more than is usual of the processor the documents of each feed have taken, and how many new stories it has
 * brought, so that none lives on its neighbours' time: neither by what takes long once nor by what takes a while at
 * every poll, nor as one of many, nor by floods.
 */
export class FeedCosts {
  readonly #processor: Accounts;
  readonly #stories: Accounts;
  readonly #now: () => number;

  /** @param now milliseconds of any clock that only goes on */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#processor = new Accounts(PROCESSOR, now());
    this.#stories = new Accounts(STORIES, now());
  }

  /** Something of a feed, with so many items in it, took so many milliseconds of the processor. What is usual costs nothing. */
  note(feed: string, usedMs: number, items: number): void {
    const unusualMs = usedMs - USUAL_MS - USUAL_ITEM_MS * items;
    if (unusualMs > 0) this.#processor.note(feed, unusualMs, this.#now());
  }

  /** So many new stories of a feed were worked. */
  noteStories(feed: string, stories: number): void {
    this.#stories.note(feed, stories, this.#now());
  }

  /** For how many milliseconds the feed is to be left alone now. */
  restMs(feed: string): number {
    return Math.max(this.#processor.restMs(feed, this.#now()), this.#stories.restMs(feed, this.#now()));
  }
}
