import { availableParallelism } from 'node:os';
import { describeError, Rejected, RetryLater } from '../article/failure.ts';
import type { ReadAnswer, ReadRequest } from '../formats/contract/read-document.ts';
import { ReadingThread, type ReadLimits, type ReadOutcome } from './reading-thread.ts';

const FEWEST_THREADS = 2;
const MOST_THREADS = 4;
const FIRST_LIMITS: ReadLimits = { documentMs: 10_000, itemMs: 3_000 };
/** A document that was too much at once is read item by item: each has its limit, and the whole may take longer. */
const AGAIN_FACTOR = 3;
/** A document with more such items is refused as a whole. */
const MOST_PASSED_OVER = 10;
/** A source whose last document took more of the processor never has the last free thread. */
const SLOW_MS = 200;

/** Who reads documents. */
export interface DocumentReader {
  /**
   * @param source whose document it is: those of a source that was quick are read before those of a slow one
   * @throws Rejected when the document cannot be read, or not within time and memory
   * @throws RetryLater when nobody can read it now
   */
  read(request: ReadRequest, source: string): Promise<ReadAnswer>;
}

interface Waiting {
  readonly source: string;
  readonly request: ReadRequest;
  readonly passOver: readonly PassedOver[];
  readonly limits: ReadLimits;
  readonly resolve: (answer: ReadAnswer) => void;
  readonly reject: (error: unknown) => void;
}

interface PassedOver {
  readonly at: number;
  readonly reason: string;
}

/** How documents are read in threads. */
export interface ReadingOptions {
  /** The module that runs in the threads. */
  readonly entry: URL;
  readonly limits?: Partial<ReadLimits>;
  /** How many at most; by the machine's processors otherwise. */
  readonly threads?: number;
  /** Told how many milliseconds of the processor each document of a source has taken, and how many items it has. */
  readonly noteCost?: (source: string, usedMs: number, items: number) => void;
  /** Told why no thread can be started, and null when one reads again. */
  readonly noteUnstarted?: (reason: string | null) => void;
}

/** What an operator does where no thread can be started. */
export const UNSTARTED_CURE = 'give the process more open files (ulimit -n), threads (ulimit -u) or memory';

/**
 * Reads documents in threads of their own, so that no document can stop the service and none waits for another's
 * trouble: what is likely to be quick goes first, and one thread is kept for it. A document in which one item takes too
 * long or too much memory is read again without that item.
 */
export class ReadingThreads implements DocumentReader {
  readonly #entry: URL;
  readonly #limits: ReadLimits;
  readonly #most: number;
  readonly #noteCost: NonNullable<ReadingOptions['noteCost']>;
  readonly #noteUnstarted: (reason: string | null) => void;
  readonly #idle: ReadingThread[] = [];
  readonly #busy = new Set<ReadingThread>();
  readonly #waiting: Waiting[] = [];
  /** Sources whose last document was quick: nothing that nobody knows yet goes before theirs. */
  readonly #quick = new Set<string>();
  /** How much of the processor the last document of each slow source took. */
  readonly #tookMs = new Map<string, number>();
  #slowUnderWay = 0;
  #isClosed = false;

  constructor({
    entry,
    limits = {},
    threads,
    noteCost = () => undefined,
    noteUnstarted = () => undefined,
  }: ReadingOptions) {
    this.#entry = entry;
    this.#limits = { ...FIRST_LIMITS, ...limits };
    this.#noteCost = noteCost;
    this.#noteUnstarted = noteUnstarted;
    this.#most = threads ?? Math.min(MOST_THREADS, Math.max(FEWEST_THREADS, availableParallelism() - 1));
  }

