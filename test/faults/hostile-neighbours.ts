// Five good feeds beside one of each hostile kind: `node test/faults/hostile-neighbours.ts [MINUTES]`. A second service
// has the same good feeds and no others at the same time: what else the machine does keeps both waiting, so that it
// says how long a story usually takes. Ends with 1 when a story is lost, or comes later than there by more than the
// feeds' own longest interval.
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

/** How long something took of each story, in milliseconds. */
export interface Times {
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly longestMs: number;
}

/** What became of the stories of a run. */
export interface Comparison {
  readonly stories: number;
  /** Stories that never came beside hostile feeds. */
  readonly lost: readonly string[];
  readonly alone: Times;
  readonly beside: Times;
  /** How much later each came beside hostile feeds than where there are none. */
  readonly later: Times;
  /** Good feeds that were in trouble at the end. */
  readonly troubled: readonly string[];
  /** The process beside hostile feeds ended by itself. */
  readonly ended: boolean;
}

const feedOf = (id: string, url: string): Record<string, unknown> => ({
  id,
  url,
  every: { min: '500ms', max: `${LONGEST_INTERVAL_MS}ms` },
  onFirstPoll: 'send',
  allowPrivateAddresses: true,
});

/** The server of all feeds, good and hostile. */
class Sources {
  readonly toldAt = new Map<string, number>();
  readonly #items = new Map<string, SentItem[]>(GOOD.map((name) => [name, []]));
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

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  feeds(names: readonly string[]): Record<string, unknown>[] {
    const address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return names.map((name) => feedOf(name, `${address}/${name}`));
  }

  /** Tells one story on each good feed again and again for so long. */
  async tellFor(durationMs: number, betweenMs: number): Promise<void> {
    for (const [end, at] = [Date.now() + durationMs, { number: 1 }]; Date.now() < end; at.number += 1) {
      for (const [which, name] of GOOD.entries()) {
        const story = { ...wireStory(at.number + which * STRIDE), versionCreated: new Date().toISOString() };
        this.#items.get(name)?.push(story);
        this.toldAt.set(story.uri, Date.now());
        await wait(betweenMs / GOOD.length);
      }
    }
  }

  end(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A service that fetches some of the feeds, with a Redis and a desk of its own. */
class Newsroom {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ct-neighbours-'));
  readonly #redis = new DurableRedis(this.#folder);
  readonly #receivers = new WebhookReceivers();
  #service: RunningService | null = null;

  async start(feeds: readonly Record<string, unknown>[]): Promise<void> {
    await this.#redis.start();
    await this.#receivers.start();
    const settings = { feeds, destinations: [this.#receivers.settings('desk')] };
    this.#service = await startService(settings, { environment: { REDIS_URL: this.#redis.path } });
  }

  get service(): RunningService {
    if (this.#service === null) throw new Error('not started');
    return this.#service;
  }

  /** When each story came first, by its uri. */
  arrivals(): ReadonlyMap<string, number> {
    const arrived = new Map<string, number>();
    for (const { uri, at } of this.#receivers.sentTo('desk')) if (!arrived.has(uri)) arrived.set(uri, at);
    return arrived;
  }

  /** Resolves when all of these stories came, or the deadline is over. */
  async has(uris: readonly string[]): Promise<void> {
    await until(() => {
      const sent = this.#receivers.urisSentTo('desk');
      return uris.every((uri) => sent.has(uri));
    }, ARRIVES_WITHIN_MS);
  }

  /** The state of each feed, by its id. */
  async states(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    await until(async () => {
      const { status, body } = await this.service.get('/v1/feeds');
      if (status !== 200) return false;
      for (const { id, state } of body.feeds as { id: string; state: string }[]) found.set(id, state);
      return true;
    });
    return found;
  }

  async end(): Promise<void> {
    await this.#service?.end();
    await this.#receivers.close();
    await this.#redis.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function timesOf(took: readonly number[]): Times {
  const sorted = took.toSorted((one, other) => one - other);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { medianMs: quantile(0.5), p99Ms: quantile(0.99), longestMs: quantile(1) };
}

function compare(
  toldAt: ReadonlyMap<string, number>,
  alone: ReadonlyMap<string, number>,
  beside: ReadonlyMap<string, number>,
): Omit<Comparison, 'troubled' | 'ended'> {
  const tookIn = (arrived: ReadonlyMap<string, number>): number[] =>
    [...toldAt].flatMap(([uri, told]) => {
      const at = arrived.get(uri);
      return at === undefined ? [] : [at - told];
    });
  const both = [...toldAt.keys()].filter((uri) => alone.has(uri) && beside.has(uri));
  return {
    stories: toldAt.size,
    lost: [...toldAt.keys()].filter((uri) => !beside.has(uri)),
    alone: timesOf(tookIn(alone)),
    beside: timesOf(tookIn(beside)),
    later: timesOf(both.map((uri) => (beside.get(uri) ?? 0) - (alone.get(uri) ?? 0))),
  };
}

/**
 * Runs the good feeds beside the hostile ones, and alone at another service at the same time.
 * @param durationMs how long stories are told
 * @param betweenMs how often each feed tells one
 */
export async function compareNeighbours(durationMs: number, betweenMs: number): Promise<Comparison> {
  const [sources, alone, beside] = [new Sources(), new Newsroom(), new Newsroom()];
  try {
    await sources.start();
    await alone.start(sources.feeds(GOOD));
    await beside.start(sources.feeds([...GOOD, ...Object.keys(HOSTILE_FEEDS)]));
    await sources.tellFor(durationMs, betweenMs);
    const uris = [...sources.toldAt.keys()];
    await Promise.all([alone.has(uris), beside.has(uris)]);
    const states = await beside.states();
    for (const [id, state] of states) console.log(`${id}: ${state}`);
    return {
      ...compare(sources.toldAt, alone.arrivals(), beside.arrivals()),
      troubled: GOOD.filter((id) => !WELL.has(states.get(id) ?? '')),
      ended: beside.service.process.exitCode !== null,
    };
  } finally {
    await Promise.all([alone.end(), beside.end()]);
    sources.end();
  }
}

if (process.argv[1] === import.meta.filename) {
  const minutes = Number(process.argv[2] ?? 30);
  const comparison = await compareNeighbours(minutes * 60_000, 5_000);
  console.log(JSON.stringify(comparison, null, 1));
  const { lost, later, troubled, ended } = comparison;
  const isLate = later.longestMs > LONGEST_INTERVAL_MS;
  process.exit(lost.length > 0 || troubled.length > 0 || ended || isLate ? 1 : 0);
}
