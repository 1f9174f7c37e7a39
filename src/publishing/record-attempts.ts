import type { Settled, Settlement } from '../store/lanes.ts';

interface Waiting {
  readonly settlement: Settlement;
  readonly resolve: (state: Settled) => void;
  readonly reject: (cause: unknown) => void;
}

type Recording = (settlements: readonly Settlement[]) => Promise<Settled[]>;

/** Records the ends of a destination's attempts: those that end at about the same time go to Redis together. */
export class Settlements {
  readonly #record: Recording;
  #waiting: Waiting[] = [];

  /** @param record records them, in their order */
  constructor(record: Recording) {
    this.#record = record;
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
      const states = await this.#record(together.map(({ settlement }) => settlement));
      for (const [at, { resolve }] of together.entries()) resolve(states[at] as Settled);
    } catch (cause) {
      for (const { reject } of together) reject(cause);
    }
  }
}
