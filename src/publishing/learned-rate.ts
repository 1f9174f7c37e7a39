/** After the first request for a slower pace the rate grows by a quarter a second, to find what is allowed. */
const SEARCH_GROWTH = 0.25;
const SEARCH_ENDS_AT = 0.8;
/** Once it is known the rate stays near it: a little lower when the receiver asks again, and slowly up from there. */
const LOWERED_TO = 0.95;
const GROWTH = 0.001;
/** Growth doubles each time that this passes without a request for a slower pace: more may be allowed by now. */
const GROWTH_DOUBLES_MS = 20_000;
const LONGEST_STEP_MS = 1_000;
/** After a rest of this length what was accepted before says nothing of what the receiver allows. */
const IDLE_MS = 1_000;
/** From fewer attempts nothing is learned: a receiver that accepts hardly any has another problem than its rate. */
const FEWEST_ACCEPTED = 5;
/** A rate above this is no limit any more. */
const MOST_A_SECOND = 2_000;

/**
 * How many attempts a second a receiver allows that answers 429, learned from when it does. Attempts at that rate are
 * seldom asked to wait, where waiting would waste what it allows meanwhile. Times are epoch milliseconds.
 */
export class LearnedRate {
  #perSecond: number | null = null;
  #searches = true;
  #accepted = 0;
  /** When the work began, or the last wait ended: what was accepted since then shows what the receiver allows. */
  #since = 0;
  #acceptedAt = Number.NEGATIVE_INFINITY;
  #askedAt = 0;
  #grownAt = 0;

  /** Attempts a second, or null while nobody asked for a slower pace. */
  get perSecond(): number | null {
    return this.#perSecond;
  }

  /** An attempt was accepted. */
  succeeded(now: number): void {
    if (now - Math.max(this.#acceptedAt, this.#since) > IDLE_MS) {
      this.#since = now;
      this.#accepted = 0;
    }
    this.#acceptedAt = now;
    this.#accepted += 1;
    if (this.#perSecond === null || now <= this.#grownAt) return;
    const stepMs = Math.min(now - this.#grownAt, LONGEST_STEP_MS);
    this.#grownAt = now;
    const growth = this.#searches ? SEARCH_GROWTH : GROWTH * 2 ** Math.floor((now - this.#askedAt) / GROWTH_DOUBLES_MS);
    this.#perSecond *= 1 + (Math.min(growth, SEARCH_GROWTH) * stepMs) / 1_000;
    if (this.#perSecond > MOST_A_SECOND) this.#forget();
  }

  /** The receiver asked to be left alone until an instant. Once for all attempts that were under way together. */
  asked(now: number, until: number): void {
    const sustained = (this.#accepted * 1_000) / Math.max(1, until - this.#since);
    if (this.#perSecond === null && this.#accepted >= FEWEST_ACCEPTED) this.#perSecond = sustained;
    else if (this.#perSecond !== null && this.#accepted > 0) {
      const lowered = this.#perSecond * (this.#searches ? SEARCH_ENDS_AT : LOWERED_TO);
      this.#perSecond = Math.max(lowered, sustained);
      this.#searches = false;
    }
    this.#accepted = 0;
    this.#since = until;
    this.#askedAt = now;
    this.#grownAt = until;
  }

  #forget(): void {
    this.#perSecond = null;
    this.#searches = true;
  }
}
