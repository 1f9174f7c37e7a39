import { Priority } from '../article/article.ts';
import { type Filter, type Refusal, refusedByFilter } from '../routing/filter.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import type { LaneEntry } from '../store/lanes.ts';
import type { LogEntry } from '../store/wire-log.ts';

const RANKS = new Map(Priority.options.toReversed().map((priority, rank) => [priority, rank] as const));

/**
 * What an entry of the wire log means for one destination: does its filter let it pass, does it wait for its release,
 * does it overtake.
 */
export function laneEntryOf(
  entry: LogEntry,
  { filter, embargo }: Pick<DestinationSettings, 'filter' | 'embargo'>,
): LaneEntry {
  const refusal = entry.kind === 'action' ? refusalOfAction(entry) : refusalOf(entry, filter);
  const kind = kindOf(entry);
  return {
    position: entry.position,
    article: entry.article,
    revisionId: entry.revisionId,
    revision: entry.revision,
    kind,
    priority: RANKS.get(entry.priority) ?? 1,
    held: kind === 'held' && (embargo === 'hold' || !entry.until),
    stop: kind === 'withdrawal',
    recovered: entry.recovered === '1',
    passes: refusal === null,
    why: refusal?.why ?? '',
    ...(refusal?.by ? { filteredBy: refusal.by } : {}),
    ...(entry.kind === 'action' ? { again: true } : {}),
    ...(entry.trace ? { trace: entry.trace } : {}),
  };
}

/** What is sent again is what the article's status makes it; its gate was open or it was a stop when it was asked for. */
function kindOf({ kind, pubStatus }: LogEntry): LaneEntry['kind'] {
  if (kind !== 'action') return kind;
  return pubStatus === 'usable' ? 'revision' : 'withdrawal';
}

/** Sent again to a destination by its name it passes the filter; to all, it goes to those that have the article. */
function refusalOfAction({ to }: LogEntry): Refusal | null {
  return to ? null : { by: '', why: 'the destination never got the article' };
}

function refusalOf(entry: LogEntry, filter: Filter): Refusal | null {
  if (entry.silent === '1') return { by: 'silent', why: 'recorded without being sent' };
  if (entry.newsClass === 'test') return { by: 'test', why: 'a test message' };
  return refusedByFilter({ ...entry, subjects: entry.subjects.split(' ') }, filter);
}
