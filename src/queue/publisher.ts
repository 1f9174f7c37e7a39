import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { envelopeOf } from '../article/envelope.ts';
import { describeError } from '../article/failure.ts';
import type { AttemptResult, Outlet } from '../destinations/contract/destination.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { readHeadRevisionId, unpackArticle } from '../store/articles.ts';
import {
  beginAt,
  type Claimed,
  claimHeads,
  type DestinationState,
  dropLease,
  dueLanes,
  enterLanes,
  readDestination,
  takeLease,
  unreadPositions,
  updateDestination,
  wakeLanes,
} from '../store/lanes.ts';
import { Damaged } from '../store/packing.ts';
import type { Store } from '../store/store.ts';
import { ENTRY_SCHEMA, type LogEntry, logHead, readLogAfter, readLogAt } from '../store/wire-log.ts';
import { reached } from '../telemetry/kill-points.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { Breaker } from './breaker.ts';
import { laneEntryOf } from './lane-entry.ts';
import { retryDelayMs } from './retry-schedule.ts';
import { Settlements } from './settlements.ts';

const LEASE_MS = 15_000;
/** An attempt ends after 15 s by itself; whoever has not settled by now is dead. */
const ATTEMPT_MS = 25_000;
const LOG_BATCH = 200;
/** How exactly the time of a destination's last success is kept while it answers. */
const SUCCESS_KEPT_EVERY_MS = 1_000;
/** A destination without any success for so long is paused, with an alarm. */
const PAUSE_AFTER_MS = 120 * 3_600_000;
const PROBE_PAUSED_MS = 24 * 3_600_000;
/** Nothing was delivered for so long: it was the receiver, not one story. */
const OUTAGE_MS = 30_000;
/** Shorter than the time from one probe of the breaker to the next. */
const PROBE_ROUND_MS = 20_000;

/** What the publisher of one destination needs of the house. */
export interface PublishRoom {
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly destination: DestinationSettings;
  readonly renderer: Renderer;
  readonly outlet: Outlet;
  readonly now: () => number;
  readonly random: () => number;
  /** True when Redis lost all it held a while ago: whoever has no place in the log then begins at its beginning. */
  readonly reset: () => boolean;
}

/**
 * Publishes to one destination while it holds the destination's lease: moves entries from the wire log into lanes and
 * attempts the heads that are due, several lanes at a time, one attempt a lane.
 */
export class Publisher {
  readonly #room: PublishRoom;
  readonly #token = randomUUID();
  readonly #breaker = new Breaker();
  readonly #settlements: Settlements;
  readonly #flights = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  /** Stops that failed stay first in line; when each failed and until when it rests (epoch milliseconds), by article. */
  readonly #resting = new Map<string, { readonly failedAt: number; readonly until: number }>();
  /** The destination as this publisher last saw or left it. */
  #state: DestinationState = { cursor: null, paused: null, failingSince: null, lastSuccessAt: null };
  #leaseUntil = 0;
  #began = false;
  /** Since the lease was taken: whoever had it in between may have set something aside. */
  #lookedAside = false;
  #wake: (() => void) | null = null;
  /** Rung since the last look began. */
  #rung = false;
  #running: Promise<void> | null = null;

