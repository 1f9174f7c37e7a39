import { performance } from 'node:perf_hooks';
import { type Job, Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import { describeError } from '../src/article/failure.ts';
import { ConsumptionDied, ProgressProbe } from '../src/queue/progress.ts';
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
} from '../src/queue/queues.ts';
import type { RedisHouse } from '../src/redis/connect.ts';

/** The queues of one process and the workers that it has on them. */
export class QueueWork {
  readonly fetches: Queue<FetchJob>;
  readonly stories: Queue<StoriesJob>;
  /** Rejects with ConsumptionDied when jobs wait and nobody works them any more. */
  readonly stuck: Promise<never>;
  readonly #house: RedisHouse;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #workers = new Map<string, Worker>();
  readonly #underWay = new Map<string, number>();
  readonly #probe = new ProgressProbe();
  #giveUp: (reason: Error) => void = () => undefined;

  constructor(house: RedisHouse, log: Logger, now: () => number) {
    this.#house = house;
    this.#log = log;
    this.#now = now;
    const connection = house.connect('worker');
    this.fetches = new Queue<FetchJob>(QUEUES.fetch, { ...QUEUE, connection });
    this.stories = new Queue<StoriesJob>(QUEUES.stories, { ...QUEUE, connection });
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
  start<Data>(queue: string, concurrency: number, process: (data: Data, deaths: number) => Promise<void>): void {
    const worker = new Worker<Data>(
      queue,
      async (job: Job<Data>, token) => {
        this.#count(queue, 1);
        try {
          await process(job.data, job.stalledCounter);
        } catch (error) {
          await turnFailureIntoRetry(job, token, error, this.#now());
        } finally {
          this.#count(queue, -1);
        }
      },
      { ...WORKER, connection: this.#house.connect('worker'), concurrency },
    );
    worker.on('error', this.#quiet);
    worker.on('stalled', (job) => this.#log.warn({ queue, job }, 'job stalled: whoever worked it died or stood still'));
    worker.on('failed', (job, error) =>
      this.#log.warn({ queue, job: job?.id, reason: describeError(error) }, 'job failed'),
    );
    this.#workers.set(queue, worker);
  }

  /** Rings for a chunk of a receipt; `urgent` chunks run before all others. */
  async ring(job: StoriesJob, urgent: boolean): Promise<void> {
    const priority = urgent ? {} : { priority: STORY_PRIORITY };
    await this.stories.add('stories', job, { ...JOB, jobId: storiesJobId(job), ...priority });
  }

  /** Rings for a fetch whose bytes were never read. */
  async ringUnread(feed: string): Promise<void> {
    await this.fetches.add('fetch', { feed }, { ...JOB, attempts: 1, jobId: `unread-${feed}` });
  }

  /** Rings now for stories that wait to be tried again: BullMQ has put them off by a clock that was wrong. */
  async ringDelayed(): Promise<void> {
    await this.stories.promoteJobs();
  }

  /** Looks whether what this process works still moves. @param ready false while Redis does not answer */
  async look(ready: boolean): Promise<void> {
    for (const queue of [this.fetches, this.stories]) {
      if (!this.#workers.has(queue.name)) continue;
      const waiting = Object.values(await queue.getJobCounts('waiting', 'prioritized')).some((count) => count > 0);
      const hasWork = ready && (waiting || (this.#underWay.get(queue.name) ?? 0) > 0);
      const silentMs = this.#probe.look(queue.name, hasWork, performance.now());
      if (silentMs === null) continue;
      const seconds = Math.round(silentMs / 1_000);
      this.#giveUp(new ConsumptionDied(`${queue.name}: jobs wait and none was begun or ended for ${seconds} s`));
    }
  }

  /** Takes no more jobs; resolves when those under way have ended, at once with `force`. */
  async end(force = false): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.close(force)));
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
