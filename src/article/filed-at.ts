/** A story's times, in epoch milliseconds. */
export interface StoryTimes {
  /** When the agency says that it made this version; null where it does not say. */
  readonly versionAt: number | null;
  readonly receivedAt: number;
  /** When its feed had answered the time before; null where that is not known. */
  readonly answeredBefore: number | null;
}

/**
 * When a story was there to be had. It was not there when its feed answered the time before, and it was when it came:
 * within that time the agency's own clock says when. Without one it is the middle, since nobody knows.
 */
export function filedAt({ versionAt, receivedAt, answeredBefore }: StoryTimes): number {
  const earliest = Math.min(answeredBefore ?? receivedAt, receivedAt);
  if (versionAt === null) return Math.round((earliest + receivedAt) / 2);
  return Math.min(receivedAt, Math.max(earliest, versionAt));
}
