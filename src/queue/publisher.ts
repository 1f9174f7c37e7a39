import { randomUUID } from 'node:crypto';
import { describeError } from '../article/failure.ts';
import { beginAt, type Claimed, claimHeads, dropLease, dueLanes, readDestination, takeLease } from '../store/lanes.ts';
import { logHead } from '../store/wire-log.ts';
import { reached } from '../telemetry/kill-points.ts';
import { enterNew, enterUnread, type IntakeRoom, readLog } from './lane-intake.ts';
import { RestingStops } from './resting-stops.ts';
import { retryDelayMs } from './retry-schedule.ts';
import { type SendRoom, sendHead } from './send-head.ts';
import { Settlements } from './settlements.ts';
import { Standing } from './standing.ts';

const LEASE_MS = 15_000;
/** An attempt ends after 15 s by itself; whoever has not settled by now is dead. */
const ATTEMPT_MS = 25_000;

/** What the publisher of one destination needs of the house. */
export interface PublishRoom extends SendRoom, IntakeRoom {
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
  readonly #standing: Standing;
  readonly #settlements: Settlements;
  readonly #flights = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  readonly #resting = new RestingStops();
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
    this.#standing = new Standing(room, () => this.#resting.clear());
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
    const guess = this.#standing.state.cursor;
    const [state, guessed] = await Promise.all([
      readDestination(store, destination.id),
      guess === null ? [] : readLog(store, guess),
    ]);
    this.#standing.state = state;
    if (state.cursor === null) {
      await beginAt(store, destination.id, await this.#beginning());
      return 0;
    }
    this.#began = true;
    const place = { token: this.#token, cursor: state.cursor };
    if (!this.#lookedAside) await enterUnread(this.#room, place);
    this.#lookedAside = true;
    const entries = state.cursor === guess ? guessed : await readLog(store, state.cursor);
    const moving = enterNew(this.#room, place, entries);
    if (this.#standing.rests) {
      await moving;
      return 1_000;
    }
    this.#resting.tidy(now());
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

  /** A stop does not wait for an attempt under way; the claim decides. */
  #mayOvertake(article: string): boolean {
    return !this.#flights.has(`${article}!`);
  }

  /** Claims the lanes that are due, as many as there is room for, and attempts each head that it got. */
  async #launch(due: readonly string[], room: number): Promise<void> {
    const { store, destination, now } = this.#room;
    if (now() > this.#leaseUntil - 1_000) return;
    const articles: string[] = [];
    for (const article of due) {
      if (articles.length >= room) break;
      if (this.#flights.has(article) && !this.#mayOvertake(article)) continue;
      if (this.#resting.rests(article, this.#standing.breaker.open, now())) continue;
      if (!this.#standing.breaker.allows(now())) break;
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
    const { revision, result } = await sendHead(this.#room, claimed);
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
      this.#resting.add(claimed.entry.article, now(), delay);
      this.#standing.breaker.probeAgain();
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
    await this.#standing.learn(result, refused || ok);
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
