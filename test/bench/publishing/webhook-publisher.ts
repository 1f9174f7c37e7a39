import webhook from '../../../src/destinations/webhook.ts';
import { Publisher } from '../../../src/publishing/publisher.ts';
import { SharedLog } from '../../../src/publishing/shared-log.ts';
import { SharedRevisions } from '../../../src/publishing/shared-revisions.ts';
import canonical from '../../../src/renderers/canonical.ts';
import { destinationSchema } from '../../../src/settings/plugin-settings.ts';
import type { Store } from '../../../src/store/store.ts';
import { createLog } from '../../../src/telemetry/log.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';

/** Publishers of webhooks in the benchmark's own process, that share what publishers of one process share. */
export class WebhookPublishers {
  readonly #store: Store;
  readonly #revisions: SharedRevisions;
  readonly #wireLog: SharedLog;
  readonly #publishers: Publisher[] = [];

  constructor(store: Store) {
    this.#store = store;
    this.#revisions = new SharedRevisions(store);
    this.#wireLog = new SharedLog(store);
  }

  /** Begins to publish to a receiver. */
  start(id: string, url: string, secrets: readonly string[] = []): void {
    const destination = destinationSchema(webhook).parse({
      id,
      type: 'webhook',
      url,
      secrets,
      allowPrivateAddresses: true,
      from: 'beginning',
    });
    const publisher = new Publisher({
      store: this.#store,
      log: createLog({ level: 'error' }),
      metrics: createMetrics(),
      destination,
      renderer: canonical,
      revisions: this.#revisions,
      wireLog: this.#wireLog,
      outlet: webhook.open(destination, { userAgent: 'bench' }),
      now: () => Date.now(),
      random: Math.random,
      topicsAbove: () => [],
      reset: () => false,
    });
    publisher.start();
    this.#publishers.push(publisher);
  }

  /** Something was committed. */
  wake(): void {
    this.#wireLog.forget();
    for (const publisher of this.#publishers) publisher.wake();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#publishers.map((publisher) => publisher.stop()));
  }
}
