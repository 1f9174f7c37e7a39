import { randomUUID } from 'node:crypto';
import {
  type Acknowledged,
  acknowledge,
  type Entering,
  enterLanes,
  type Flight,
  type StoredPlace,
  type Unread,
} from '../store/enter-lanes.ts';
import { type Claimed, type LaneEntry, type Settled, type Settlement, settleAll } from '../store/lanes.ts';
import { readLogBetween } from '../store/wire-log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { TermsDependencies } from './apply-terms.ts';
import { ReadWindow } from './read-window.ts';
import { laneEntriesOf } from './shut-entries.ts';

/** What is not confirmed so long after its attempt began goes to its lane. */
const UNDER_WAY_MS = 1_000;
/** So does what has waited so long for its attempt. */
const WAITING_MS = 5_000;

/** What moving entries from the log needs from the service. */
export interface IntakeDependencies extends TermsDependencies {
  readonly metrics: Metrics;
}

/** What reading the log for a destination needs. */
interface ReaderDependencies extends IntakeDependencies {
  /** The lease under which it is read. */
  readonly token: string;
  readonly attemptMs: number;
}

/** An entry that is sent without a lane. */
interface Direct {
  readonly entry: LaneEntry;
  readonly has: boolean;
  /** The attempt at it, once there is one. */
  attempt: string | null;
  /** When it was read, or its attempt began (epoch milliseconds). */
  since: number;
}

/** Entries of the log on their way to where they go. */
interface LogPortion {
  /** All positions that were read for it, in their order. */
  readonly read?: readonly string[];
  /** Positions further on in the log that are settled by it. */
  readonly ahead?: readonly string[];
  readonly lanes: readonly LaneEntry[];
  readonly mayGoDirect?: boolean;
  readonly unread?: Unread;
  readonly replayed?: number;
  readonly superseded?: readonly string[];
}

/** Where entries went: some into lanes, all without one, or nowhere, where lease or place were lost. */
export type Moved = 'lanes' | 'direct' | 'lost';

/**
 * Reads the wire log for one destination. An entry whose article has no lane, and that is neither a stop nor held, is
 * sent as it was read: the place in the log moves over it once it is confirmed. Whatever is an exception goes into a
 * lane: what fails, what another entry of its article follows, and what is not confirmed soon.
 */
