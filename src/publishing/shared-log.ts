import type { Store } from '../store/store.ts';
import { type LogEntry, readLogAfter } from '../store/wire-log.ts';

/** As many entries as move at once. */
export const LOG_BATCH = 200;
/** News of a commit in another process may come late: what was read longer ago than this is read anew. */
const SAME_MS = 20;

/** The wire log as destinations read it: those that stand at the same place read it once together. */
export class SharedLog {
  readonly #store: Store;
  readonly #reads = new Map<string, { readonly at: number; readonly entries: Promise<readonly LogEntry[]> }>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The entries after a place, at `now` (epoch milliseconds). */
  read(cursor: string, now: number): Promise<readonly LogEntry[]> {
    const known = this.#reads.get(cursor);
    if (known !== undefined && now - known.at < SAME_MS) return known.entries;
    for (const [place, { at }] of this.#reads) if (now - at >= SAME_MS) this.#reads.delete(place);
    const entries = readLogAfter(this.#store, cursor, LOG_BATCH);
    this.#reads.set(cursor, { at: now, entries });
    entries.catch(() => this.#reads.delete(cursor));
    return entries;
  }

  /** Something was committed: what was read before does not count. */
  forget(): void {
    this.#reads.clear();
  }
}
