import { join } from 'node:path';
import { makeFolder } from '../data-folder/make-folder.ts';
import { type FoundArticles, type IndexPosition, IndexTaken, SearchIndex, type SearchOrder } from './full-text.ts';
import type { StoryWords } from './story-words.ts';

/** Processes on one machine that may each have an index in the same folder. */
const MOST_PROCESSES = 32;

/** The words that an article is found by from now on; null where it is to be found no more. */
export interface IndexChange {
  readonly article: string;
  readonly words: StoryWords | null;
  /** Where the log has it now; null: where it was. */
  readonly position: string | null;
}

/** What is asked of the thread that has an index. */
export interface IndexCalls {
  /** Opens the first index of the folder that no other process has. */
  open(folder: string): void;
  /** Begins an empty index in the place of the open one. */
  startAnew(): void;
  position(): IndexPosition;
  /** Takes in all of the changes or none, and how far the log was followed. */
  take(changes: readonly IndexChange[], reached: IndexPosition): void;
  forget(before: number, limit: number): number;
  size(): number;
  search(order: SearchOrder): FoundArticles;
  close(): void;
}

/** A call as it is sent to the thread. */
export interface IndexRequest {
  readonly number: number;
  readonly call: keyof IndexCalls;
  readonly given: readonly unknown[];
}

/** What the thread sends back for the call of that number: what came of it, or why nothing did. */
export type IndexReply = { readonly number: number } & ({ readonly answer: unknown } | { readonly problem: string });

/** Has one index open, in the thread where it is read and written. */
export class IndexOwner implements IndexCalls {
  #opened: { readonly index: SearchIndex; readonly path: string } | null = null;

  open(folder: string): void {
    makeFolder(folder, 0o700);
    for (let number = 1; number < MOST_PROCESSES; number += 1) {
      const path = join(folder, number === 1 ? 'search.sqlite' : `search-${number}.sqlite`);
      try {
        this.#opened = { index: SearchIndex.open(path), path };
        return;
      } catch (error) {
        if (!(error instanceof IndexTaken)) throw error;
      }
    }
    throw new Error(`${folder} has ${MOST_PROCESSES} search indexes, and other processes have them all`);
  }

  startAnew(): void {
    const { path } = this.#open;
    this.close();
    this.#opened = { index: SearchIndex.openAnew(path), path };
  }

  position(): IndexPosition {
    return this.#open.index.position();
  }

  take(changes: readonly IndexChange[], reached: IndexPosition): void {
    const { index } = this.#open;
    index.write(() => {
      for (const { article, words, position } of changes) {
        if (words === null) index.remove(article);
        else index.put(article, words, position);
      }
    }, reached);
  }

  forget(before: number, limit: number): number {
    return this.#open.index.forget(before, limit);
  }

  size(): number {
    return this.#open.index.size();
  }

  search(order: SearchOrder): FoundArticles {
    return this.#open.index.search(order);
  }

  close(): void {
    this.#open.index.close();
    this.#opened = null;
  }

  get #open(): { readonly index: SearchIndex; readonly path: string } {
    if (this.#opened === null) throw new Error('no search index is open');
    return this.#opened;
  }
}
