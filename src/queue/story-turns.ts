/** BullMQ takes no higher number. */
const LAST_TURN = 2_097_151;

/**
 * In which order chunks of many feeds are worked. Each feed's next chunk stands behind its last one, and before the
 * chunks that a feed with more of them has waiting: a feed that brings thousands of items at once holds up itself alone.
 */
export class StoryTurns {
  readonly #first: number;
  readonly #last = new Map<string, number>();

  /** @param first the number of the first turn; lower ones go to what is urgent */
  constructor(first: number) {
    this.#first = first;
  }

  /**
   * The turn of a feed's next chunk: the lower, the sooner.
   * @param nextTurn gives the lowest turn that waits, or null when none does
   */
  async take(feed: string, nextTurn: () => Promise<number | null>): Promise<number> {
    const last = this.#last.get(feed);
    if (last === undefined) return this.#note(feed, this.#first);
    const next = last > this.#first ? await nextTurn() : last;
    return this.#note(feed, next === null || next > last ? this.#first : Math.min(last + 1, LAST_TURN));
  }

  /** A new receipt of a feed begins: where its last had one chunk, nothing of it can be overtaken. */
  begin(feed: string): void {
    if (this.#last.get(feed) === this.#first) this.#last.delete(feed);
  }

  #note(feed: string, turn: number): number {
    this.#last.set(feed, turn);
    return turn;
  }
}
