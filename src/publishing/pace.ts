import { LearnedRate } from './learned-rate.ts';

const RATE_BURST_MS = 20;
const LONGEST_WAIT_MS = 3_600_000;
/** How long a receiver is left alone that asks for a slower pace and names no time. */
const UNNAMED_WAIT_MS = 1_000;

/** How fast a destination may be served at most. */
interface Limits {
  readonly concurrency: number;
  /** Attempts a second, or null for no limit. */
  readonly rate: number | null;
}

/**
 * How fast a destination is served: how many attempts at a time, found as TCP finds its congestion window. It grows by
 * one for every success until the receiver first asks for a slower pace, then by one for every round of successes; it
 * halves, once a round, when the receiver asks or fails. A receiver that asks is served at the rate that it allows from
 * then on. Times are epoch milliseconds.
 */
export class Pace {
  readonly #limits: Limits;
  readonly #learned = new LearnedRate();
  #window: number;
  /** Above it growth is slow. */
  #threshold: number;
  #waitUntil = 0;
  #halvedAt = Number.NEGATIVE_INFINITY;
  /** When the next attempt may begin by the rate. */
  #nextAt = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#window = limits.concurrency;
    this.#threshold = limits.concurrency;
  }

  /** How many attempts may be under way at a time. */
  get concurrency(): number {
    return Math.max(1, Math.floor(this.#window));
  }

  /** Until when the receiver asked to be left alone. */
  get waitUntil(): number {
    return this.#waitUntil;
  }

  /** How many attempts may begin now, beside those that are under way. */
  room(underWay: number, now: number): number {
    if (now < this.#waitUntil) return 0;
    const free = Math.max(0, this.concurrency - underWay);
    const rate = this.#rate;
    if (rate === null) return free;
    const begun = Math.max(this.#nextAt, now - RATE_BURST_MS);
    return Math.min(free, Math.max(0, Math.floor(((now - begun) * rate) / 1_000) + (begun <= now ? 1 : 0)));
  }

  /** Counts attempts that begin now. */
  begin(count: number, now: number): void {
    const rate = this.#rate;
    if (rate === null) return;
    this.#nextAt = Math.max(this.#nextAt, now - RATE_BURST_MS) + (count * 1_000) / rate;
  }

  /** When `room` may be more than it is now, for another reason than an attempt that ends. */
  moreAt(now: number): number | null {
    const at = Math.max(this.#waitUntil, this.#nextAt);
    return at > now ? at : null;
  }

  /** An attempt was accepted. */
  succeeded(now: number): void {
    this.#learned.succeeded(now);
    const grown = this.#window + (this.#window < this.#threshold ? 1 : 1 / this.#window);
    this.#window = Math.min(this.#limits.concurrency, grown);
  }

  /** An attempt that began at `begunAt` failed as attempts at an overloaded receiver do. */
  failed(begunAt: number, now: number): void {
    if (this.#isOfNewRound(begunAt)) this.#halve(now);
  }

  /** The receiver asked for a slower pace: that is no failure, and all that is meant for it waits. */
  asked(retryAfterMs: number | null, begunAt: number, now: number): void {
    const waitMs = Math.min(retryAfterMs ?? UNNAMED_WAIT_MS, LONGEST_WAIT_MS);
    this.#waitUntil = Math.max(this.#waitUntil, now + waitMs);
    if (!this.#isOfNewRound(begunAt)) return;
    this.#learned.asked(now, this.#waitUntil);
    this.#halve(now);
  }

  /** The receiver answers again: the pace begins with one attempt at a time. */
  beginAnew(): void {
    this.#threshold = this.#limits.concurrency;
    this.#window = 1;
  }

  /** Attempts a second: what the settings say, or less where the receiver allows less; null for no limit. */
  get #rate(): number | null {
    const { rate } = this.#limits;
    const { perSecond } = this.#learned;
    return rate === null || perSecond === null ? (rate ?? perSecond) : Math.min(rate, perSecond);
  }

  #isOfNewRound(begunAt: number): boolean {
    return begunAt >= this.#halvedAt;
  }

  #halve(now: number): void {
    this.#halvedAt = now;
    this.#window = Math.max(1, this.#window / 2);
    this.#threshold = this.#window;
  }
}
