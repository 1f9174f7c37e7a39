import { Worker } from 'node:worker_threads';
import { describeError, type FailureDetail } from '../article/failure.ts';
import type { ReadAnswer, ReadRequest } from '../formats/contract/read-document.ts';
import { ReadingPlace, usedMs } from './reading-place.ts';

const MAX_HEAP_MB = 512;
const YOUNG_HEAP_MB = 12;
const LOOK_EVERY_MS = 50;
/** A process that stood still or was busy did not look: from one look to the next no more time counts. */
const MOST_BETWEEN_LOOKS_MS = 2 * LOOK_EVERY_MS;
/** A thread that uses nothing, or cannot say what it used, has its limit so many times by the clock. */
const CLOCK_FACTOR = 4;

/** What a thread is asked to do. `passOver`: the places of items that it must not touch, from 0. */
export interface ThreadRequest {
  readonly request: ReadRequest;
  readonly passOver: readonly number[];
}

/** What a thread sends: that it is ready, then an answer to each request. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'read'; readonly answer: ReadAnswer } & Used)
  | ({
      readonly kind: 'failed';
      readonly name: string;
      readonly message: string;
      readonly about: FailureDetail['about'];
    } & Used);

/** How much of the processor a document has taken, in milliseconds. */
interface Used {
  readonly usedMs: number;
}

/** What reading a document in a thread came to. */
export type ReadOutcome =
  | Exclude<ThreadMessage, { kind: 'ready' }>
  /** The thread was ended; `at` is the place of the item that it was reading, or null where it was at none. */
  | { readonly kind: 'stopped'; readonly reason: string; readonly at: number | null }
  /** There was no thread to read it. */
  | { readonly kind: 'unstarted'; readonly reason: string };

/** How much of the processor a document, and one item of it, may take. */
export interface ReadLimits {
  readonly documentMs: number;
  readonly itemMs: number;
}

/** A thread that reads one document at a time, and is ended when one takes too long or too much memory. */
export class ReadingThread {
  readonly #place = new ReadingPlace();
  readonly #worker: Worker;
  readonly #ready: Promise<string | null>;
  #onMessage: ((message: ThreadMessage) => void) | null = null;
  #onEnd: ((reason: string) => void) | null = null;
  #ended = false;

  /**
   * @param entry the module that runs in the thread
   * @throws where the system gives no thread
   */
  constructor(entry: URL) {
    this.#worker = new Worker(entry, {
      execArgv: [],
      env: {},
      workerData: this.#place.memory,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    this.#worker.unref();
    this.#ready = new Promise((resolve) => {
      this.#onMessage = () => resolve(null);
      this.#onEnd = resolve;
    });
    this.#worker.on('message', (message: ThreadMessage) => this.#onMessage?.(message));
    this.#worker.on('error', (error) => this.#end(describeError(error)));
    this.#worker.on('exit', (code) => this.#end(`it ended with code ${code}`));
  }

  /** True when it reads nothing any more. */
  get isEnded(): boolean {
    return this.#ended;
  }

  /** Reads one document. The thread is ended unless the outcome is an answer. */
  async read(message: ThreadRequest, limits: ReadLimits): Promise<ReadOutcome> {
    const failure = await this.#ready;
    if (failure !== null || this.#ended) return { kind: 'unstarted', reason: failure ?? 'it was ended' };
    this.#place.endItems();
    return new Promise((resolve) => {
      const settle = (outcome: ReadOutcome): void => {
        clearInterval(looking);
        this.#onMessage = null;
        this.#onEnd = null;
        resolve(outcome);
      };
      const stop = (reason: string): void => {
        if (this.#onEnd === null) return;
        this.#ended = true;
        settle({ kind: 'stopped', reason, at: this.#place.look().item });
        void this.#worker.terminate();
      };
      const look = this.#watch(limits, stop);
      const looking = setInterval(look, LOOK_EVERY_MS);
      this.#onMessage = (answer) => {
        if (answer.kind !== 'ready') settle(answer);
      };
      this.#onEnd = (reason) => stop(`reading it ended its thread: ${reason}`);
      this.#worker.postMessage(message);
    });
  }

  /**
   * What looks whether a document or an item takes too long. The clock only says when to ask: what counts is what the
   * thread has used of the processor, so that nothing is refused for other work on the machine.
   */
  #watch({ documentMs, itemMs }: ReadLimits, stop: (reason: string) => void): () => void {
    let lookedAt = performance.now();
    let documentWaitedMs = 0;
    let item = { at: this.#place.look().item, waitedMs: 0 };
    let isAsking = false;
    const ask = async (): Promise<void> => {
      const used = usedMs(await this.#worker.cpuUsage());
      const { item: at, documentFrom, itemFrom } = this.#place.look();
      if (used - documentFrom > documentMs) stop(tooLong('the document ', documentMs));
      else if (at !== null && used - itemFrom > itemMs) stop(tooLong('', itemMs));
    };
    return () => {
      const now = performance.now();
      const sinceMs = Math.min(now - lookedAt, MOST_BETWEEN_LOOKS_MS);
      lookedAt = now;
      documentWaitedMs += sinceMs;
      const { item: at } = this.#place.look();
      item = { at, waitedMs: item.at === at ? item.waitedMs + sinceMs : 0 };
      const isItemLate = at !== null && item.waitedMs > itemMs;
      if (documentWaitedMs > CLOCK_FACTOR * documentMs) return stop(tooLong('the document ', documentMs));
      if (isItemLate && item.waitedMs > CLOCK_FACTOR * itemMs) return stop(tooLong('', itemMs));
      if (isAsking || !(isItemLate || documentWaitedMs > documentMs)) return;
      isAsking = true;
      // A thread that has just ended cannot be asked, and says so itself.
      ask()
        .catch(() => undefined)
        .finally(() => {
          isAsking = false;
        });
    };
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#worker.terminate();
  }

  #end(reason: string): void {
    this.#ended = true;
    this.#onEnd?.(reason);
  }
}

const tooLong = (what: string, ms: number): string => `${what}took longer than ${ms} ms to read`;
