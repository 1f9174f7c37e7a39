/** Longer than any job may take: a fetch has 90 s in all. */
const SILENCE_MS = 180_000;

/** Jobs wait, and nobody works them any more. */
export class ConsumptionDied extends Error {
  override readonly name = 'ConsumptionDied';
}

/**
 * Notices that consumption has died silently: there is work, Redis answers, and for three minutes nothing was begun
 * and nothing ended. Times are milliseconds of any clock that only goes on.
 */
export class ProgressProbe {
  readonly #movedAt = new Map<string, number>();

  /** Something was begun or ended. */
  moved(name: string, now: number): void {
    this.#movedAt.set(name, now);
  }

  /**
   * Checks one consumer.
   * @param hasWork something waits for it or is under way in it; false also while Redis does not answer
   * @returns how long it has been silent, in milliseconds, when that is too long; else null
   */
  check(name: string, hasWork: boolean, now: number): number | null {
    const movedAt = this.#movedAt.get(name);
    if (movedAt === undefined || !hasWork) {
      this.#movedAt.set(name, now);
      return null;
    }
    return now - movedAt > SILENCE_MS ? now - movedAt : null;
  }
}
