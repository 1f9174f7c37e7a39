/** Runs pieces of work one after the other, for a connection that can do one thing at a time. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when all work that was given is done. */
  async end(): Promise<void> {
    await this.#last;
  }
}
