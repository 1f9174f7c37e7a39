import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import type { Metrics } from '../telemetry/metrics.ts';

/** Says in one line of the log what came and went since the line before, so that a silent log means a dead service. */
export class MinuteReport {
  readonly #metrics: Metrics;
  readonly #log: Logger;
  readonly #before = new Map<string, number>();

  constructor(metrics: Metrics, log: Logger) {
    this.#metrics = metrics;
    this.#log = log;
  }

  async write(): Promise<void> {
    const { fetches, items, deliveries } = this.#metrics;
    this.#log.info(
      {
        fetches: await this.#sinceBefore('fetches', fetches, 'outcome'),
        items: await this.#sinceBefore('items', items, 'action'),
        deliveries: await this.#sinceBefore('deliveries', deliveries, 'outcome'),
      },
      'the last minute',
    );
  }

  /** By how much a counter grew, by one of its labels. */
  async #sinceBefore(name: string, counter: Counter<string>, label: string): Promise<Record<string, number>> {
    const sums = new Map<string, number>();
    for (const { labels, value } of (await counter.get()).values) {
      const word = String(labels[label]);
      sums.set(word, (sums.get(word) ?? 0) + value);
    }
    const grown: Record<string, number> = {};
    for (const [word, sum] of sums) {
      const key = `${name} ${word}`;
      const by = sum - (this.#before.get(key) ?? 0);
      this.#before.set(key, sum);
      if (by > 0) grown[word] = by;
    }
    return grown;
  }
}
