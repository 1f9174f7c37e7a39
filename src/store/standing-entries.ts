import { keys } from './keys.ts';
import type { Store } from './store.ts';
import { type LogEntry, readLogAfter } from './wire-log.ts';

/** Some entries of the wire log that are what their articles are now, and how far the log was read for them. */
export interface StandingEntries {
  readonly entries: readonly LogEntry[];
  /** Null at the end of the log, and past `until`. */
  readonly next: string | null;
}

/**
 * The current state of articles by when it came, oldest first: each article once, where the log has what it is now.
 * @param range.after the position that was reached before; null to begin
 * @param range.since epoch milliseconds, as `until`
 */
export async function standingEntries(
  store: Store,
  range: { readonly since: number; readonly until: number; readonly after: string | null; readonly limit: number },
): Promise<StandingEntries> {
  const from = range.after ?? `${Math.max(0, range.since - 1)}-18446744073709551615`;
  const read = await readLogAfter(store, from, range.limit);
  const entries = read.filter(({ position }) => Number(position.split('-')[0]) <= range.until);
  const pipeline = store.redis.pipeline();
  for (const { article } of entries) pipeline.hget(keys.article(article), 'log');
  const places = ((await pipeline.exec()) ?? []).map(([error, position]) => {
    if (error) throw error;
    return position;
  });
  const isEnd = read.length < range.limit || entries.length < read.length;
  return {
    entries: entries.filter(({ kind, position }, at) => kind !== 'action' && places[at] === position),
    next: isEnd ? null : (entries.at(-1)?.position ?? null),
  };
}
