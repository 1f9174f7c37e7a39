import { type Settled, type Settlement, settleAll } from '../store/lanes.ts';
import type { Store } from '../store/store.ts';

interface Waiting {
  readonly settlement: Settlement;
  readonly resolve: (state: Settled) => void;
  readonly reject: (cause: unknown) => void;
}

/** Records the ends of a destination's attempts: those that end at about the same time go to Redis together. */
export class Settlements {
  readonly #store: Store;
  readonly #destination: string;
  readonly #provenAt: () => number;
  #waiting: Waiting[] = [];

  /** @param provenAt when the destination last accepted something (epoch milliseconds) */
  constructor(store: Store, destination: string, provenAt: () => number) {
    this.#provenAt = provenAt;
    this.#store = store;
    this.#destination = destination;
  }

  /** @returns what became of the lane, once Redis has it */
  settle(settlement: Settlement): Promise<Settled> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#send());
      this.#waiting.push({ settlement, resolve, reject });
    });
  }

  async #send(): Promise<void> {
    const together = this.#waiting;
    this.#waiting = [];
    try {
      const states = await settleAll(
        this.#store,
        this.#destination,
        together.map(({ settlement }) => settlement),
        this.#provenAt(),
      );
      for (const [at, { resolve }] of together.entries()) resolve(states[at] as Settled);
    } catch (cause) {
      for (const { reject } of together) reject(cause);
    }
  }
}
