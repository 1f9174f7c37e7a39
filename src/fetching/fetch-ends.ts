import { type EndedFetch, endFetches } from '../store/fetch-turns.ts';
import type { Store } from '../store/store.ts';

/** Fetches that end within so short a time are written together. */
const GATHER_MS = 5;
const MOST_AT_ONCE = 50;

interface Waiting {
  readonly ended: EndedFetch;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Writes how fetches ended, those that end together in one step. */
export class FetchEnds {
  readonly #store: Store;
  #waiting: Waiting[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves when it is written. */
  end(ended: EndedFetch): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ended, resolve, reject });
      if (this.#waiting.length === MOST_AT_ONCE) this.#write();
      else if (this.#waiting.length === 1) setTimeout(() => this.#write(), GATHER_MS);
    });
  }

  #write(): void {
    const together = this.#waiting;
    this.#waiting = [];
    if (together.length === 0) return;
    endFetches(
      this.#store,
      together.map(({ ended }) => ended),
    ).then(
      () => {
        for (const { resolve } of together) resolve();
      },
      (error: unknown) => {
        for (const { reject } of together) reject(error);
      },
    );
  }
}
