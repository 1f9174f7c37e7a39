import { join } from 'node:path';
import type { Logger } from 'pino';
import { gateOf } from '../article/embargo.ts';
import { describeError } from '../article/failure.ts';
import { makeFolder } from '../data-folder/make-folder.ts';
import { readHeads } from '../store/gates.ts';
import type { Store } from '../store/store.ts';
import { type LogEntry, logHead, readLogAfter, readLogAt } from '../store/wire-log.ts';
import { type FoundArticles, IndexTaken, SearchIndex, type SearchOrder } from './full-text.ts';
import { storyWords } from './story-words.ts';

const BATCH = 200;
const LOOK_EVERY_MS = 500;
const COMPARE_EVERY_MS = 5_000;
const FORGOTTEN_AT_ONCE = 500;
/** Processes on one machine that may each have an index in the same folder. */
const MOST_PROCESSES = 32;

const NOTHING_YET: FoundArticles = { articles: [], positions: [], count: 0, countIsComplete: false, next: null };

/** What the wire is followed with. */
interface WireParts {
  readonly store: Store;
  readonly log: Logger;
  /** Epoch milliseconds by the clock of Redis. */
  readonly now: () => number;
  readonly dataFolder: string;
  /** True while stories wait for something else to be read: the log is not followed then. */
  readonly waits: () => boolean;
}

/** Opens the first index of the folder that no other process has. */
function openIndex(folder: string): { index: SearchIndex; path: string } {
  makeFolder(folder, 0o700);
  for (let number = 1; number < MOST_PROCESSES; number += 1) {
    const path = join(folder, number === 1 ? 'search.sqlite' : `search-${number}.sqlite`);
    try {
      return { index: SearchIndex.open(path), path };
    } catch (error) {
      if (!(error instanceof IndexTaken)) throw error;
    }
  }
  throw new Error(`${folder} has ${MOST_PROCESSES} search indexes, and other processes have them all`);
}

/** The full-text index of the current articles: follows the wire log as any of its readers does. */
export class WireSearch {
  readonly #parts: WireParts;
  #index: SearchIndex;
  readonly #path: string;
  #comparedAt = 0;
  #caughtUp = false;

  /** @throws what the file system says where there can be no file */
  constructor(parts: WireParts) {
    this.#parts = parts;
    const { index, path } = openIndex(parts.dataFolder);
    this.#index = index;
    this.#path = path;
  }

  /** False while the log is still read for the first time, or again. */
  get isComplete(): boolean {
    return this.#caughtUp;
  }

  /** How many articles it holds. */
  get size(): number {
    return this.#index.size();
  }

  search(order: SearchOrder): FoundArticles {
    // Until the log was looked at, what the file holds may be of another.
    if (this.#comparedAt === 0) return NOTHING_YET;
    return this.#index.search(order);
  }

  /** Follows the log until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const more = !this.#parts.waits() && (await this.#followSafely());
      if (!more) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #followSafely(): Promise<boolean> {
    return this.follow().catch((error: unknown) => {
      this.#parts.log.warn({ reason: describeError(error) }, 'the search index cannot follow the wire now');
      return false;
    });
  }

  /** Takes in what the log has after the position that was reached. True when there may be more. */
  async follow(): Promise<boolean> {
    const { store, now } = this.#parts;
    await this.#compareLog();
    const { position } = this.#index.position();
    const entries = await readLogAfter(store, position, BATCH);
    if (entries.length > 0) await this.#take(entries);
    else this.#index.forget(now() - store.keepSeconds * 1_000, FORGOTTEN_AT_ONCE);
    this.#caughtUp = entries.length < BATCH;
    return !this.#caughtUp;
  }

  async #take(entries: readonly LogEntry[]): Promise<void> {
    const { store, now } = this.#parts;
    const at = now();
    const asked = [...new Set(entries.map(({ article }) => article))];
    const heads = await readHeads(store, asked);
    const articles = new Map(heads.flatMap((head) => (head === null ? [] : [[head.id, head] as const])));
    const last = entries.at(-1) as LogEntry;
    this.#index.write(() => {
      for (const { article: id, revisionId, kind, position } of entries) {
        const article = articles.get(id);
        if (article === undefined) this.#index.remove(id);
        else if (kind === 'action') this.#index.put(id, storyWords(article, gateOf(article, at).state), null);
        else if (article.revisionId === revisionId)
          this.#index.put(id, storyWords(article, gateOf(article, at).state), position);
      }
    }, last);
  }

  /** A log that is not the one that was followed, or has let go of where this stands, is read from its beginning. */
  async #compareLog(): Promise<void> {
    const { store, log } = this.#parts;
    if (this.#comparedAt > 0 && performance.now() < this.#comparedAt + COMPARE_EVERY_MS) return;
    const reached = this.#index.position();
    const [entry] = reached.position === '0-0' ? [] : await readLogAt(store, [reached.position]);
    this.#comparedAt = performance.now();
    if (reached.position === '0-0') return;
    if (entry?.revisionId === reached.revisionId) return;
    log.warn(
      { position: reached.position, head: await logHead(store) },
      'the search index is built anew: the wire log is another',
    );
    this.#caughtUp = false;
    this.#index.close();
    this.#index = SearchIndex.openAnew(this.#path);
  }

  close(): void {
    this.#index.close();
  }
}
