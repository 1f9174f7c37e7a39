const TRIES = 10;
const WITHIN_MS = 300_000;
const MOST_ADDRESSES = 10_000;

/** How often an address may try to log in in vain before it must wait. */
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

  failed(address: string): void {
    const before = this.#failures.get(address);
    const runs = before !== undefined && before.endsAt > this.#now();
    this.#failures.delete(address);
    this.#failures.set(address, {
      count: runs ? before.count + 1 : 1,
      endsAt: runs ? before.endsAt : this.#now() + WITHIN_MS,
    });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_ADDRESSES && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(address: string): void {
    this.#failures.delete(address);
  }
}
