import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { describeError } from '../article/failure.ts';

const CHECK_EVERY_MS = 250;

/** Something that is done again and again while the service runs. */
export interface Task {
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

/** Does each task in its time, one after the other, until the signal; a task that fails is done again in its time. */
export async function runTasks(
  tasks: readonly Task[],
  { signal, log }: { signal: AbortSignal; log: Logger },
): Promise<void> {
  const dueAt = new Map<Task, number>();
  while (!signal.aborted) {
    for (const task of tasks) {
      const now = performance.now();
      if (signal.aborted || now < (dueAt.get(task) ?? 0)) continue;
      dueAt.set(task, now + task.everyMs);
      await task.run().catch((error: unknown) => log.warn({ reason: describeError(error) }, 'housekeeping failed'));
    }
    await new Promise((resolve) => setTimeout(resolve, CHECK_EVERY_MS));
  }
}
