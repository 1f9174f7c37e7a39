import { Worker } from 'node:worker_threads';
import { describeError } from '../article/failure.ts';
import type { IndexCalls, IndexReply, IndexRequest } from './index-owner.ts';

interface Asked {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './index-worker.ts' : './index-worker.js', import.meta.url);

/**
 * The search index in a thread of its own: SQLite answers where nothing else waits, however much a query finds. Calls
 * are answered one after the other, in their order.
 */
export class IndexThread {
  readonly #worker = new Worker(ENTRY, { execArgv: [], env: {} });
  readonly #asked = new Map<number, Asked>();
  #last = 0;
  #ended: string | null = null;

  /** @throws where the system gives no thread */
  constructor() {
    this.#worker.unref();
    this.#worker.on('message', ({ number, ...came }: IndexReply) => {
      const asked = this.#asked.get(number);
      this.#asked.delete(number);
      if ('problem' in came) asked?.reject(new Error(came.problem));
      else asked?.resolve(came.answer);
    });
    this.#worker.on('error', (error) => this.#end(describeError(error)));
    this.#worker.on('exit', (code) => this.#end(`it ended with code ${code}`));
  }

  /** Why the thread answers nothing any more; null while it does. */
  get ended(): string | null {
    return this.#ended;
  }

  /** How many calls wait for their answers. */
  get waiting(): number {
    return this.#asked.size;
  }

  /** @throws Error what the index says, or that the thread has ended */
  ask<Call extends keyof IndexCalls>(
    call: Call,
    ...given: Parameters<IndexCalls[Call]>
  ): Promise<ReturnType<IndexCalls[Call]>> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return void reject(endedBecause(this.#ended));
      this.#last += 1;
      this.#asked.set(this.#last, { resolve: resolve as Asked['resolve'], reject });
      this.#worker.postMessage({ number: this.#last, call, given } satisfies IndexRequest);
    });
  }

  /** Closes the index once what was asked before is answered, and ends the thread. */
  async close(): Promise<void> {
    await this.ask('close').catch(() => undefined);
    await this.#worker.terminate();
  }

  #end(reason: string): void {
    this.#ended ??= reason;
    for (const { reject } of this.#asked.values()) reject(endedBecause(this.#ended));
    this.#asked.clear();
  }
}

const endedBecause = (reason: string): Error => new Error(`the thread of the search index has ended: ${reason}`);