  constructor(room: PublishRoom) {
    this.#room = room;
    this.#settlements = new Settlements(room.store, room.destination.id);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Something was committed or released: look at once. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Lets attempts under way end, then gives the lease back. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.ring();
    await this.#running;
    await Promise.allSettled(this.#flights.values());
    await dropLease(this.#room.store, this.#room.destination.id, this.#token).catch(() => undefined);
    await this.#room.outlet.close();
  }

  async #run(): Promise<void> {
    const { log, destination, metrics } = this.#room;
    while (!this.#stop.signal.aborted) {
      let pauseMs = 1_000;
      this.#rung = false;
      try {
        pauseMs = (await this.#keepLease()) ? await this.#turn() : 2_000;
      } catch (error) {
        metrics.publisherErrors.inc({ destination: destination.id });
        log.warn({ destination: destination.id, reason: describeError(error) }, 'publisher turn failed');
      }
      await this.#sleep(pauseMs);
    }
  }

  async #keepLease(): Promise<boolean> {
    const { store, destination, now } = this.#room;
    if (now() < this.#leaseUntil - LEASE_MS / 2) return true;
    const asked = now();
    const fence = await takeLease(store, destination.id, this.#token, LEASE_MS);
    this.#leaseUntil = fence === null ? 0 : asked + LEASE_MS;
    if (fence === null) this.#lookedAside = false;
    return fence !== null;
  }

  /** One look at the log and the lanes. Returns how long to sleep when nothing rings. */
  async #turn(): Promise<number> {
    const { store, destination, now } = this.#room;
    const guess = this.#state.cursor;
    const [state, guessed] = await Promise.all([readDestination(store, destination.id), this.#entriesAfter(guess)]);
    this.#state = state;
    if (state.cursor === null) {
      await beginAt(store, destination.id, await this.#beginning());
      return 0;
    }
    this.#began = true;
    if (!this.#lookedAside) await this.#takeUnread(state.cursor);
    this.#lookedAside = true;
    const entries = state.cursor === guess ? guessed : await this.#entriesAfter(state.cursor);
    const moving = this.#move(state.cursor, entries);
    if (state.paused !== null && now() - Number(state.paused) < PROBE_PAUSED_MS) {
      await moving;
      return 1_000;
    }
    for (const [article, { failedAt, until }] of this.#resting)
      if (Math.max(failedAt + PROBE_ROUND_MS, until) <= now()) this.#resting.delete(article);
    const concurrency = state.paused === null ? destination.concurrency : 1;
    const room = concurrency - this.#flights.size;
    const known = this.#flights.size + this.#resting.size;
    const looking = room > 0 ? dueLanes(store, destination.id, now(), room + known) : [];
    const [moved, due] = await Promise.all([moving, looking]);
    await this.#launch(due, room);
    return moved ? 0 : this.#flights.size > 0 ? 50 : 250;
  }

  async #beginning(): Promise<string> {
    const { store, destination } = this.#room;
    if (destination.from === 'beginning' || this.#began || this.#room.reset()) return '0-0';
    if (destination.from === 'now') return await logHead(store);
    return `${Date.parse(destination.from)}-0`;
  }

  async #entriesAfter(cursor: string | null): Promise<readonly LogEntry[]> {
    return cursor === null ? [] : await readLogAfter(this.#room.store, cursor, LOG_BATCH);
  }

  async #move(cursor: string, entries: readonly LogEntry[]): Promise<boolean> {
    const { store, destination, metrics } = this.#room;
    const last = entries.at(-1);
    if (last === undefined) return false;
    reached('log-read');
    const strange = entries.filter((entry) => !isReadable(entry)).map(({ position }) => position);
    if (strange.length > 0) metrics.entriesSkipped.inc({ destination: destination.id }, strange.length);
    const entered = await enterLanes(store, destination.id, {
      token: this.#token,
      cursor,
      next: last.position,
      entries: entries
        .filter((entry) => isReadable(entry) && entry.kind !== 'action')
        .map((entry) => laneEntryOf(entry, destination)),
      unread: { keep: strange, read: [] },
    });
    reached('lanes-entered');
    if (!entered) metrics.fenced.inc({ destination: destination.id, write: 'lanes' });
    return true;
  }

  /**
   * Entries that another version of this service could not read, and set aside: they enter the lanes now, where they
   * are still the article's current state.
   */
  async #takeUnread(cursor: string): Promise<void> {
    const { store, destination } = this.#room;
    const positions = await unreadPositions(store, destination.id, LOG_BATCH);
    const found = await readLogAt(store, positions);
    const strange = new Set(found.filter((entry) => !isReadable(entry)).map(({ position }) => position));
    const readable = found.filter(isReadable).filter(({ kind }) => kind !== 'action');
    const heads = await Promise.all(readable.map(({ article }) => readHeadRevisionId(store, article)));
    const current = readable.filter(({ revisionId }, at) => heads[at] === revisionId);
    const read = positions.filter((position) => !strange.has(position));
    if (read.length === 0) return;
    const entries = current.map((entry) => laneEntryOf(entry, destination));
    await enterLanes(store, destination.id, {
      token: this.#token,
      cursor,
      next: cursor,
      entries,
      unread: { keep: [], read },
    });
  }

  /** A stop does not wait for an attempt under way; the claim decides. */
  #mayOvertake(article: string): boolean {
    return !this.#flights.has(`${article}!`);
  }

  /**
   * A stop that failed waits for its next time. While the breaker is open each probe is that of a stop, where one waits;
   * a receiver that cannot take it is asked for something else then.
   */
  #rests(article: string): boolean {
    const rest = this.#resting.get(article);
    if (rest === undefined) return false;
    return this.#room.now() < (this.#breaker.open ? rest.failedAt + PROBE_ROUND_MS : rest.until);
  }

  /** Claims the lanes that are due, as many as there is room for, and attempts each head that it got. */
  async #launch(due: readonly string[], room: number): Promise<void> {
    const { store, destination, now } = this.#room;
    if (now() > this.#leaseUntil - 1_000) return;
    const articles: string[] = [];
    for (const article of due) {
      if (articles.length >= room) break;
      if (this.#flights.has(article) && !this.#mayOvertake(article)) continue;
      if (this.#rests(article)) continue;
      if (!this.#breaker.allows(now())) break;
      articles.push(article);
    }
    const heads = await claimHeads(store, destination.id, { token: this.#token, articles, attemptMs: ATTEMPT_MS });
    for (const [at, claimed] of heads.entries()) if (claimed !== null) this.#fly(articles[at] as string, claimed);
  }

  #fly(article: string, claimed: Claimed): void {
    const flight = this.#flights.has(article) ? `${article}!` : article;
    const attempt = this.#attempt(claimed)
      .catch((error: unknown) => {
        this.#room.log.warn(
          { destination: this.#room.destination.id, article, reason: describeError(error) },
          'attempt could not be settled',
        );
      })
      .finally(() => {
        this.#flights.delete(flight);
        this.ring();
      });
    this.#flights.set(flight, attempt);
  }

  async #attempt(claimed: Claimed): Promise<void> {
    const { destination, now, log, metrics, random } = this.#room;
    reached('head-claimed');
    const { revision, unsendable } = this.#unpack(claimed);
    const result = revision === null ? unsendable : await this.#send(revision, claimed);
    if (result === null) {
      const put = { outcome: 'put-back', reason: 'held' } as const;
      await this.#settlements.settle({ claimed, result: put, retryInMs: 1_000 });
      return;
    }
    reached('attempted');
    const ok = result.outcome === 'delivered';
    const refused = result.outcome === 'refused';
    const delay = ok
      ? 0
      : retryDelayMs({
          failures: claimed.failures + 1,
          stop: claimed.entry.stop,
          refused,
          retryAfterMs: result.outcome === 'failed' ? result.retryAfterMs : null,
          random: random(),
        });
    const state = await this.#settlements.settle({ claimed, result, retryInMs: delay });
    if (!ok && claimed.entry.stop) {
      this.#resting.set(claimed.entry.article, { failedAt: now(), until: now() + delay });
      this.#breaker.probeAgain();
    }
    reached('settled');
    metrics.deliveries.inc({ destination: destination.id, outcome: result.outcome });
    if (state === 'late') metrics.fenced.inc({ destination: destination.id, write: 'attempt' });
    if (ok && revision?.versionCreated)
      metrics.itemLag.observe(Math.max(0, now() - Date.parse(revision.receivedAt)) / 1_000);
    const facts = {
      destination: destination.id,
      article: claimed.entry.article,
      revision: claimed.entry.revision,
      revisionId: claimed.entry.revisionId,
      state,
    };
    if (ok) log.info(facts, 'delivered');
    else
      log.warn(
        { ...facts, outcome: result.outcome, reason: result.reason, retryInMs: Math.round(delay) },
        'delivery failed',
      );
    await this.#learn(result, refused || ok);
  }

  #unpack({ entry, body }: Claimed): { revision: Article | null; unsendable: AttemptResult } {
    const { log, metrics } = this.#room;
    try {
      return { revision: body === null ? null : unpackArticle(body), unsendable: EXPIRED };
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      metrics.losses.inc({ kind: 'altered' });
      log.error(
        { revisionId: entry.revisionId, reason: describeError(error) },
        'a revision is not sent: redis altered it',
      );
      return { revision: null, unsendable: ALTERED };
    }
  }

  /** Null when the gate closed between the log and now. */
  async #send(revision: Article, { entry, failures, refusals }: Claimed): Promise<AttemptResult | null> {
    const { destination, renderer, outlet, now } = this.#room;
    const gate = gateOf(revision, now());
    if (gate.state === 'held' && destination.embargo === 'hold' && entry.kind !== 'release') return null;
    const article = gate.state === 'withheld' || gate.state === 'withdrawn' ? withoutText(revision) : revision;
    const timestamp = new Date(now()).toISOString();
    return await outlet.deliver({
      id: revision.revisionId,
      articleId: revision.id,
      revision: revision.revision,
      envelope: envelopeOf(article, renderer.render(article), { timestamp, recovered: entry.recovered }),
      attempt: failures + refusals + 1,
      now: now(),
      signal: AbortSignal.timeout(ATTEMPT_MS - 2_000),
    });
  }

  async #learn(result: AttemptResult, alive: boolean): Promise<void> {
    const { destination, log, now, metrics } = this.#room;
    const change = this.#breaker.record(alive, now());
    if (change !== null) log.warn({ destination: destination.id, state: change }, 'breaker changed');
    metrics.breakerOpen.set({ destination: destination.id }, this.#breaker.open ? 1 : 0);
    if (result.outcome === 'delivered') return this.#succeeded(change === 'closed');
    if (alive) return;
    const since = this.#state.failingSince ?? now();
    if (this.#state.failingSince === null) await this.#keep({ failingSince: since });
    if (result.outcome === 'gone' || now() - since > PAUSE_AFTER_MS) {
      await this.#keep({ paused: String(now()) });
      log.error(
        {
          destination: destination.id,
          reason: result.outcome === 'gone' ? 'the receiver answered 410' : 'no success for 120 hours',
        },
        'destination paused',
      );
    } else if (this.#state.paused !== null) await this.#keep({ paused: String(now()) });
  }

  /** After an outage all that waits is due at once; what one story's failure makes wait is not. */
  async #succeeded(breakerClosed: boolean): Promise<void> {
    const { store, destination, now } = this.#room;
    const { failingSince, paused, lastSuccessAt } = this.#state;
    const recovers = failingSince !== null || paused !== null;
    if (!recovers && now() - (lastSuccessAt ?? 0) < SUCCESS_KEPT_EVERY_MS) return;
    await this.#keep({ lastSuccessAt: now(), failingSince: null, paused: null });
    const outageMs = failingSince === null ? 0 : now() - failingSince;
    if (!breakerClosed && paused === null && outageMs < OUTAGE_MS) return;
    this.#resting.clear();
    await wakeLanes(store, destination.id, { now: now(), limit: 10_000, everyMs: 5 });
  }

  /** Keeps facts of the destination here at once, so that attempts under way do not all do it, and in Redis. */
  async #keep(facts: Partial<Omit<DestinationState, 'cursor'>>): Promise<void> {
    const { store, destination } = this.#room;
    this.#state = { ...this.#state, ...facts };
    const words = Object.entries(facts).map(([name, value]) => [name, value ?? ''] as const);
    await updateDestination(store, destination.id, Object.fromEntries(words));
  }

  #sleep(ms: number): Promise<void> {
    if (ms === 0 || this.#rung || this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      const self = this;
      function done(): void {
        clearTimeout(timer);
        self.#wake = null;
        resolve();
      }
      this.#wake = done;
    });
  }
}

const isReadable = ({ schema }: LogEntry): boolean => schema === ENTRY_SCHEMA;

const ALTERED: AttemptResult = {
  outcome: 'refused',
  reason: 'redis altered the revision since it was committed: restore a backup, or let the agency send the story again',
};
const EXPIRED: AttemptResult = { outcome: 'refused', reason: 'the revision is not kept any more' };

function withoutText(article: Article): Article {
  return { ...article, bodyText: '', bodyHtml: '', summary: null, media: [], wordCount: 0, charCount: 0 };
}
