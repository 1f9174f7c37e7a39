import type { Standing } from '../article/article.ts';

/** One revision in the window of recent copy: features only, never text. */
export interface WindowEntry {
  readonly logId: string;
  /** Log time, epoch milliseconds. */
  readonly at: number;
  readonly articleId: string;
  readonly revisionId: string;
  readonly agency: string | null;
  readonly feed: string;
  readonly standing: Standing;
  readonly language: string;
  readonly fingerprint: Uint8Array;
}

/** Recent copy, as a function of the wire log's entries alone: rebuilt or grown step by step, it is the same. */
export class Window {
  readonly #entries: WindowEntry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(entry: WindowEntry): void {
    this.#entries.push(entry);
  }

  /** Lets entries go that are older than `at` (epoch milliseconds). */
  evictBefore(at: number): void {
    const keep = this.#entries.findIndex((entry) => entry.at >= at);
    this.#entries.splice(0, keep === -1 ? this.#entries.length : keep);
  }
}
