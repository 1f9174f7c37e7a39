import { DelayedError, type Job, type JobsOptions, type QueueOptions, type WorkerOptions } from 'bullmq';
import { isFailure } from '../article/failure.ts';
import { QUEUE_TAG } from '../redis/hash-tags.ts';

/** What BullMQ's own keys begin with. */
export const PREFIX = QUEUE_TAG;

/** The queues by what they carry. */
export const QUEUES = { fetch: 'fetch', stories: 'stories' } as const;

/** A job: fetch this feed, or those of a group that are due. */
export type FetchJob = { readonly feed: string } | { readonly group: number };

/** A job: these items of a receipt wait to be worked. It carries no story. */
export interface StoriesJob {
  readonly receipt: string;
  readonly chunk: number;
  /** The step of a trace that enqueued the job. */
  readonly traceparent?: string;
}

/**
 * BullMQ drops a job without a word where it keeps another of the same id, so none is kept: what failed for good is in
 * our own dead letters. 50 tries with back-off: the receipt stays open whatever becomes of its job.
 */
export const JOB: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 50,
  backoff: { type: 'exponential', delay: 200, jitter: 0.5 },
};

/** Stories have a priority, this or a higher number, kills and alerts none: jobs without one run first. */
export const STORY_PRIORITY = 10;

/** BullMQ writes an event for every step of a job, whatever one asks for; nobody reads them here, so none are kept. */
export const QUEUE: Pick<QueueOptions, 'prefix' | 'streams'> = {
  prefix: PREFIX,
  streams: { events: { maxLen: 0 } },
};

/** A worker killed twice must not fail its job: locks of 15 s, checked every 5 s, 25 stalls allowed. */
export const WORKER: Pick<WorkerOptions, 'lockDuration' | 'stalledInterval' | 'maxStalledCount' | 'prefix'> = {
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 25,
  prefix: PREFIX,
};

/** The job for a chunk of a receipt, in the trace in which the receipt was fetched. */
export function jobOf(receipt: string, chunk: number, { traceparent }: { traceparent?: string }): StoriesJob {
  return { receipt, chunk, ...(traceparent === undefined ? {} : { traceparent }) };
}

/** The job id of a chunk: the same chunk has the same job. */
export function storiesJobId({ receipt, chunk }: StoriesJob): string {
  return `s-${receipt}-${chunk}`;
}

/**
 * The one place where failures become retries: `Snoozed` spends no attempt, all else is BullMQ's back-off.
 * @param now by the clock that `Snoozed` goes by; BullMQ goes by this machine's
 */
export async function turnFailureIntoRetry(
  job: Job,
  token: string | undefined,
  error: unknown,
  now: number,
): Promise<never> {
  if (!isFailure(error, 'Snoozed')) throw error;
  await job.moveToDelayed(Date.now() + Math.max(0, error.until - now), token);
  throw new DelayedError(error.message);
}
