import type { Logger } from 'pino';
import { gateOf } from '../article/embargo.ts';
import { describeError } from '../article/failure.ts';
import { readHeads } from '../store/gates.ts';
import type { Store } from '../store/store.ts';
import { type LogEntry, logHead, readLogAfter, readLogAt } from '../store/wire-log.ts';
import type { FoundArticles, SearchOrder } from './full-text.ts';
import type { IndexChange } from './index-owner.ts';
import { IndexThread } from './index-thread.ts';
import { storyWords } from './story-words.ts';

const BATCH = 200;
const READ_EVERY_MS = 500;
const COMPARE_EVERY_MS = 5_000;
const FORGOTTEN_AT_ONCE = 500;
/** How many searches may wait for the one under way; further ones are refused for now. */
const MOST_WAITING = 64;

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

/** The full-text index of the current articles: follows the wire log as any of its readers does. */
export class WireSearch {
  readonly #parts: WireParts;
  #thread: IndexThread;
  #comparedAt = 0;
  #caughtUp = false;

  private constructor(parts: WireParts, thread: IndexThread) {
    this.#parts = parts;
    this.#thread = thread;
  }

  /** @throws Error the reason why the file cannot be opened, or the thread not be started */
  static async open(parts: WireParts): Promise<WireSearch> {
    return new WireSearch(parts, await openThread(parts.dataFolder));
  }

  /** False while the log is still read for the first time, or again. */
  get isComplete(): boolean {
    return this.#caughtUp;
  }

  /** How many articles it holds. */
  size(): Promise<number> {
    return this.#thread.ask('size');
  }

  /** Null where too many searches wait already. */
  async search({ match, since, until, seesHeld, order, limit, after }: SearchOrder): Promise<FoundArticles | null> {
    // Until the log was looked at, what the file holds may be of another.
    if (this.#comparedAt === 0) return NOTHING_YET;
    if (this.#thread.waiting > MOST_WAITING) return null;
    return this.#thread.ask('search', { match, since, until, seesHeld, order, limit, after });
  }

  /** Follows the log until the signal. Where it has much to catch up with, stories have half of the time. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const began = performance.now();
      const more = !this.#parts.waits() && (await this.#followSafely());
      const restMs = more ? Math.min(READ_EVERY_MS, performance.now() - began) : READ_EVERY_MS;
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  }

  #followSafely(): Promise<boolean> {
    return this.follow().catch((error: unknown) => {
      this.#parts.log.warn({ reason: describeError(error) }, 'the search index cannot follow the wire now');
      return false;
    });
  }

  /** Indexes what the log has after the position that was reached. True when there may be more. */
  async follow(): Promise<boolean> {
    const { store, now, dataFolder } = this.#parts;
    if (this.#thread.ended !== null) this.#thread = await openThread(dataFolder);
    await this.#compareLog();
    const { position } = await this.#thread.ask('position');
    const entries = await readLogAfter(store, position, BATCH);
    if (entries.length > 0) await this.#indexEntries(entries);
    else await this.#thread.ask('forget', now() - store.keepSeconds * 1_000, FORGOTTEN_AT_ONCE);
    this.#caughtUp = entries.length < BATCH;
    return !this.#caughtUp;
  }

  async #indexEntries(entries: readonly LogEntry[]): Promise<void> {
    const { store, now } = this.#parts;
    const at = now();
    const asked = [...new Set(entries.map(({ article }) => article))];
    const heads = await readHeads(store, asked);
    const articles = new Map(heads.flatMap((head) => (head === null ? [] : [[head.id, head] as const])));
    const changes = entries.flatMap(({ article: id, revisionId, kind, position }): IndexChange[] => {
      const article = articles.get(id);
      if (article === undefined) return [{ article: id, words: null, position: null }];
      const isAct = kind === 'action';
      if (!isAct && article.revisionId !== revisionId) return [];
      return [
        { article: id, words: storyWords(article, gateOf(article, at).state), position: isAct ? null : position },
      ];
    });
    const { position, revisionId } = entries.at(-1) as LogEntry;
    await this.#thread.ask('take', changes, { position, revisionId });
  }

  /** Where the log is another one, or does not have the position any more that was reached, all of it is read again. */
  async #compareLog(): Promise<void> {
    const { store, log } = this.#parts;
    if (this.#comparedAt > 0 && performance.now() < this.#comparedAt + COMPARE_EVERY_MS) return;
    const reached = await this.#thread.ask('position');
    const [entry] = reached.position === '0-0' ? [] : await readLogAt(store, [reached.position]);
    if (reached.position !== '0-0' && entry?.revisionId !== reached.revisionId) {
      log.warn(
        { position: reached.position, head: await logHead(store) },
        'the search index is built anew: the wire log is another',
      );
      this.#caughtUp = false;
      await this.#thread.ask('startAnew');
    }
    this.#comparedAt = performance.now();
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}

async function openThread(folder: string): Promise<IndexThread> {
  const thread = new IndexThread();
  try {
    await thread.ask('open', folder);
  } catch (error) {
    await thread.close();
    throw error;
  }
  return thread;
}
