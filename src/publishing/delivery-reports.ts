import { type HeldStory, listHeld } from '../store/embargoes.ts';
import { type Reach, readReach } from '../store/reach.ts';
import { findStops, isOwed, listOwedStops, listStops, type Stop } from '../store/stops.ts';
import type { Store } from '../store/store.ts';

const HELD_LISTED = 500;

/** Tells who got what, who owes a confirmation, and who waits: for the API and the command line alike. */
export class DeliveryReports {
  readonly #store: Store;
  readonly #destinations: () => readonly string[];

  readonly #now: () => number;

  /** @param destinations the ids of the destinations as they are now; `now` gives epoch milliseconds */
  constructor(store: Store, destinations: () => readonly string[], now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#destinations = destinations;
  }

  /**
   * The newest stops; with a word those of one article, by its id, its uri, or the stop's own id. `owed`: those alone that
   * somebody has not confirmed, however old they are.
   */
  async stops(word: string | null, { limit, owed }: { limit: number; owed: boolean }): Promise<Stop[]> {
    if (word === null) return owed ? listOwedStops(this.#store, this.#now(), limit) : listStops(this.#store, limit);
    const found = await findStops(this.#store, word, limit);
    return owed ? found.filter(({ destinations }) => destinations.some(isOwed)) : found;
  }

  reach(article: string): Promise<Reach | null> {
    return readReach(this.#store, article);
  }

  /** What is held by an embargo, the next to run first. */
  embargoes(): Promise<HeldStory[]> {
    return listHeld(this.#store, this.#destinations(), HELD_LISTED);
  }
}
