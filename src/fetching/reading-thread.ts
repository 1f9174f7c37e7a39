import { Worker } from 'node:worker_threads';
import { describeError, type FailureDetail } from '../article/failure.ts';
import type { ReadAnswer, ReadRequest } from '../formats/contract/read-document.ts';

const MAX_HEAP_MB = 512;
const YOUNG_HEAP_MB = 12;
const LOOK_EVERY_MS = 50;

/** What a thread is asked to do. `passOver`: the places of items that it must not touch, from 0. */
export interface ThreadRequest {
  readonly request: ReadRequest;
  readonly passOver: readonly number[];
}

/** What a thread sends: that it is ready, then an answer to each request. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly answer: ReadAnswer }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly message: string;
      readonly about: FailureDetail['about'];
    };

/** What reading a document in a thread came to. */
export type ReadOutcome =
  | Exclude<ThreadMessage, { kind: 'ready' }>
  /** The thread was ended; `at` is the place of the item that it was reading, or null where it was at none. */
  | { readonly kind: 'stopped'; readonly reason: string; readonly at: number | null }
  /** There was no thread to read it. */
  | { readonly kind: 'unstarted'; readonly reason: string };

/** How long a document, and one item of it, may take. */
export interface ReadLimits {
  readonly documentMs: number;
  readonly itemMs: number;
}

/** A thread that reads one document at a time, and is ended when one takes too long or too much memory. */
export class ReadingThread {
  /** One more than the place of the item that is being read. */
  readonly #item = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
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
      workerData: this.#item,
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
  async read(message: ThreadRequest, { documentMs, itemMs }: ReadLimits): Promise<ReadOutcome> {
    const failure = await this.#ready;
    if (failure !== null || this.#ended) return { kind: 'unstarted', reason: failure ?? 'it was ended' };
    Atomics.store(this.#item, 0, 0);
    const began = performance.now();
    let seen = { item: 0, since: began };
    return new Promise((resolve) => {
      const settle = (outcome: ReadOutcome): void => {
        clearInterval(looking);
        this.#onMessage = null;
        this.#onEnd = null;
        resolve(outcome);
      };
      const stop = (reason: string): void => {
        const item = Atomics.load(this.#item, 0);
        this.#ended = true;
        settle({ kind: 'stopped', reason, at: item === 0 ? null : item - 1 });
        void this.#worker.terminate();
      };
      const looking = setInterval(() => {
        const now = performance.now();
        const item = Atomics.load(this.#item, 0);
        if (item !== seen.item) seen = { item, since: now };
        if (now - began > documentMs) stop(`the document took longer than ${documentMs} ms to read`);
        else if (item > 0 && now - seen.since > itemMs) stop(`took longer than ${itemMs} ms to read`);
      }, LOOK_EVERY_MS);
      this.#onMessage = (answer) => {
        if (answer.kind !== 'ready') settle(answer);
      };
      this.#onEnd = (reason) => stop(`reading it ended its thread: ${reason}`);
      this.#worker.postMessage(message);
    });
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
