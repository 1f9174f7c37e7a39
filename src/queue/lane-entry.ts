import { Priority } from '../article/article.ts';
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
  const why = refusalOf(entry, filter);
  return {
    position: entry.position,
    article: entry.article,
    revisionId: entry.revisionId,
    revision: entry.revision,
    kind: entry.kind,
    priority: RANKS.get(entry.priority) ?? 1,
    held: entry.kind === 'held' && embargo === 'hold',
    stop: entry.kind === 'withdrawal',
    recovered: entry.recovered === '1',
    passes: why === null,
    why: why ?? '',
  };
}

function refusalOf(entry: LogEntry, filter: DestinationSettings['filter']): string | null {
  if (entry.silent === '1') return 'recorded without being sent';
  if (entry.newsClass === 'test') return 'a test message';
  const lacks = (name: string, allowed: readonly string[] | undefined, value: string) =>
    allowed !== undefined && !allowed.includes(value) ? `filter: ${name} ${value || 'none'}` : null;
  return (
    lacks('newsClass', filter.newsClasses, entry.newsClass) ??
    lacks('agency', filter.agencies, entry.agency) ??
    lacks('priority', filter.priorities, entry.priority) ??
    lacksLanguage(entry.language, filter.languages) ??
    lacksSubject(entry.subjects, filter.subjects)
  );
}

function lacksLanguage(language: string, allowed: readonly string[] | undefined): string | null {
  if (allowed === undefined) return null;
  const base = language.split('-')[0];
  return allowed.some((each) => each === language || each === base) ? null : `filter: language ${language}`;
}

function lacksSubject(subjects: string, allowed: readonly string[] | undefined): string | null {
  if (allowed === undefined) return null;
  const codes = subjects.split(' ');
  return allowed.some((each) => codes.includes(each)) ? null : 'filter: subjects';
}
