/** Shorter than the time from one probe of the breaker to the next. */
const PROBE_ROUND_MS = 20_000;

/**
 * Withdrawals that a receiver did not take. They stay first in line, so who publishes keeps in mind until when each
 * rests. Times are epoch milliseconds.
 */
export class RestingStops {
  readonly #stops = new Map<string, { readonly failedAt: number; readonly until: number }>();

  get size(): number {
    return this.#stops.size;
  }

  /** An article's stop failed and is tried again after a while. */
  add(article: string, now: number, delayMs: number): void {
    this.#stops.set(article, { failedAt: now, until: now + delayMs });
  }

  /**
   * A stop that failed waits for its next time. While the breaker is open each probe is that of a stop, where one waits;
   * a receiver that cannot take it is asked for something else then.
   */
  rests(article: string, breakerOpen: boolean, now: number): boolean {
    const stop = this.#stops.get(article);
    if (stop === undefined) return false;
    return now < (breakerOpen ? stop.failedAt + PROBE_ROUND_MS : stop.until);
  }

  /** Forgets those whose rest is over. */
  tidy(now: number): void {
    for (const [article, { failedAt, until }] of this.#stops)
      if (Math.max(failedAt + PROBE_ROUND_MS, until) <= now) this.#stops.delete(article);
  }

  clear(): void {
    this.#stops.clear();
  }
}
