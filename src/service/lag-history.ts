import { countLanes, oldestPending } from '../store/lanes.ts';
import type { Store } from '../store/store.ts';

/** A day of minutes. */
const KEPT_SAMPLES = 1_440;

/** What waited at a destination at an instant (epoch milliseconds). */
export interface LagSample {
  readonly at: number;
  readonly waiting: number;
  readonly oldestMs: number;
}

/** Remembers what waited at each destination, since this process began. */
export class LagHistory {
  readonly #store: Store;
  readonly #samples = new Map<string, LagSample[]>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Takes one sample of each of these destinations; forgets others. */
  async sample(destinations: readonly string[], now: number): Promise<void> {
    for (const id of this.#samples.keys()) if (!destinations.includes(id)) this.#samples.delete(id);
    for (const id of destinations) {
      const [waiting, oldestAt] = await Promise.all([countLanes(this.#store, id), oldestPending(this.#store, id)]);
      const samples = this.#samples.get(id) ?? [];
      samples.push({ at: now, waiting, oldestMs: oldestAt === null ? 0 : Math.max(0, now - oldestAt) });
      if (samples.length > KEPT_SAMPLES) samples.shift();
      this.#samples.set(id, samples);
    }
  }

  /** The samples of a destination, oldest first. */
  of(destination: string): readonly LagSample[] {
    return this.#samples.get(destination) ?? [];
  }
}
