import { filedAt, type StoryTimes } from '../article/filed-at.ts';

/** Shares of stories that came at least so soon, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** How late a feed's copy is. */
export interface Lateness {
  /** Stories that were looked at; those without a time of their own are left out. */
  readonly stories: number;
  /** From the version's own time to its coming here; null where nothing is known. */
  readonly behind: Percentiles | null;
  /** The part of it that was our own waiting for the next poll. */
  readonly ownPolling: Percentiles | null;
}

/** How late these stories of a feed were against their own version times. */
export function latenessOf(stories: readonly StoryTimes[]): Lateness {
  const timed = stories.filter(({ versionAt }) => versionAt !== null);
  return {
    stories: timed.length,
    behind: percentilesOf(timed.map(({ versionAt, receivedAt }) => Math.max(0, receivedAt - (versionAt ?? 0)))),
    ownPolling: percentilesOf(timed.map((times) => times.receivedAt - filedAt(times))),
  };
}

/** The shares of values in milliseconds; null of none. */
export function percentilesOf(values: readonly number[]): Percentiles | null {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}
