/** Does work of this process at once, so many pieces at a time. What finds no room has to wait elsewhere. */
export class WorkInHand {
  readonly #most: number;
  readonly #underWay = new Map<string, Promise<void>>();
  #isEnded = false;

  /** @param most so many pieces are under way at a time */
  constructor(most: number) {
    this.#most = most;
  }

  /** True while the work of that name is under way. */
  has(name: string): boolean {
    return this.#underWay.has(name);
  }

  /**
   * Begins the work where there is room for it.
   * @param work whose failure is its own matter: it must not reject
   * @returns whether it was begun
   */
  begin(name: string, work: () => Promise<void>): boolean {
    if (this.#isEnded || this.#underWay.size >= this.#most || this.has(name)) return false;
    // What is under way has a name before anything of it is done.
    const working = Promise.resolve()
      .then(work)
      .finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, working);
    return true;
  }

  /** Takes no more; resolves when what is under way has ended. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await Promise.all(this.#underWay.values());
  }
}
