/** Lets one piece of work run at a time, in the order asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #asked = 0;

  /** True while some work runs or waits. */
  get isBusy(): boolean {
    return this.#asked > 0;
  }

  /** Runs `work` when all before it have ended, however they ended. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#asked += 1;
    const turn = this.#last.then(work, work).finally(() => {
      this.#asked -= 1;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
