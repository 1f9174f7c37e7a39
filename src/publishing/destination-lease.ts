import { dropLease, isLeased, takeLease } from '../store/destinations.ts';
import type { Store } from '../store/store.ts';

/** A publisher that has died loses its lease after this time. */
const LEASE_MS = 2_400;
const KEEP_LEASE_EVERY_MS = 600;
/** No attempt begins when the lease ends within this time. */
const LEASE_MARGIN_MS = 500;
/** A destination that nobody has served for this time is taken by any publisher, whichever it is assigned to. */
const LEFT_ALONE_MS = 2_000;
/** So long a publisher keeps such a destination before it offers it again to the one that did not take it. */
const KEPT_ANYWAY_MS = 60_000;

/** What keeping a lease needs. */
interface LeaseDependencies {
  readonly store: Store;
  readonly destination: { readonly id: string };
  readonly now: () => number;
  readonly token: string;
  /** How long an attempt may take. */
  readonly attemptMs: number;
  /** The lease was lost, or taken anew. */
  readonly changed: () => void;
}

/** The lease of one destination, as one publisher takes, keeps and gives it up. */
export class DestinationLease {
  readonly #dependencies: LeaseDependencies;
  #until = 0;
  #fence: number | null = null;
  /** The destination is assigned to another living publisher. */
  #isAssignedElsewhere = false;
  /** When somebody last served the destination. */
  #servedAt = Number.NEGATIVE_INFINITY;
  /** Until when this publisher keeps it though it is assigned elsewhere. */
  #keptUntil = Number.NEGATIVE_INFINITY;

  constructor(dependencies: LeaseDependencies) {
    this.#dependencies = dependencies;
  }

  /** Another publisher cannot have it yet. */
  get isOurs(): boolean {
    return this.#dependencies.now() < this.#until;
  }

  /** An attempt may begin: the lease lasts long enough. */
  get isLasting(): boolean {
    return this.#dependencies.now() <= this.#until - LEASE_MARGIN_MS;
  }

  /** Nothing more begins: the destination is assigned elsewhere, and is given up when what is under way has ended. */
  get isLeaving(): boolean {
    return this.#isAssignedElsewhere && this.#dependencies.now() > this.#keptUntil;
  }

  /** Assigns the destination to this publisher, or to another one that lives. @returns whether that is new */
  assign(isOurs: boolean): boolean {
    if (this.#isAssignedElsewhere === !isOurs) return false;
    this.#isAssignedElsewhere = !isOurs;
    this.#servedAt = this.#dependencies.now();
    this.#keptUntil = Number.NEGATIVE_INFINITY;
    return true;
  }

  /** Takes or keeps the lease. @returns whether this publisher has it */
  async keep(): Promise<boolean> {
    const { store, destination, now, token, attemptMs, changed } = this.#dependencies;
    if (now() < this.#until - LEASE_MS + KEEP_LEASE_EVERY_MS) return true;
    if (this.#fence === null && this.#isAssignedElsewhere && (await this.#isServed())) return false;
    const asked = now();
    const fence = await takeLease(store, destination.id, token, { leaseMs: LEASE_MS, attemptMs });
    this.#until = fence === null ? 0 : asked + LEASE_MS;
    if (fence !== this.#fence) changed();
    if (fence !== null && this.#fence === null && this.#isAssignedElsewhere) this.#keptUntil = now() + KEPT_ANYWAY_MS;
    this.#fence = fence;
    return fence !== null;
  }

  /** Lets the lease go before it ends. */
  async giveUp(): Promise<void> {
    const { store, destination, now, token } = this.#dependencies;
    this.#fence = null;
    this.#until = 0;
    this.#servedAt = now();
    await dropLease(store, destination.id, token);
  }

  /** True while the publisher that it is assigned to serves it, or may still begin to. */
  async #isServed(): Promise<boolean> {
    const { store, destination, now } = this.#dependencies;
    if (await isLeased(store, destination.id)) this.#servedAt = now();
    return now() - this.#servedAt < LEFT_ALONE_MS;
  }
}
