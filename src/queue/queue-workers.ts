import { performance } from 'node:perf_hooks';
import { type Job, Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';
import type { RedisConnections } from '../redis/connect.ts';
import type { ChunkInHand } from '../store/receipts.ts';
import { currentStep, traced } from '../telemetry/traces.ts';
import { ConsumptionDied, ProgressProbe } from './progress.ts';
import {
  type FetchJob,
  JOB,
  QUEUE,
  QUEUES,
  STORY_PRIORITY,
  type StoriesJob,
  storiesJobId,
  turnFailureIntoRetry,
  WORKER,
} from './queues.ts';
import { StoryTurns } from './story-turns.ts';
import { WorkInHand } from './work-in-hand.ts';

/** States of a job that nobody will work. None is kept in them: jobs are removed when they end. */
const OVER: ReadonlySet<string> = new Set(['unknown', 'completed', 'failed']);

/** A job whose work may be a step of the trace in which it was added. */
interface Traced {
  readonly traceparent?: string;
}

/** Chunks that are worked at once by the process that has read them. */
const IN_HAND_AT_ONCE = 4;

/** Works a chunk whose items its process has in hand, without a job. */
type ChunkWork = (job: StoriesJob, inHand: ChunkInHand) => Promise<void>;

/** The queues of one process and the workers that it has on them. */
export class QueueWorkers {
  readonly fetches: Queue<FetchJob>;
  readonly stories: Queue<StoriesJob>;
  /** Rejects with ConsumptionDied when jobs wait and nobody works them any more. */
  readonly stuck: Promise<never>;
  readonly #connections: RedisConnections;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #versionCheck: { skipVersionCheck?: true };
  readonly #workers = new Map<string, Worker>();
  readonly #underWay = new Map<string, number>();
  readonly #probe = new ProgressProbe();
  readonly #turns = new StoryTurns(STORY_PRIORITY);
  readonly #inHand = new WorkInHand(IN_HAND_AT_ONCE);
  #workInHand: ChunkWork | null = null;
  #giveUp: (reason: Error) => void = () => undefined;

  /** @param answersInfo false where the server keeps INFO from us: BullMQ then takes it for an old one */
  constructor(connections: RedisConnections, log: Logger, now: () => number, answersInfo: boolean) {
    this.#connections = connections;
    this.#log = log;
    this.#now = now;
    this.#versionCheck = answersInfo ? {} : { skipVersionCheck: true };
    const connection = connections.connect('worker');
    const options = { ...QUEUE, ...this.#versionCheck, connection };
    this.fetches = new Queue<FetchJob>(QUEUES.fetch, options);
    this.stories = new Queue<StoriesJob>(QUEUES.stories, options);
    for (const queue of [this.fetches, this.stories]) queue.on('error', this.#quiet);
    this.stuck = new Promise<never>((_, reject) => {
      this.#giveUp = reject;
    });
    this.stuck.catch(() => undefined);
  }

  /**
   * Works a queue in this process, so many jobs at a time.
   * @param process gets a job's data, and how many workers have died with it in hand
   */
  start<Data extends object>(
    queue: string,
    concurrency: number,
    process: (data: Data, deaths: number) => Promise<void>,
  ): void {
    const worker = new Worker<Data>(
      queue,
      async (job: Job<Data>, token) => {
        this.#count(queue, 1);
        try {
          await traced({ name: queue, facts: factsOf(job.data), parent: (job.data as Traced).traceparent }, () =>
            process(job.data, job.stalledCounter),
          );
        } catch (error) {
          await turnFailureIntoRetry(job, token, error, this.#now());
        } finally {
          this.#count(queue, -1);
        }
      },
      { ...WORKER, ...this.#versionCheck, connection: this.#connections.connect('worker'), concurrency },
    );
    worker.on('error', this.#quiet);
    worker.on('stalled', (job) => this.#log.warn({ queue, job }, 'job stalled: whoever worked it died or stood still'));
    worker.on('failed', (job, error) =>
      this.#log.warn({ queue, job: job?.id, reason: describeError(error) }, 'job failed'),
    );
    this.#workers.set(queue, worker);
  }

  /** Works chunks at once that this process has read. */
  startInHand(work: ChunkWork): void {
    this.#workInHand = work;
  }

  /** Works a chunk at once if there is room. False where it needs a job; what fails gets one. */
  beginInHand(job: StoriesJob, urgent: boolean, inHand: ChunkInHand): boolean {
    const work = this.#workInHand;
    if (work === null) return false;
    return this.#inHand.begin(storiesJobId(job), async () => {
      this.#count(QUEUES.stories, 1);
      try {
        await traced({ name: QUEUES.stories, facts: factsOf(job), parent: job.traceparent }, () => work(job, inHand));
      } catch (error) {
        this.#log.debug({ job: storiesJobId(job), reason: describeError(error) }, 'stories in hand wait for a job');
        // Where it cannot be added either the receipt stands open, and is found by that.
        await this.enqueueStories(job, urgent).catch(() => undefined);
      } finally {
        this.#count(QUEUES.stories, -1);
      }
    });
  }

  /**
   * Adds the job for a chunk of a receipt; `urgent` chunks run before all others, and no feed's chunks before those of a
   * feed with fewer.
   */
  async enqueueStories(job: StoriesJob, urgent: boolean): Promise<void> {
    const priority = urgent ? {} : { priority: await this.#turnOf(job) };
    const traceparent = job.traceparent ?? currentStep();
    const data = traceparent === null ? job : { ...job, traceparent };
    await this.stories.add('stories', data, { ...JOB, jobId: storiesJobId(job), ...priority });
  }

  /** Adds the job for a chunk whose job may have been lost. One that waits or is worked keeps its place. */
  async enqueueMissing(job: StoriesJob, urgent: boolean): Promise<void> {
    const id = storiesJobId(job);
    if (!this.#inHand.has(id) && !(await this.#isQueued(this.stories, id))) await this.enqueueStories(job, urgent);
  }

  /**
   * Whether a job of that id waits or is worked. Where a queue was wiped while a job was worked, the end of its work leaves
   * a key that is in no list: it is removed, since BullMQ would drop every further job of the same id.
   */
  async #isQueued(queue: Queue, id: string): Promise<boolean> {
    const job: Job | undefined = await queue.getJob(id);
    if (job === undefined) return false;
    if (!OVER.has(await job.getState())) return true;
    await job.remove();
    return false;
  }

  #turnOf({ receipt }: StoriesJob): Promise<number> {
    const feed = receipt.slice(0, receipt.lastIndexOf('.'));
    return this.#turns.take(feed, async () => {
      const [next] = await this.stories.getPrioritized(0, 0);
      return next?.opts.priority ?? null;
    });
  }

  /** Adds the job for a fetch whose bytes were never read. */
  async enqueueUnread(feed: string): Promise<void> {
    const jobId = `unread-${feed}`;
    if (!(await this.#isQueued(this.fetches, jobId)))
      await this.fetches.add('fetch', { feed }, { ...JOB, attempts: 1, jobId });
  }

  /** Has a feed fetched now, beside its schedule. */
  async enqueueFetch(feed: string): Promise<void> {
    await this.fetches.add('fetch', { feed }, { ...JOB, attempts: 1, jobId: `now-${feed}` });
  }

  /** Adds jobs now for stories that wait to be tried again: BullMQ has put them off by a clock that was wrong. */
  async promoteDelayed(): Promise<void> {
    await this.stories.promoteJobs();
  }

  /** Checks whether the work of this process still moves. @param ready false while Redis does not answer */
  async checkProgress(ready: boolean): Promise<void> {
    for (const queue of [this.fetches, this.stories]) {
      if (!this.#workers.has(queue.name)) continue;
      const waiting = Object.values(await queue.getJobCounts('waiting', 'prioritized')).some((count) => count > 0);
      const hasWork = ready && (waiting || (this.#underWay.get(queue.name) ?? 0) > 0);
      const silentMs = this.#probe.check(queue.name, hasWork, performance.now());
      if (silentMs === null) continue;
      const seconds = Math.round(silentMs / 1_000);
      this.#giveUp(new ConsumptionDied(`${queue.name}: jobs wait and none was begun or ended for ${seconds} s`));
    }
  }

  /** Takes no more jobs; resolves when those under way have ended, at once with `force`. */
  async end(force = false): Promise<void> {
    const inHand = this.#inHand.end();
    await Promise.all([...this.#workers.values()].map((worker) => worker.close(force)));
    if (!force) await inHand;
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.fetches.close(), this.stories.close()]);
  }

  readonly #quiet = (error: Error): void => void this.#log.debug({ reason: error.message }, 'queue connection failed');

  #count(queue: string, by: 1 | -1): void {
    this.#underWay.set(queue, (this.#underWay.get(queue) ?? 0) + by);
    this.#probe.moved(queue, performance.now());
  }
}

/** What a step says of its job. */
function factsOf(job: object): Record<string, string | number> {
  return Object.fromEntries(Object.entries(job).filter(([name]) => name !== 'traceparent'));
}
