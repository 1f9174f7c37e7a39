import { randomUUID } from 'node:crypto';
import { describeError } from '../article/failure.ts';
import { beginAt, dropLease, isLeased, takeLease } from '../store/destinations.ts';
import { claimHeads, dueLanes, type LaneEntry } from '../store/lanes.ts';
import { logHead } from '../store/wire-log.ts';
import { DestinationHealth } from './destination-health.ts';
import { enterNew, enterUnread, type IntakeDependencies } from './enter-lanes.ts';
import { enterReplay } from './enter-replay.ts';
import { GapSender } from './gap-sender.ts';
import { Attempts } from './make-attempts.ts';
import { OutletConnection } from './outlet-connection.ts';
import type { SendDependencies } from './send-head.ts';
import { StopSender } from './send-stops.ts';
import type { SharedLog } from './shared-log.ts';

/** A publisher that has died loses its lease after this time. */
const LEASE_MS = 2_400;
const KEEP_LEASE_EVERY_MS = 600;
/** No attempt begins when the lease ends within this time. */
const LEASE_MARGIN_MS = 500;
const LEASE_ELSEWHERE_MS = 200;
/** A destination that nobody has served for this time is taken by any publisher, whichever it is assigned to. */
const LEFT_ALONE_MS = 2_000;
/** So long a publisher keeps such a destination before it offers it again to the one that did not take it. */
const KEPT_ANYWAY_MS = 60_000;
/** A publisher that has not recorded an attempt this long after the time limit of the attempt counts as dead. */
const SETTLE_MS = 10_000;
const REST_MS = 1_000;
const LOOK_EVERY_MS = 250;
const LOOK_UNDER_WAY_MS = 50;

/** What the publisher of one destination needs from the service. */
export interface PublisherDependencies extends Omit<SendDependencies, 'isOurs'>, IntakeDependencies {
  readonly random: () => number;
  /** Shared with the other destinations. */
  readonly wireLog: SharedLog;
  /** True when Redis lost all it held a while ago: whoever has no place in the log then begins at its beginning. */
  readonly reset: () => boolean;
}

/**
 * Publishes to one destination while it holds the destination's lease: moves entries from the wire log into lanes and
 * attempts the heads that are due, several lanes at a time, one attempt a lane.
 */
export class Publisher {
  readonly #dependencies: PublisherDependencies;
  readonly #token = randomUUID();
  readonly #health: DestinationHealth;
  readonly #attempts: Attempts;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  readonly #stops: StopSender;
  readonly #gaps: GapSender;
  readonly #connection: OutletConnection;
  readonly #attemptMs: number;
  #leaseUntil = 0;
  #fence: number | null = null;
  /** The destination is assigned to another living publisher. */
  #isAssignedElsewhere = false;
  /** When somebody last served the destination. */
  #servedAt = Number.NEGATIVE_INFINITY;
  /** Until when this publisher keeps it though it is assigned elsewhere. */
  #keptUntil = Number.NEGATIVE_INFINITY;
  #began = false;
  /** What others had set aside was entered since the lease was taken. */
  #hasEnteredUnread = false;
  /** All that was due at the last look is under way. */
  #isDueBegun = false;
  #wake: (() => void) | null = null;
  /** Something was committed or released since the last look began. */
  #isWoken = false;
  #running: Promise<void> | null = null;

