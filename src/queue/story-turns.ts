/** BullMQ takes no higher number. */
const LAST_TURN = 2_097_151;

/**
 * In which order chunks of many feeds are worked. Each feed's next chunk stands behind its last one, and before the
 * chunks that a feed with more of them has waiting: a feed that brings thousands of items at once holds up itself alone.
 * Nothing that comes later goes before what stands first: however much comes, every chunk has its turn. Where the
 * numbers begin anew, for nothing waited any more, no feed's last one counts: it would stand behind a whole flood.
 */
export class StoryTurns {
  readonly #first: number;
  readonly #last = new Map<string, number>();
  /** The lowest turn that waited when one was taken last. */
  #next: number;

  /** @param first the number of the first turn; lower ones go to what is urgent */
  constructor(first: number) {
    this.#first = first;
    this.#next = first;
  }

  /**
   * The turn of a feed's next chunk: the lower, the sooner.
   * @param nextTurn gives the lowest turn that waits, or null when none does
   */
  async take(feed: string, nextTurn: () => Promise<number | null>): Promise<number> {
    const next = await nextTurn();
    // Another process may have begun them anew.
    if (next === null || next < this.#next) this.#last.clear();
    this.#next = next ?? this.#first;
    const last = this.#last.get(feed) ?? this.#first - 1;
    const turn = next === null ? this.#first : Math.min(Math.max(last + 1, next), LAST_TURN);
    this.#last.set(feed, turn);
    return turn;
  }
}
