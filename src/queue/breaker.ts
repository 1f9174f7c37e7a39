const SAMPLE_MS = 60_000;
const SAMPLE_MIN = 10;
const OPEN_SHARE = 0.7;
const OPEN_IN_A_ROW = 10;
const PROBE_EVERY_MS = 30_000;

/**
 * Keeps attempts off a dead destination: open at 70 % failures of at least ten in a minute, or ten in a row; then one
 * probe every 30 s. Times are epoch milliseconds.
 */
export class Breaker {
  #results: { at: number; ok: boolean }[] = [];
  #failed = 0;
  #failuresInARow = 0;
  #openSince: number | null = null;
  #lastProbeAt = 0;

  get open(): boolean {
    return this.#openSince !== null;
  }

  /** May an attempt be made now? While open, one probe every 30 s may. */
  allows(now: number): boolean {
    if (this.#openSince === null) return true;
    if (now - this.#lastProbeAt < PROBE_EVERY_MS) return false;
    this.#lastProbeAt = now;
    return true;
  }

  /** The last probe says nothing of what else the receiver would take: another may be made at once. */
  probeAgain(): void {
    this.#lastProbeAt = Number.NEGATIVE_INFINITY;
  }

  /** Takes a result. Returns `opened` or `closed` when it changed the breaker. */
  record(ok: boolean, now: number): 'opened' | 'closed' | null {
    this.#remember(ok, now);
    this.#failuresInARow = ok ? 0 : this.#failuresInARow + 1;
    if (ok) {
      if (this.#openSince === null) return null;
      this.#openSince = null;
      this.#results = [];
      this.#failed = 0;
      return 'closed';
    }
    if (this.#openSince !== null) return null;
    const share = this.#results.length >= SAMPLE_MIN && this.#failed / this.#results.length >= OPEN_SHARE;
    if (!share && this.#failuresInARow < OPEN_IN_A_ROW) return null;
    this.#openSince = now;
    this.#lastProbeAt = now;
    return 'opened';
  }

  #remember(ok: boolean, now: number): void {
    this.#results.push({ at: now, ok });
    if (!ok) this.#failed += 1;
    const fresh = this.#results.findIndex(({ at }) => now - at < SAMPLE_MS);
    for (const old of this.#results.splice(0, fresh)) if (!old.ok) this.#failed -= 1;
  }
}
