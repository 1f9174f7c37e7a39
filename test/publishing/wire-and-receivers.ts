import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newsMessageOf } from '../../src/simulator/documents.ts';
import type { SentItem } from '../../src/simulator/record.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { DurableRedis } from '../faults/durable-redis.ts';
import { WebhookReceivers } from '../faults/webhook-receivers.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type RunningService, startService } from '../running-service.ts';

/** What a command answered. */
export interface Answered {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A feed whose items a test chooses, a Redis of its own, webhook receivers, and processes of the built service. */
export class WireAndReceivers {
  readonly folder = mkdtempSync(join(tmpdir(), 'ct-publishing-'));
  readonly redis = new DurableRedis(this.folder);
  readonly receivers = new WebhookReceivers();
  readonly services: RunningService[] = [];
  #items: SentItem[] = [];
  #wire: ScriptedServer | null = null;
  #store: Store | null = null;

  async start(): Promise<void> {
    await this.redis.start();
    await this.receivers.start();
    this.#wire = await startScriptedServer();
    this.#store = openStore(this.redis.connect(), { days: 1 });
    this.addToFeed();
  }

  get store(): Store {
    if (this.#store === null) throw new Error('not started');
    return this.#store;
  }

  /** The feed's document holds these too from now on. */
  addToFeed(...items: SentItem[]): void {
    this.#items.push(...items);
    this.#wire?.script(answer(200, { 'content-type': 'application/xml' }, newsMessageOf('Reuters', this.#items)));
  }

  /** The feed's document holds none of the earlier items. */
  emptyFeed(): void {
    this.#items = [];
  }

  /** Starts a process of the service that publishes to these destinations. */
  async publishTo(
    destinations: readonly Record<string, unknown>[],
    {
      words = [],
      settings = {},
      logLevel = 'info',
    }: { words?: readonly string[]; settings?: Record<string, unknown>; logLevel?: string } = {},
  ): Promise<RunningService> {
    const service = await startService(this.settings(destinations, settings), {
      environment: { REDIS_URL: this.redis.path, LOG_LEVEL: logLevel },
      words,
    });
    this.services.push(service);
    return service;
  }

  settings(destinations: readonly Record<string, unknown>[], more: Record<string, unknown> = {}): unknown {
    const feed = {
      id: 'wire',
      url: `${this.#wire?.url}/wire.xml`,
      agency: 'reuters',
      speaksFor: ['reuters'],
      every: { min: '200ms', max: '300ms' },
      onFirstPoll: 'send',
      allowPrivateAddresses: true,
    };
    return { feeds: [feed], destinations, ...more };
  }

  /** Runs a command on the settings of the first process that was started. */
  run(...words: string[]): Answered {
    const config = join(this.services[0]?.folder ?? this.folder, 'copytaster.yaml');
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['dist/workers/copytaster.js', ...words, '--config', config],
      { env: { PATH: process.env.PATH, REDIS_URL: this.redis.path }, encoding: 'utf8' },
    );
    return { stdout, stderr, status };
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map((service) => service.end()));
    this.#store?.redis.disconnect();
    await this.#wire?.close();
    await this.receivers.close();
    await this.redis.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
