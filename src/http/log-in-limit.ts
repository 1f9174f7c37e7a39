const TRIES = 10;
const WITHIN_MS = 300_000;
const MOST_ADDRESSES = 10_000;

/** Makes an address wait from which too many log-ins have failed. */
export class LogInLimit {
  readonly #failures = new Map<string, { count: number; endsAt: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds that the address must wait; 0 where it may try. */
  waitFor(address: string): number {
    const failed = this.#failures.get(address);
    if (failed === undefined || failed.endsAt <= this.#now() || failed.count < TRIES) return 0;
    return Math.ceil((failed.endsAt - this.#now()) / 1_000);
  }

  /** Counts a log-in that failed. */
  failed(address: string): void {
    const before = this.#failures.get(address);
    const isCounting = before !== undefined && before.endsAt > this.#now();
    this.#failures.delete(address);
    this.#failures.set(address, {
      count: isCounting ? before.count + 1 : 1,
      endsAt: isCounting ? before.endsAt : this.#now() + WITHIN_MS,
    });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_ADDRESSES && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** Forgets what failed before. */
  succeeded(address: string): void {
    this.#failures.delete(address);
  }
}
