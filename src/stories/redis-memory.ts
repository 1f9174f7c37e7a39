import type { KnownArticle } from '../judge/verdict.ts';
import type { Window } from '../similarity/window.ts';
import { type Claim, parseClaim, readKnown } from '../store/articles.ts';
import type { Premises } from '../store/commit.ts';
import { keys } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { Memory } from './memory.ts';
import type { RecentCopy } from './recent-copy.ts';

/** Judging's memory in Redis. It notes what it answered: what was judged on that holds only while it still stands. */
export class RedisMemory implements Memory {
  readonly #store: Store;
  readonly #recent: RecentCopy;
  readonly #epoch: string;
  readonly #now: number;
  readonly #ids = new Map<string, string>();
  readonly #heads = new Map<string, string>();
  #built: number | null = null;

  /** @param now epoch milliseconds */
  constructor(store: Store, recent: RecentCopy, { epoch, now }: { epoch: string; now: number }) {
    this.#store = store;
    this.#recent = recent;
    this.#epoch = epoch;
    this.#now = now;
  }

  /** How many entries the window was built anew from, or null where it only grew. */
  get builtFrom(): number | null {
    return this.#built;
  }

  /** What was answered, which must still be so when verdicts are written. */
  get premises(): Premises {
    return { epoch: this.#epoch, head: this.#recent.position, ids: this.#ids, heads: this.#heads };
  }

  async window(): Promise<Window> {
    const { rebuilt, read } = await this.#recent.catchUp(this.#store, this.#epoch, this.#now);
    if (rebuilt) this.#built = read;
    return this.#recent.window;
  }

  spikedCopies(): Window {
    return this.#recent.spikedCopies;
  }

  async readClaims(idKeys: readonly string[]): Promise<ReadonlyMap<string, Claim>> {
    const found = new Map<string, Claim>();
    if (idKeys.length === 0) return found;
    const values = await this.#store.redis.mget(idKeys.map(keys.id));
    for (const [at, key] of idKeys.entries()) {
      const value = values[at] ?? '';
      this.#ids.set(key, value);
      if (value !== '') found.set(key, parseClaim(value));
    }
    return found;
  }

  async readArticles(ids: readonly string[]): Promise<readonly KnownArticle[]> {
    const found = await readKnown(this.#store, ids);
    for (const id of ids) this.#heads.set(id, '');
    for (const { id, head } of found) this.#heads.set(id, head.revisionId);
    return found;
  }

  async readReturned(arrivals: readonly string[]): Promise<ReadonlySet<string>> {
    if (arrivals.length === 0) return new Set();
    const records = await this.#store.redis.mget(arrivals.map(keys.arrival));
    return new Set(arrivals.filter((_, at) => records[at]?.includes('"rule":"returned-text"')));
  }
}