  constructor(dependencies: PublisherDependencies) {
    this.#dependencies = dependencies;
    this.#health = new DestinationHealth(dependencies);
    this.#connection = new OutletConnection(dependencies);
    this.#attemptMs = dependencies.destination.timeout + SETTLE_MS;
    this.#attempts = new Attempts({
      ...dependencies,
      health: this.#health,
      isOurs: () => dependencies.now() < this.#leaseUntil,
    });
    this.#gaps = new GapSender(dependencies);
    this.#stops = new StopSender({
      ...dependencies,
      token: this.#token,
      attemptMs: this.#attemptMs,
      attempt: (claimed) => this.#attempts.make(claimed).finally(() => this.wake()),
    });
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Says that something was committed or released: the log is looked at without delay. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Assigns the destination to this publisher, or to another one that lives. */
  assign(isOurs: boolean): void {
    if (this.#isAssignedElsewhere === !isOurs) return;
    this.#isAssignedElsewhere = !isOurs;
    this.#servedAt = this.#dependencies.now();
    this.#keptUntil = Number.NEGATIVE_INFINITY;
    this.wake();
  }

  /** Lets attempts under way end, then gives the lease back. */
  async stop(): Promise<void> {
    this.#closing.abort();
    this.wake();
    await this.#running;
    await Promise.allSettled([...this.#underWay.values(), this.#stops.end(), this.#gaps.end()]);
    await dropLease(this.#dependencies.store, this.#dependencies.destination.id, this.#token).catch(() => undefined);
    await this.#dependencies.outlet.close();
  }

  async #run(): Promise<void> {
    const { log, destination, metrics } = this.#dependencies;
    while (!this.#closing.signal.aborted) {
      let pauseMs = REST_MS;
      this.#isWoken = false;
      try {
        pauseMs = (await this.#keepLease()) ? await this.#turn() : LEASE_ELSEWHERE_MS;
      } catch (error) {
        metrics.publisherErrors.inc({ destination: destination.id });
        log.warn(
          { destination: destination.id, reason: describeError(error) },
          'a turn of the publisher failed; it is tried again',
        );
      }
      await this.#sleep(pauseMs);
    }
  }

  async #keepLease(): Promise<boolean> {
    const { store, destination, now } = this.#dependencies;
    if (now() < this.#leaseUntil - LEASE_MS + KEEP_LEASE_EVERY_MS) return true;
    if (this.#fence === null && this.#isAssignedElsewhere && (await this.#isServed())) return false;
    const asked = now();
    const fence = await takeLease(store, destination.id, this.#token, {
      leaseMs: LEASE_MS,
      attemptMs: this.#attemptMs,
    });
    this.#leaseUntil = fence === null ? 0 : asked + LEASE_MS;
    if (fence === null) this.#hasEnteredUnread = false;
    if (fence !== this.#fence) this.#connection.renew();
    if (fence !== null && this.#fence === null && this.#isAssignedElsewhere) this.#keptUntil = now() + KEPT_ANYWAY_MS;
    this.#fence = fence;
    return fence !== null;
  }

  /** True while the publisher that it is assigned to serves it, or may still begin to. */
  async #isServed(): Promise<boolean> {
    const { store, destination, now } = this.#dependencies;
    if (await isLeased(store, destination.id)) this.#servedAt = now();
    return now() - this.#servedAt < LEFT_ALONE_MS;
  }

  /** Nothing more begins: the destination is assigned elsewhere, and is given up when what is under way has ended. */
  get #isLeaving(): boolean {
    return this.#isAssignedElsewhere && this.#dependencies.now() > this.#keptUntil;
  }

  async #giveUpLease(): Promise<void> {
    const { store, destination, now } = this.#dependencies;
    if (this.#underWay.size > 0 || !this.#stops.idle) return;
    this.#fence = null;
    this.#leaseUntil = 0;
    this.#hasEnteredUnread = false;
    this.#servedAt = now();
    await dropLease(store, destination.id, this.#token);
  }

  /** One look at the log and the lanes. Returns how long to sleep when nothing wakes it. */
  async #turn(): Promise<number> {
    const { store, destination, now, wireLog } = this.#dependencies;
    const guess = this.#health.state.cursor;
    const [state, guessed] = await Promise.all([this.#health.read(), guess === null ? [] : wireLog.read(guess, now())]);
    if (state.cursor === null) {
      await beginAt(store, destination.id, await this.#startPosition(), now());
      return 0;
    }
    this.#began = true;
    const place = { token: this.#token, cursor: state.cursor, begunAt: state.begunAt };
    if (!this.#hasEnteredUnread) await enterUnread(this.#dependencies, place);
    this.#hasEnteredUnread = true;
    const entries = state.cursor === guess ? guessed : await wireLog.read(state.cursor, now());
    const [entered, pauseMs] = await Promise.all([enterNew(this.#dependencies, place, entries), this.#send()]);
    if (entered !== null) await this.#sendNew(entered);
    if (entered !== null || this.#isLeaving) return entered === null ? pauseMs : 0;
    return (await enterReplay(this.#dependencies, place)) ? 0 : pauseMs;
  }

  /** Begins the attempts that are due. Returns in how many milliseconds to look again. */
  async #send(): Promise<number> {
    const { now } = this.#dependencies;
    if (!(await this.#connection.isReady())) return REST_MS;
    if (now() > this.#leaseUntil - LEASE_MARGIN_MS) return LEASE_MARGIN_MS;
    const [nextStopAt] = await Promise.all([this.#stops.begin(), this.#sendRevisions()]);
    if (this.#isLeaving) await this.#giveUpLease();
    const looks = [nextStopAt, this.#health.pace.moreAt(now())].flatMap((at) => (at === null ? [] : [at - now()]));
    const otherwise = this.#health.isResting ? REST_MS : this.#underWay.size > 0 ? LOOK_UNDER_WAY_MS : LOOK_EVERY_MS;
    return Math.max(0, Math.min(otherwise, ...looks));
  }

  async #sendRevisions(): Promise<void> {
    this.#isDueBegun = false;
    if (this.#health.isResting || this.#isLeaving) return;
    const { store, destination, now } = this.#dependencies;
    if (this.#health.state.paused === null) this.#gaps.begin(this.#health.provenAt);
    const room = this.#room;
    if (room <= 0) return;
    const due = await dueLanes(store, destination.id, now(), room + this.#underWay.size);
    this.#isDueBegun = due.length < room;
    await this.#attemptHeads(due, room);
  }

  /** How many more revisions may be attempted beside those under way. */
  get #room(): number {
    const { pace, state } = this.#health;
    const free = pace.room(this.#underWay.size, this.#dependencies.now());
    return state.paused === null ? free : Math.min(free, 1 - this.#underWay.size);
  }

  /** Attempts what has just entered its lane without another look, where nothing waits that was due before. */
  async #sendNew(entered: readonly LaneEntry[]): Promise<void> {
    const { now } = this.#dependencies;
    if (!this.#isDueBegun || this.#health.isResting || this.#isLeaving) return;
    if (now() > this.#leaseUntil - LEASE_MARGIN_MS || !(await this.#connection.isReady())) return;
    const begins = entered.filter(({ passes, held, stop, replay }) => passes && !held && !stop && !replay);
    const articles = begins.toSorted((one, other) => other.priority - one.priority).map(({ article }) => article);
    await this.#attemptHeads([...new Set(articles)], this.#room);
  }

  async #startPosition(): Promise<string> {
    const { store, destination } = this.#dependencies;
    if (destination.from === 'beginning' || this.#began || this.#dependencies.reset()) return '0-0';
    if (destination.from === 'now') return await logHead(store);
    return `${Date.parse(destination.from)}-0`;
  }

  /** Claims the lanes that are due, as many as there is room for, and attempts each head that it got. */
  async #attemptHeads(due: readonly string[], room: number): Promise<void> {
    const { store, destination, now } = this.#dependencies;
    const articles: string[] = [];
    for (const article of due) {
      if (articles.length >= room) break;
      if (this.#underWay.has(article)) continue;
      if (!this.#health.breaker.allows(now())) break;
      articles.push(article);
    }
    const claim = { token: this.#token, articles, attemptMs: this.#attemptMs, which: 'others' } as const;
    const heads = await claimHeads(store, destination.id, claim);
    this.#health.pace.begin(heads.filter((head) => head !== null).length, now());
    for (const [at, claimed] of heads.entries()) {
      const article = articles[at] as string;
      if (claimed === null) continue;
      const attempt = this.#attempts.make(claimed).finally(() => {
        this.#underWay.delete(article);
        this.wake();
      });
      this.#underWay.set(article, attempt);
    }
  }

  #sleep(ms: number): Promise<void> {
    if (ms === 0 || this.#isWoken || this.#closing.signal.aborted) return Promise.resolve();
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
