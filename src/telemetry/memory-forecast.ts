const DAY_MS = 86_400_000;
/** A rate is said of no shorter time. */
const SHORTEST_MS = 10 * 60_000;
/** Samples are kept so far apart at least: a day in 288 of them. */
const APART_MS = 5 * 60_000;

/** Foretells when memory is full, at the rate of the last day. */
export class MemoryForecast {
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  /**
   * Takes a sample and answers the days until `limitBytes` is reached; infinity while memory does not grow, null while
   * too little is known.
   * @param at epoch milliseconds
   */
  daysLeft(at: number, usedBytes: number, limitBytes: number | null): number | null {
    this.#samples = this.#samples.filter((sample) => at - sample.at <= DAY_MS && sample.at <= at);
    const last = this.#samples.at(-1);
    if (last === undefined || at - last.at >= APART_MS) this.#samples.push({ at, bytes: usedBytes });
    const first = this.#samples[0];
    if (limitBytes === null || first === undefined || at - first.at < SHORTEST_MS) return null;
    const perDay = ((usedBytes - first.bytes) / (at - first.at)) * DAY_MS;
    return perDay <= 0 ? Number.POSITIVE_INFINITY : Math.max(0, limitBytes - usedBytes) / perDay;
  }
}