  read(request: ReadRequest, source: string): Promise<ReadAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ source, request, passOver: [], limits: this.#limits, resolve, reject });
      this.#work();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#idle, ...this.#busy].map((thread) => thread.close()));
  }

  #work(): void {
    while (this.#waiting.length > 0 && this.#busy.size < this.#most) {
      const next = this.#takeNext();
      if (next === null) return;
      void this.#readOne(next).then(next.resolve, next.reject);
    }
  }

  /** The document that is likely to be the quickest; null where only slow ones wait and all threads for them are busy. */
  #takeNext(): Waiting | null {
    const expected = this.#waiting.map(({ source }) => this.#tookMs.get(source) ?? (this.#quick.has(source) ? -1 : 0));
    const at = expected.indexOf(Math.min(...expected));
    const isSlow = (expected[at] ?? 0) > 0;
    if (isSlow && this.#slowUnderWay >= Math.max(1, this.#most - 1)) return null;
    return this.#waiting.splice(at, 1)[0] ?? null;
  }

  /**
   * Notes what a document took of the processor, for the next one of its source: how long others kept it waiting is not
   * its own doing. Being read again says nothing of that.
   */
  async #timed({ source, limits }: Waiting, read: () => Promise<ReadOutcome>): Promise<ReadOutcome> {
    const isSlow = this.#tookMs.has(source);
    if (isSlow) this.#slowUnderWay += 1;
    try {
      const outcome = await read();
      const tookMs = usedOf(outcome, limits);
      this.#noteCost(source, tookMs, outcome.kind === 'read' ? outcome.answer.items.length : 0);
      if (outcome.kind === 'stopped' || tookMs > SLOW_MS) {
        this.#tookMs.set(source, tookMs);
        this.#quick.delete(source);
      } else if (limits === this.#limits) {
        this.#tookMs.delete(source);
        this.#quick.add(source);
      }
      return outcome;
    } finally {
      if (isSlow) this.#slowUnderWay -= 1;
    }
  }

  async #readOne(waiting: Waiting): Promise<ReadAnswer> {
    const outcome = await this.#readIn(waiting);
    this.#noteUnstarted(outcome.kind === 'unstarted' ? outcome.reason : null);
    if (outcome.kind === 'read') return withPassedOver(outcome.answer, waiting.passOver);
    if (outcome.kind === 'failed')
      throw new Rejected(outcome.message, { about: { ...outcome.about, failure: outcome.name } });
    if (outcome.kind === 'unstarted')
      throw new RetryLater(`no thread can be started to read the document (${outcome.reason}): ${UNSTARTED_CURE}`);
    return this.#again(waiting, outcome);
  }

  async #readIn(waiting: Waiting): Promise<ReadOutcome> {
    const { request, passOver, limits } = waiting;
    let thread: ReadingThread;
    try {
      thread = this.#idle.pop() ?? new ReadingThread(this.#entry);
    } catch (error) {
      return { kind: 'unstarted', reason: describeError(error) };
    }
    this.#busy.add(thread);
    try {
      return await this.#timed(waiting, () => thread.read({ request, passOver: passOver.map(({ at }) => at) }, limits));
    } finally {
      this.#busy.delete(thread);
      if (!thread.isEnded && !this.#isClosed) this.#idle.push(thread);
      this.#work();
    }
  }

  #again(
    { source, request, passOver, limits }: Waiting,
    { reason, at }: Extract<ReadOutcome, { kind: 'stopped' }>,
  ): Promise<ReadAnswer> {
    const isFirst = limits === this.#limits;
    if (this.#isClosed || at === null || passOver.length >= MOST_PASSED_OVER || (!isFirst && isWhole(reason)))
      throw new Rejected(at === null ? reason : `item ${at + 1}: ${reason}`);
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        source,
        request,
        // Where the whole took too long no item of it need be at fault.
        passOver: isWhole(reason) ? passOver : [...passOver, { at, reason }],
        limits: { documentMs: this.#limits.documentMs * AGAIN_FACTOR, itemMs: this.#limits.itemMs },
        resolve,
        reject,
      });
      this.#work();
    });
  }
}

/** What a document has taken of the processor; of one that was stopped no more is known than its limit. */
function usedOf(outcome: ReadOutcome, { documentMs, itemMs }: ReadLimits): number {
  if (outcome.kind === 'unstarted') return 0;
  if (outcome.kind === 'stopped') return isWhole(outcome.reason) ? documentMs : itemMs;
  return outcome.usedMs;
}

const isWhole = (reason: string): boolean => reason.startsWith('the document');

function withPassedOver(answer: ReadAnswer, passOver: readonly PassedOver[]): ReadAnswer {
  if (passOver.length === 0) return answer;
  const reasons = new Map(passOver.map(({ at, reason }) => [at, reason]));
  return {
    ...answer,
    passedOver: answer.passedOver.map((item) => ({ ...item, reason: reasons.get(item.at) ?? item.reason })),
  };
}
