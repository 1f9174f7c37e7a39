import { setTimeout as wait } from 'node:timers/promises';
import type { PracticeReceiver, TakenStory } from './practice-receivers.ts';

const CHECK_EVERY_MS = 100;
/** Stories that everybody has before one of them is to be killed: a desk must find it among others. */
const STORIES_FIRST = 5;

/** How long a desk took. */
export interface DrillResult {
  readonly article: string;
  readonly headline: string | null;
  /** From the call to the first receiver that was told, in milliseconds: what the people took. */
  readonly firstStopMs: number;
  /** From the first receiver to the last: what the service took. */
  readonly lastStopMs: number;
  readonly receivers: Readonly<Record<string, number>>;
}

/** Waits until every receiver has enough stories, and gives the newest that all of them have; null at the signal. */
export async function chooseStory(
  receivers: readonly PracticeReceiver[],
  signal: AbortSignal,
): Promise<TakenStory | null> {
  while (!signal.aborted) {
    const [first, ...others] = receivers;
    const shared = [...(first?.stories.values() ?? [])].filter(
      ({ id, stoppedAt }) => stoppedAt === null && others.every(({ stories }) => stories.get(id)?.stoppedAt === null),
    );
    if (shared.length >= STORIES_FIRST) return shared.at(-1) ?? null;
    await wait(CHECK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/** Waits until every receiver was told to stop the story; null at the signal. @param calledAt epoch milliseconds */
export async function timeStop(
  { id, headline }: TakenStory,
  receivers: readonly PracticeReceiver[],
  { calledAt, signal }: { calledAt: number; signal: AbortSignal },
): Promise<DrillResult | null> {
  while (!signal.aborted) {
    const told = receivers.map(({ name, stories }) => [name, stories.get(id)?.stoppedAt ?? null] as const);
    const times = told.flatMap(([, at]) => (at === null ? [] : [at]));
    if (times.length === receivers.length) {
      const first = Math.min(...times);
      return {
        article: id,
        headline,
        firstStopMs: first - calledAt,
        lastStopMs: Math.max(...times) - first,
        receivers: Object.fromEntries(told.map(([name, at]) => [name, (at ?? 0) - calledAt])),
      };
    }
    await wait(CHECK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}
