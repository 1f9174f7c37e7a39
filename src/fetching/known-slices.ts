/** What a slice of a listing was read to be. */
export interface KnownItem {
  /** The key in Redis of what was last committed of the item. */
  readonly seenKey: string;
  /** The hash of everything that the item says. */
  readonly hash: string;
  /** Short names that an item may share with another in the same listing. */
  readonly calledBy: readonly string[];
  /** Short names by which two items are known to stand in one listing. */
  readonly beside: readonly string[];
}

interface Listing {
  readonly slices: ReadonlyMap<string, KnownItem>;
  refreshedAt: number;
}

const MOST_SLICES = 60_000;

/**
 * What each feed listed last, as it was read. Nothing is lost with it: a slice that is not known is read. Whether an
 * item was committed is never taken from here.
 */
export class KnownSlices {
  readonly #listings = new Map<string, Listing>();
  #count = 0;

  /** The slices of the feed's last listing. */
  of(feed: string): ReadonlyMap<string, KnownItem> {
    return this.#listings.get(feed)?.slices ?? new Map();
  }

  /** Keeps what a feed lists now in place of what it listed before. Of too much, what was kept longest ago is forgotten. */
  keep(feed: string, slices: ReadonlyMap<string, KnownItem>): void {
    const refreshedAt = this.#listings.get(feed)?.refreshedAt ?? Number.NEGATIVE_INFINITY;
    this.#forget(feed);
    this.#listings.set(feed, { slices, refreshedAt });
    this.#count += slices.size;
    for (const oldest of this.#listings.keys()) {
      if (this.#count <= MOST_SLICES) break;
      this.#forget(oldest);
    }
  }

  /** True once in `everyMs` milliseconds for a feed: the time for which its items stay known is to be set anew. */
  isToRefresh(feed: string, now: number, everyMs: number): boolean {
    const listing = this.#listings.get(feed);
    if (listing === undefined || now - listing.refreshedAt < everyMs) return false;
    listing.refreshedAt = now;
    return true;
  }

  #forget(feed: string): void {
    this.#count -= this.#listings.get(feed)?.slices.size ?? 0;
    this.#listings.delete(feed);
  }
}