export class LogReader {
  readonly #dependencies: ReaderDependencies;
  #window: ReadWindow | null = null;
  /** By article. */
  readonly #direct = new Map<string, Direct>();
  /** Articles that are on their way into lanes: none of them is begun without one any more. */
  #leaving: ReadonlySet<string> = new Set();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(dependencies: ReaderDependencies) {
    this.#dependencies = dependencies;
  }

  /** Up to where the log was read; null before it began. */
  get readTo(): string | null {
    return this.#window?.readTo ?? null;
  }

  /** How many entries wait for their attempt without a lane. */
  get waiting(): number {
    return this.#waitingArticles().length;
  }

  /** Stops were entered further on in the log than it was read. */
  get isAhead(): boolean {
    return this.#window?.isAhead ?? false;
  }

  isSettled(position: string): boolean {
    return this.#window?.isSettled(position) ?? false;
  }

  /** Lets go of the place: it is read anew before the next entry. */
  forget(): void {
    this.#window = null;
  }

  /** Nothing is under way here, and Redis says another place than the one that is known. */
  isElsewhere({ cursor, window }: StoredPlace): boolean {
    if (this.#window === null || this.#direct.size > 0) return false;
    return this.#window.cursor !== cursor || this.#window.text !== window;
  }

  /**
   * Begins at the place that is stored. What was read there and is not settled may be under way: it goes into lanes, as
   * attempts that nobody settles.
   * @param begunAt when the destination began to read the log (epoch milliseconds)
   */
  begin(from: StoredPlace, begunAt: number): Promise<void> {
    return this.#inTurn(async () => {
      const { store, destination, token, attemptMs } = this.#dependencies;
      const found = ReadWindow.parse(from.cursor, from.window);
      const window = found.allRead();
      if (window.cursor !== from.cursor || window.text !== from.window) {
        const open = (await readLogBetween(store, found.cursor, found.readTo)).filter(
          ({ position }) => !found.isSettled(position),
        );
        const lanes = await laneEntriesOf({ ...this.#dependencies, begunAt }, open);
        const entries = lanes.map((lane) => ({ ...lane, passes: true, ...this.#flightOf(lane) }));
        const move = { token, from, to: placeOf(window) };
        const entered = await enterLanes(store, destination.id, move, { entries, attemptMs });
        if (entered.outcome !== 'entered') return;
      }
      this.#direct.clear();
      this.#leaving = new Set();
      this.#window = window;
    });
  }

  /** Moves what was read to where it goes. @returns what is to be done now */
  enter(portion: LogPortion): Promise<Moved> {
    return this.#inTurn(async () => {
      const exceptions = new Set(this.#exceptionsOf(portion));
      let laned: readonly string[] | null = [];
      while (laned !== null) {
        for (const article of laned) exceptions.add(article);
        laned = await this.#move(portion, exceptions);
      }
      if (this.#window === null) return 'lost';
      return exceptions.size > 0 ? 'lanes' : 'direct';
    });
  }

  /** Moves into lanes what is not confirmed for too long. */
  async moveOverdue(): Promise<void> {
    if ([...this.#direct.values()].some((each) => this.#isOverdue(each))) await this.enter({ lanes: [] });
  }

  /** Moves into lanes all that waits for its attempt. */
  async moveWaiting(): Promise<void> {
    const waiting = new Set(this.#waitingArticles());
    if (waiting.size > 0) await this.#inTurn(() => this.#move({ lanes: [] }, waiting));
  }

  /** Begins attempts at what waits without a lane, the most urgent first. */
  beginAttempts(limit: number): Claimed[] {
    if (this.#window === null) return [];
    const waiting = [...this.#direct.values()].filter(
      ({ attempt, entry }) => attempt === null && !this.#leaving.has(entry.article),
    );
    const first = waiting.toSorted((one, other) => other.entry.priority - one.entry.priority).slice(0, limit);
    return first.map((direct) => {
      direct.attempt = randomUUID();
      direct.since = this.#dependencies.now();
      const { attempt, entry, has } = direct;
      return { attempt, entry, has, failures: 0, refusals: 0, body: null };
    });
  }

  /** Records how attempts ended. What failed without a lane gets one. @returns what became of each */
  async settle(settlements: readonly Settlement[], provenAt: number): Promise<Settled[]> {
    const { store, destination } = this.#dependencies;
    const inLanes = (which: readonly Settlement[]): Promise<Settled[]> =>
      settleAll(store, destination.id, which, provenAt);
    if (!settlements.some((each) => this.#isDirect(each))) return inLanes(settlements);
    return this.#inTurn(async () => {
      const direct = settlements.filter((each) => this.#isDirect(each));
      const failed = direct.filter(({ result }) => result.outcome !== 'delivered');
      if (failed.length > 0) await this.#move({ lanes: [] }, new Set(failed.map(articleOf)));
      for (const each of failed) this.#direct.delete(articleOf(each));
      const delivered = new Set(await this.#acknowledge(direct.filter((each) => !failed.includes(each))));
      const others = settlements.filter((each) => !delivered.has(each));
      const states = others.length === 0 ? [] : await inLanes(others);
      return settlements.map((each) => (delivered.has(each) ? 'settled' : (states[others.indexOf(each)] as Settled)));
    });
  }

  /** @returns those that count; where the place was lost, none: a lane may hold them by now */
  async #acknowledge(deliveries: readonly Settlement[]): Promise<readonly Settlement[]> {
    const { store, destination, token } = this.#dependencies;
    if (deliveries.length === 0) return [];
    const known = this.#window;
    const settled = deliveries.map(({ claimed }) => claimed.entry.position);
    const next = known?.after([], settled) ?? null;
    const move = known && next ? { token, from: placeOf(known), to: placeOf(next) } : null;
    const moved = await acknowledge(store, destination.id, move, deliveries.map(acknowledgedOf));
    for (const each of deliveries) this.#direct.delete(articleOf(each));
    this.#window = moved ? next : null;
    return moved ? deliveries : [];
  }

  /** @returns articles that have a lane and were to go without one: nothing was done then; null when it is over */
  async #move(portion: LogPortion, exceptions: ReadonlySet<string>): Promise<readonly string[] | null> {
    const { store, destination, token, attemptMs, metrics, now } = this.#dependencies;
    if (this.#window === null) return null;
    const { read = [], ahead = [], lanes } = portion;
    const direct = lanes.filter(({ article }) => !exceptions.has(article));
    const leaving = [...this.#direct.values()].filter(
      (each) => exceptions.has(each.entry.article) || this.#isOverdue(each),
    );
    this.#leaving = new Set(leaving.map(({ entry }) => entry.article));
    const open = new Set(direct.map(({ position }) => position));
    const settled = [...read.filter((position) => !open.has(position)), ...ahead];
    const next = this.#window.after(read, [...settled, ...leaving.map(({ entry }) => entry.position)]);
    const entries = [
      ...leaving.map(({ entry }) => ({ ...entry, ...this.#flightOf(entry) })),
      ...lanes.filter(({ article }) => exceptions.has(article)),
    ];
    const articles = direct.map(({ article }) => article);
    const { unread, replayed, superseded = [] } = portion;
    const entered = await enterLanes(
      store,
      destination.id,
      { token, from: placeOf(this.#window), to: placeOf(next) },
      { entries, direct: articles, attemptMs, ...(unread && { unread }), ...(replayed && { replayed }), superseded },
    );
    if (entered.outcome === 'laned') return entered.articles;
    if (entered.outcome === 'stale') metrics.fenced.inc({ destination: destination.id, write: 'lanes' });
    this.#window = entered.outcome === 'stale' ? null : next;
    if (entered.outcome === 'stale') return null;
    for (const { entry } of leaving) this.#direct.delete(entry.article);
    this.#leaving = new Set();
    for (const [at, entry] of direct.entries())
      this.#direct.set(entry.article, { entry, has: entered.has[at] === true, attempt: null, since: now() });
    return null;
  }

  #waitingArticles(): string[] {
    return [...this.#direct].flatMap(([article, { attempt }]) => (attempt === null ? [article] : []));
  }

  /**
   * Articles of which something is an exception, or more than one entry is under way. Where what is read goes into
   * lanes, so does what waits before it.
   */
  *#exceptionsOf({ lanes, read = [], mayGoDirect = false }: LogPortion): Iterable<string> {
    const seen = new Set<string>();
    if (!mayGoDirect && read.length > 0) yield* this.#waitingArticles();
    for (const lane of lanes) {
      const { article } = lane;
      if (!mayGoDirect || !isPlain(lane) || seen.has(article) || this.#direct.has(article)) yield article;
      seen.add(article);
    }
  }

  #isOverdue({ attempt, since }: Direct): boolean {
    return this.#dependencies.now() - since > (attempt === null ? WAITING_MS : UNDER_WAY_MS);
  }

  #isDirect({ claimed }: Settlement): boolean {
    return this.#direct.get(claimed.entry.article)?.attempt === claimed.attempt;
  }

  /** The attempt under way at an entry: ours, or one of whoever read it before. */
  #flightOf({ article, revisionId }: LaneEntry): Pick<Entering, 'flight'> {
    const known = this.#direct.get(article);
    if (known?.entry.revisionId !== revisionId) return { flight: { token: '', by: '', revisionId } };
    const flight: Flight | null =
      known.attempt === null ? null : { token: known.attempt, by: this.#dependencies.token, revisionId };
    return flight === null ? {} : { flight };
  }

  /** One move of the place at a time. Where it is not known whether one was made, the place is read anew. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(work).catch((error: unknown) => {
      this.forget();
      throw error;
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }
}

const articleOf = ({ claimed }: Settlement): string => claimed.entry.article;
const placeOf = (window: ReadWindow): StoredPlace => ({ cursor: window.cursor, window: window.text });

function isPlain({ kind, passes, held, stop, again, replay, shut }: LaneEntry): boolean {
  return kind === 'revision' && passes && !held && !stop && !again && !replay && shut === undefined;
}

function acknowledgedOf({ claimed, result }: Settlement): Acknowledged {
  const { article, revisionId } = claimed.entry;
  return { article, revisionId, answer: result.outcome === 'delivered' ? result.detail : '' };
}
