// Five good feeds beside one of each hostile kind: `node test/faults/hostile-neighbours.ts [MINUTES]`. The good ones
// are alone at first, which says how long a story usually takes. Ends with 1 when a story is lost, or takes longer than
// that by more than the feeds' own longest interval.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { newsMessageOf } from '../../src/simulator/documents.ts';
import type { SentItem } from '../../src/simulator/record.ts';
import { type RunningService, startService, until } from '../running-service.ts';
import { DurableRedis } from './durable-redis.ts';
import { HOSTILE_FEEDS } from './hostile-feeds.ts';
import { WebhookReceivers } from './webhook-receivers.ts';
import { wireStory } from './wire-story.ts';

const GOOD = ['good-1', 'good-2', 'good-3', 'good-4', 'good-5'];
const WELL = new Set(['ok', 'unchanged']);
const LONGEST_INTERVAL_MS = 2_000;
const KEPT_ITEMS = 30;
const STRIDE = 100_000;
const ARRIVES_WITHIN_MS = 120_000;

/** How long stories of one part of a run took, in milliseconds, and how many never came. */
export interface Times {
  readonly stories: number;
  readonly lost: readonly string[];
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly longestMs: number;
}

export interface Comparison {
  readonly alone: Times;
  readonly beside: Times;
  /** Good feeds that were in trouble at the end. */
  readonly troubled: readonly string[];
  /** Times the process ended by itself. */
  readonly ended: boolean;
}

const feedOf = (id: string, url: string): Record<string, unknown> => ({
  id,
  url,
  every: { min: '500ms', max: `${LONGEST_INTERVAL_MS}ms` },
  onFirstPoll: 'send',
  allowPrivateAddresses: true,
});

/** The good feeds' server, the hostile ones' server, one desk and the service between them. */
class Neighbourhood {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ct-neighbours-'));
  readonly #redis = new DurableRedis(this.#folder);
  readonly #receivers = new WebhookReceivers();
  readonly #items = new Map<string, SentItem[]>(GOOD.map((name) => [name, []]));
  readonly #toldAt = new Map<string, number>();
  readonly #server: Server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1).split('?')[0] ?? '';
    const items = this.#items.get(name);
    if (items !== undefined)
      return void response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(newsMessageOf('Reuters', items.slice(-KEPT_ITEMS)));
    const seen = { method: 'GET', path: request.url ?? '', headers: request.headers, body: '' };
    HOSTILE_FEEDS[name]?.(response, seen);
  });
  #service: RunningService | null = null;

  async start(): Promise<void> {
    await this.#redis.start();
    await this.#receivers.start();
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#service = await startService(this.#settings([]), { environment: { REDIS_URL: this.#redis.path } });
  }

  #settings(hostile: readonly string[]): Record<string, unknown> {
    const address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return {
      feeds: [...GOOD, ...hostile].map((name) => feedOf(name, `${address}/${name}`)),
      destinations: [this.#receivers.settings('desk')],
    };
  }

  get service(): RunningService {
    if (this.#service === null) throw new Error('not started');
    return this.#service;
  }

  /** The hostile feeds move in. */
  async admitHostile(): Promise<void> {
    const from = this.service.log.length;
    this.service.change(this.#settings(Object.keys(HOSTILE_FEEDS)));
    this.service.process.kill('SIGHUP');
    await this.service.hears(/^settings (?:read|loaded|changed|reloaded)/, from);
  }

  /** Tells one story on each good feed again and again for so long, and waits until all came. */
  async tellFor(durationMs: number, betweenMs: number, first: number): Promise<Times> {
    const uris: string[] = [];
    for (const [end, at] = [Date.now() + durationMs, { number: first }]; Date.now() < end; at.number += 1) {
      for (const [which, name] of GOOD.entries()) {
        const story = { ...wireStory(at.number + which * STRIDE), versionCreated: new Date().toISOString() };
        this.#items.get(name)?.push(story);
        this.#toldAt.set(story.uri, Date.now());
        uris.push(story.uri);
        await wait(betweenMs / GOOD.length);
      }
    }
    await until(() => uris.every((uri) => this.#receivers.urisSentTo('desk').has(uri)), ARRIVES_WITHIN_MS);
    return this.#timesOf(uris);
  }

  #timesOf(uris: readonly string[]): Times {
    const arrived = new Map<string, number>();
    for (const { uri, at } of this.#receivers.sentTo('desk')) if (!arrived.has(uri)) arrived.set(uri, at);
    const took = uris
      .flatMap((uri) => (arrived.has(uri) ? [(arrived.get(uri) ?? 0) - (this.#toldAt.get(uri) ?? 0)] : []))
      .sort((one, other) => one - other);
    const quantile = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
    return {
      stories: uris.length,
      lost: uris.filter((uri) => !arrived.has(uri)),
      medianMs: quantile(0.5),
      p99Ms: quantile(0.99),
      longestMs: quantile(1),
    };
  }

  /** The state of each feed, by its id. */
  async states(): Promise<Map<string, string>> {
    const { body } = await this.service.get('/v1/feeds');
    return new Map((body.feeds as { id: string; state: string }[]).map(({ id, state }) => [id, state]));
  }

  async end(): Promise<void> {
    await this.#service?.end();
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#receivers.close();
    await this.#redis.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Runs the good feeds alone, then beside the hostile ones.
 * @param besideMs how long the hostile ones stay
 */
export async function compareNeighbours(aloneMs: number, besideMs: number, betweenMs: number): Promise<Comparison> {
  const deployment = new Neighbourhood();
  try {
    await deployment.start();
    const alone = await deployment.tellFor(aloneMs, betweenMs, 1);
    await deployment.admitHostile();
    const beside = await deployment.tellFor(besideMs, betweenMs, STRIDE / 2);
    const states = await deployment.states();
    for (const [id, state] of states) console.log(`${id}: ${state}`);
    return {
      alone,
      beside,
      troubled: GOOD.filter((id) => !WELL.has(states.get(id) ?? '')),
      ended: deployment.service.process.exitCode !== null,
    };
  } finally {
    await deployment.end();
  }
}

if (process.argv[1] === import.meta.filename) {
  const minutes = Number(process.argv[2] ?? 30);
  const comparison = await compareNeighbours(Math.min(2, minutes / 4) * 60_000, minutes * 60_000, 5_000);
  console.log(JSON.stringify(comparison, null, 1));
  const { alone, beside, troubled, ended } = comparison;
  const late = beside.longestMs > alone.longestMs + LONGEST_INTERVAL_MS;
  process.exit(beside.lost.length > 0 || troubled.length > 0 || ended || late ? 1 : 0);
}
