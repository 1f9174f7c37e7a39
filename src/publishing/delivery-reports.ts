import { type HeldStory, listHeld } from '../store/embargoes.ts';
import { type Reach, readReach } from '../store/reach.ts';
import { findStops, listStops, type Stop } from '../store/stops.ts';
import type { Store } from '../store/store.ts';

const HELD_LISTED = 500;

/** Tells who got what, who owes a confirmation, and who waits: for the API and the command line alike. */
export class DeliveryReports {
  readonly #store: Store;
  readonly #destinations: () => readonly string[];

  /** @param destinations the ids of the destinations as they are now */
  constructor(store: Store, destinations: () => readonly string[]) {
    this.#store = store;
    this.#destinations = destinations;
  }

  /** The newest stops; with a word those of one article, by its id, its uri, or the stop's own id. */
  stops(word: string | null, limit: number): Promise<Stop[]> {
    return word === null ? listStops(this.#store, limit) : findStops(this.#store, word, limit);
  }

  reach(article: string): Promise<Reach | null> {
    return readReach(this.#store, article);
  }

  /** What is held by an embargo, the next to run first. */
  embargoes(): Promise<HeldStory[]> {
    return listHeld(this.#store, this.#destinations(), HELD_LISTED);
  }
}
