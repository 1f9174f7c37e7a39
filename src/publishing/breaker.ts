const SAMPLE_MS = 30_000;
const SAMPLE_MIN = 20;
const OPEN_SHARE = 0.8;
const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 30_000;

/**
 * Keeps attempts off a dead destination: open where four stories in five of at least twenty failed within half a minute,
 * whatever their order. Each story counts once, by how it ended last: one that fails again and again is not the
 * receiver. Then one probe after 1 s, 2 s, 4 s … at most every 30 s. Times are epoch milliseconds.
 */
export class Breaker {
  readonly #results = new Map<string, { readonly at: number; readonly ok: boolean }>();
  #failed = 0;
  #open = false;
  #probes = 0;
  #nextProbeAt = 0;

  get open(): boolean {
    return this.#open;
  }

  /** May an attempt be made now? While open, one at a time may, in its time. */
  allows(now: number): boolean {
    if (!this.#open) return true;
    if (now < this.#nextProbeAt) return false;
    this.#probes += 1;
    this.#nextProbeAt = now + this.#probePauseMs();
    return true;
  }

  /** Takes how an attempt for a story ended. Returns `opened` or `closed` when it changed the breaker. */
  record(article: string, ok: boolean, now: number): 'opened' | 'closed' | null {
    if (this.#open) return ok ? this.#close() : null;
    this.#forget(article);
    this.#results.set(article, { at: now, ok });
    if (!ok) this.#failed += 1;
    for (const [old, { at }] of this.#results) {
      if (now - at < SAMPLE_MS) break;
      this.#forget(old);
    }
    if (this.#results.size < SAMPLE_MIN || this.#failed / this.#results.size < OPEN_SHARE) return null;
    this.#open = true;
    this.#nextProbeAt = now + this.#probePauseMs();
    return 'opened';
  }

  #close(): 'closed' {
    this.#open = false;
    this.#results.clear();
    this.#failed = 0;
    this.#probes = 0;
    return 'closed';
  }

  #forget(article: string): void {
    const old = this.#results.get(article);
    if (old === undefined) return;
    if (!old.ok) this.#failed -= 1;
    this.#results.delete(article);
  }

  #probePauseMs(): number {
    return Math.min(FIRST_PROBE_MS * 2 ** this.#probes, LONGEST_PROBE_MS);
  }
}
