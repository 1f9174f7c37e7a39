import { randomUUID } from 'node:crypto';
import { describeError } from '../article/failure.ts';
import { beginAt } from '../store/destinations.ts';
import { type Claimed, claimHeads, dueLanes } from '../store/lanes.ts';
import { type LogEntry, logHead } from '../store/wire-log.ts';
import { DestinationHealth } from './destination-health.ts';
import { DestinationLease } from './destination-lease.ts';
import { enterNew, enterUnread, type Reading } from './enter-lanes.ts';
import { enterReplay } from './enter-replay.ts';
import { GapSender } from './gap-sender.ts';
import { type IntakeDependencies, LogReader, type Moved } from './log-reader.ts';
import { Attempts } from './make-attempts.ts';
import { OutletConnection } from './outlet-connection.ts';
import type { SendDependencies } from './send-head.ts';
import { StopSender } from './send-stops.ts';
import { LOG_BATCH, type SharedLog } from './shared-log.ts';
import { WakeableRest } from './wakeable-rest.ts';

const LEASE_ELSEWHERE_MS = 200;
const LEASE_ENDS_MS = 500;
/** A publisher that has not recorded an attempt this long after the time limit of the attempt counts as dead. */
const SETTLE_MS = 10_000;
/** No more is read while so many entries wait for their attempt without a lane. */
const MOST_WAITING = 64;
/** So many lanes may be due, and new entries go without one all the same. */
const FEW_DUE = 16;
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
 * Publishes to one destination while it holds the destination's lease: reads the wire log, sends what is no exception as
 * it was read, and attempts the heads of lanes that are due, several at a time, one attempt a lane.
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
  readonly #reader: LogReader;
  readonly #lease: DestinationLease;
  readonly #attemptMs: number;
  #began = false;
  /** What others had set aside was entered since the lease was taken. */
  #hasEnteredUnread = false;
  /** How many lanes were due at the last look that are not under way; null where nobody looked. */
  #left: number | null = null;
  /** More stands in the log than was read. */
  #isBehind = false;
  readonly #rest = new WakeableRest();
  #running: Promise<void> | null = null;

  constructor(dependencies: PublisherDependencies) {
    this.#dependencies = dependencies;
    this.#health = new DestinationHealth(dependencies);
    this.#connection = new OutletConnection(dependencies);
    this.#attemptMs = dependencies.destination.timeout + SETTLE_MS;
    const served = { ...dependencies, token: this.#token, attemptMs: this.#attemptMs };
    this.#reader = new LogReader(served);
    this.#lease = new DestinationLease({ ...served, changed: () => this.#beginAnew() });
    this.#attempts = new Attempts({
      ...dependencies,
      health: this.#health,
      settle: (settlements) => this.#reader.settle(settlements, this.#health.provenAt),
      isOurs: () => this.#lease.isOurs,
    });
    this.#gaps = new GapSender(dependencies);
    this.#stops = new StopSender({
      ...served,
      attempt: (claimed) => this.#attempts.make(claimed).finally(() => this.wake()),
    });
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Says that something was committed or released: the log is looked at without delay. */
  wake(): void {
    this.#rest.wake();
  }

  /** Assigns the destination to this publisher, or to another one that lives. */
  assign(isOurs: boolean): void {
    if (this.#lease.assign(isOurs)) this.wake();
  }

  /** Lets attempts under way end, then gives the lease back. */
  async stop(): Promise<void> {
    this.#closing.abort();
    this.wake();
    await this.#running;
    await Promise.allSettled([...this.#underWay.values(), this.#stops.end(), this.#gaps.end()]);
    await this.#reader.moveWaiting().catch(() => undefined);
    await this.#lease.giveUp().catch(() => undefined);
    await this.#dependencies.outlet.close();
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      let pauseMs = REST_MS;
      this.#rest.beginLook();
      try {
        pauseMs = (await this.#lease.keep()) ? await this.#turn() : LEASE_ELSEWHERE_MS;
      } catch (error) {
        this.#warn(error);
      }
      await this.#rest.sleep(pauseMs);
    }
  }

  #warn(error: unknown): void {
    const { log, destination, metrics } = this.#dependencies;
    metrics.publisherErrors.inc({ destination: destination.id });
    const facts = { destination: destination.id, reason: describeError(error) };
    log.warn(facts, 'a turn of the publisher failed; it is tried again');
  }

  /** Others may have served the destination since: what was known of it does not count. */
  #beginAnew(): void {
    this.#connection.renew();
    this.#reader.forget();
    this.#hasEnteredUnread = false;
  }

  async #giveUpLease(): Promise<void> {
    if (this.#underWay.size > 0 || !this.#stops.idle) return;
    await this.#reader.moveWaiting();
    this.#beginAnew();
    await this.#lease.giveUp();
  }

  /** One look at the log and the lanes. Returns how long to sleep when nothing wakes it. */
  async #turn(): Promise<number> {
    const { store, destination, now, wireLog } = this.#dependencies;
    const guess = this.#reader.readTo;
    const [state, guessed] = await Promise.all([this.#health.read(), guess === null ? [] : wireLog.read(guess, now())]);
    const { cursor, begunAt } = state;
    if (cursor === null) {
      this.#reader.forget();
      await beginAt(store, destination.id, await this.#startPosition(), now());
      return 0;
    }
    this.#began = true;
    const readTo = await this.#beginReading(cursor, begunAt);
    if (readTo === null) return LEASE_ELSEWHERE_MS;
    await this.#reader.moveOverdue();
    if (this.#health.isResting || this.#health.breaker.open) await this.#reader.moveWaiting();
    const reading = { reader: this.#reader, begunAt };
    if (!this.#hasEnteredUnread) await enterUnread(this.#dependencies, reading);
    this.#hasEnteredUnread = true;
    const entries = readTo === guess ? guessed : await wireLog.read(readTo, now());
    const mayGoDirect = this.#areFewDue && !this.#health.breaker.open;
    const [entered, pauseMs] = await Promise.all([this.#enter(reading, entries, mayGoDirect), this.#send()]);
    if (entered !== null) await this.#sendDirect();
    if (entered === 'lanes' || entered === 'lost' || (entered !== null && this.#isBehind)) return 0;
    if (entered !== null || this.#lease.isLeaving) return pauseMs;
    return (await enterReplay(this.#dependencies, reading)) ? 0 : pauseMs;
  }

  /** Moves what was read on, unless as much waits already. Where more follows in the log, its stops go first. */
  async #enter(reading: Reading, entries: readonly LogEntry[], mayGoDirect: boolean): Promise<Moved | null> {
    const { wireLog, now } = this.#dependencies;
    const isFull = this.#reader.waiting >= MOST_WAITING;
    this.#isBehind = entries.length > 0 && (isFull || entries.length === LOG_BATCH || this.#reader.isAhead);
    const stops = this.#isBehind ? await wireLog.stopsAfter(this.#reader.readTo ?? '', now()) : [];
    return enterNew(this.#dependencies, reading, { entries: isFull ? [] : entries, stops, mayGoDirect });
  }

  /** Begins to read the log where it does not yet. Returns up to where it was read, or null where that is not known. */
  async #beginReading(cursor: string, begunAt: number): Promise<string | null> {
    const place = { cursor, window: this.#health.window };
    if (this.#reader.isElsewhere(place)) this.#reader.forget();
    if (this.#reader.readTo === null) await this.#reader.begin(place, begunAt);
    return this.#reader.readTo;
  }

  /** Begins the attempts that are due. Returns in how many milliseconds to look again. */
  async #send(): Promise<number> {
    const { now } = this.#dependencies;
    if (!(await this.#connection.isReady())) return REST_MS;
    if (!this.#lease.isLasting) return LEASE_ENDS_MS;
    const [nextStopAt] = await Promise.all([this.#stops.begin(), this.#sendRevisions()]);
    if (this.#lease.isLeaving) await this.#giveUpLease();
    const looks = [nextStopAt, this.#health.pace.moreAt(now())].flatMap((at) => (at === null ? [] : [at - now()]));
    const otherwise = this.#health.isResting ? REST_MS : this.#underWay.size > 0 ? LOOK_UNDER_WAY_MS : LOOK_EVERY_MS;
    return Math.max(0, Math.min(otherwise, ...looks));
  }

  async #sendRevisions(): Promise<void> {
    this.#left = null;
    if (this.#health.isResting || this.#lease.isLeaving) return;
    const { store, destination, now } = this.#dependencies;
    if (this.#health.state.paused === null) this.#gaps.begin(this.#health.provenAt);
    const room = Math.max(0, this.#room);
    const due = await dueLanes(store, destination.id, now(), room + FEW_DUE + this.#underWay.size + 1);
    this.#left = Math.max(0, due.length - room);
    if (room === 0) return;
    await this.#attemptHeads(due, room);
    await this.#sendDirect();
  }

  /** Something waits for an attempt to end. */
  get #hasNext(): boolean {
    return this.#left !== 0 || this.#isBehind || this.#reader.waiting > 0 || this.#lease.isLeaving;
  }

  get #areFewDue(): boolean {
    return this.#left !== null && this.#left <= FEW_DUE;
  }

  /** How many more revisions may be attempted beside those under way. */
  get #room(): number {
    const { pace, state } = this.#health;
    const free = pace.room(this.#underWay.size, this.#dependencies.now());
    return state.paused === null ? free : Math.min(free, 1 - this.#underWay.size);
  }

  /** Attempts what goes without a lane, where nothing waits in one that is due. */
  async #sendDirect(): Promise<void> {
    const { now } = this.#dependencies;
    if (!this.#areFewDue || this.#health.isResting || this.#lease.isLeaving) return;
    if (!this.#lease.isLasting || !(await this.#connection.isReady())) return;
    const room = this.#room;
    if (room <= 0 || this.#health.breaker.open) return;
    const begun = this.#reader.beginAttempts(room);
    this.#health.pace.begin(begun.length, now());
    for (const claimed of begun) this.#attempt(claimed, 'log');
  }

  async #startPosition(): Promise<string> {
    const { store, destination } = this.#dependencies;
    if (destination.from === 'beginning' || this.#began || this.#dependencies.reset()) return '0-0';
    if (destination.from === 'now') return await logHead(store);
    return `${Date.parse(destination.from)}-0`;
  }

  /** Attempts the heads of lanes that are due, as many as there is room for; one at a time where the destination fails. */
  async #attemptHeads(due: readonly string[], room: number): Promise<void> {
    const { now } = this.#dependencies;
    const { breaker, state } = this.#health;
    if (breaker.open || state.paused !== null) {
      const article = due.find((each) => !this.#underWay.has(each));
      if (article !== undefined && breaker.allows(now())) this.#underWay.set(article, this.#probe(article));
      return;
    }
    const articles = due.filter((each) => !this.#underWay.has(each)).slice(0, room);
    for (const claimed of await this.#claim(articles)) this.#attempt(claimed, 'lane');
  }

  /** A destination that may be back gets what it is owed before all else. */
  async #probe(article: string): Promise<void> {
    try {
      await this.#stops.sendOwed();
      const [claimed] = await this.#claim([article]);
      if (claimed !== undefined) return await this.#make(claimed, 'lane');
    } catch (error) {
      this.#warn(error);
    }
    this.#underWay.delete(article);
  }

  async #claim(articles: readonly string[]): Promise<Claimed[]> {
    const { store, destination, now } = this.#dependencies;
    const claim = { token: this.#token, articles, attemptMs: this.#attemptMs, which: 'others' } as const;
    const heads = (await claimHeads(store, destination.id, claim)).filter((head) => head !== null);
    this.#health.pace.begin(heads.length, now());
    return heads;
  }

  #attempt(claimed: Claimed, from: 'lane' | 'log'): void {
    this.#underWay.set(claimed.entry.article, this.#make(claimed, from));
  }

  /** Makes one attempt; never throws. */
  async #make(claimed: Claimed, from: 'lane' | 'log'): Promise<void> {
    const isTaken = await this.#attempts.make(claimed);
    this.#underWay.delete(claimed.entry.article);
    if (!isTaken || from === 'lane' || this.#hasNext) this.wake();
  }
}
