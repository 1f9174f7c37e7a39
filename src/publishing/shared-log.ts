import type { Store } from '../store/store.ts';
import { isAfter, type LogEntry, type LoggedStop, readLogAfter, readStopsAfter } from '../store/wire-log.ts';

/** As many entries as move at once. */
export const LOG_BATCH = 200;
/** News of a commit in another process may come late: what was read longer ago than this is read anew. */
const SAME_MS = 20;
/** What stands after a place never changes where a whole batch follows it. */
const SAME_BATCH_MS = 1_000;
/** Entries that are looked through at once for stops. */
const LOOKED_THROUGH = 1_000;
const LOOK_EVERY_MS = 50;

interface Read {
  readonly at: number;
  readonly entries: Promise<readonly LogEntry[]>;
  isBatch: boolean;
}

/** The wire log as destinations read it: those that stand at the same place read it once together. */
export class SharedLog {
  readonly #store: Store;
  readonly #reads = new Map<string, Read>();
  /** Between these positions all stops are known. */
  #stopsFrom = '';
  #stopsTo = '';
  #stops: LoggedStop[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<unknown> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The entries after a place, at `now` (epoch milliseconds). */
  read(cursor: string, now: number): Promise<readonly LogEntry[]> {
    const known = this.#reads.get(cursor);
    if (known !== undefined && isFresh(known, now)) return known.entries;
    for (const [place, read] of this.#reads) if (!isFresh(read, now)) this.#reads.delete(place);
    const entries = readLogAfter(this.#store, cursor, LOG_BATCH);
    const read: Read = { at: now, entries, isBatch: false };
    this.#reads.set(cursor, read);
    entries.then(
      ({ length }) => {
        read.isBatch = length === LOG_BATCH;
      },
      () => this.#reads.delete(cursor),
    );
    return entries;
  }

  /** All stops after a place, up to the end of the log, at `now` (epoch milliseconds). */
  stopsAfter(cursor: string, now: number): Promise<readonly LoggedStop[]> {
    const found = this.#looking.then(() => this.#lookForStops(cursor, now));
    this.#looking = found.catch(() => undefined);
    return found;
  }

  /** Something was committed: what was read before does not count. */
  forget(): void {
    for (const [place, { isBatch }] of this.#reads) if (!isBatch) this.#reads.delete(place);
  }

  async #lookForStops(cursor: string, now: number): Promise<readonly LoggedStop[]> {
    const isKnown = this.#stopsTo !== '' && !isAfter(this.#stopsFrom, cursor) && !isAfter(cursor, this.#stopsTo);
    if (!isKnown) {
      this.#stopsFrom = cursor;
      this.#stopsTo = cursor;
      this.#stops = [];
    }
    if (!isKnown || now - this.#lookedAt >= LOOK_EVERY_MS) await this.#lookOn(now);
    return this.#stops.filter(({ position }) => isAfter(position, cursor));
  }

  async #lookOn(now: number): Promise<void> {
    for (let looked = LOOKED_THROUGH; looked === LOOKED_THROUGH; ) {
      const page = await readStopsAfter(this.#store, this.#stopsTo, LOOKED_THROUGH);
      this.#stops.push(...page.stops);
      this.#stopsTo = page.last;
      looked = page.looked;
    }
    this.#lookedAt = now;
  }
}

const isFresh = ({ at, isBatch }: Read, now: number): boolean => now - at < (isBatch ? SAME_BATCH_MS : SAME_MS);
