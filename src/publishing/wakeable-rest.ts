/** The rest between two looks, which ends early where something comes. */
export class WakeableRest {
  #end: (() => void) | null = null;
  #isWoken = false;

  /** Ends the rest; where none has begun, the next one is left out. */
  wake(): void {
    this.#isWoken = true;
    this.#end?.();
  }

  /** What comes from now on is not seen by the look that begins. */
  beginLook(): void {
    this.#isWoken = false;
  }

  /** Rests for so long at most. */
  sleep(ms: number): Promise<void> {
    if (ms === 0 || this.#isWoken) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#end = null;
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#end = end;
    });
  }
}
