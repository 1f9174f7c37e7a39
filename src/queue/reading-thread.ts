import { Worker } from 'node:worker_threads';
import { type FailureDetail, Rejected } from '../article/failure.ts';
import type { WireItem } from '../article/wire-item.ts';
import type { FeedFacts } from '../formats/contract/format.ts';

const TIMEOUT_MS = 10_000;
const MAX_HEAP_MB = 512;
const YOUNG_HEAP_MB = 12;

/** A document to be read. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly url: string | null;
  readonly contentLocation: string | null;
  readonly filename: string | null;
  readonly format: string;
}

/** What was read in it. */
export interface ReadAnswer {
  readonly format: string;
  readonly items: readonly WireItem[];
  /** Of everything that each item says. */
  readonly hashes: readonly string[];
  readonly feed: FeedFacts | null;
  readonly problems: readonly string[];
}

/** What the thread sends back. */
export type ThreadAnswer =
  | { readonly ok: true; readonly answer: ReadAnswer }
  | { readonly ok: false; readonly name: string; readonly message: string; readonly about?: FailureDetail['about'] };

interface Thread {
  readonly worker: Worker;
  onAnswer: ((answer: ThreadAnswer) => void) | null;
  onEnd: ((message: string) => void) | null;
}

/**
 * Reads documents in a thread of its own, one at a time, so that no document can stop the service: one that takes too
 * long or too much memory ends the thread, is refused, and the next document gets a new thread.
 */
export class ReadingThread {
  readonly #timeoutMs: number;
  #thread: Thread | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {}) {
    this.#timeoutMs = timeoutMs;
  }

  /** @throws Rejected when the document cannot be read, or not within time and memory */
  read(request: ReadRequest): Promise<ReadAnswer> {
    const answer = this.#turn.then(() => this.#read(request));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    await this.#thread?.worker.terminate();
    this.#thread = null;
  }

  async #read(request: ReadRequest): Promise<ReadAnswer> {
    this.#thread ??= startThread();
    const thread = this.#thread;
    const reply = await new Promise<ThreadAnswer>((resolve) => {
      const timer = setTimeout(
        () => refuse(`the document took longer than ${this.#timeoutMs} ms to read`),
        this.#timeoutMs,
      );
      const settle = (answer: ThreadAnswer): void => {
        clearTimeout(timer);
        thread.onAnswer = null;
        thread.onEnd = null;
        resolve(answer);
      };
      const refuse = (message: string): void => {
        this.#thread = null;
        settle({ ok: false, name: 'Rejected', message });
        void thread.worker.terminate();
      };
      thread.onAnswer = settle;
      thread.onEnd = refuse;
      thread.worker.postMessage(request);
    });
    if (reply.ok) return reply.answer;
    throw new Rejected(reply.message, { about: { ...reply.about, failure: reply.name } });
  }
}

function startThread(): Thread {
  const worker = new Worker(new URL('../../workers/reading-thread.js', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  worker.unref();
  const thread: Thread = { worker, onAnswer: null, onEnd: null };
  worker.on('message', (answer: ThreadAnswer) => thread.onAnswer?.(answer));
  worker.on('error', (error) => thread.onEnd?.(`reading the document failed: ${error.message}`));
  worker.on('exit', (code) => thread.onEnd?.(`reading the document ended its thread (code ${code})`));
  return thread;
}
