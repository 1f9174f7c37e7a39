import type { Article } from '../article/article.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** What an entry of the wire log is about. */
export type EntryKind = 'revision' | 'held' | 'release' | 'withdrawal' | 'action';

/** The number of the entry's shape; readers skip and count those they do not know. */
export const ENTRY_SCHEMA = '1';

const LONGEST_URI = 500;

/** One entry of the wire log. Small on purpose: what filters and gates need, never text. */
export interface LogEntry {
  readonly position: string;
  readonly schema: string;
  readonly kind: EntryKind;
  readonly article: string;
  readonly revisionId: string;
  readonly revision: number;
  readonly hash: string;
  readonly change: Article['change'];
  readonly pubStatus: Article['pubStatus'];
  readonly agency: string;
  readonly language: string;
  readonly priority: Article['priority'];
  readonly newsClass: Article['newsClass'];
  readonly subjects: string;
  readonly feed: string;
  /** How the copy came: wire, partner or web. */
  readonly standing: string;
  /** The article that its line of copy began with, across agencies. */
  readonly lineage: string;
  readonly uri: string;
  readonly event: string;
  /** Ids of other articles whose text it carries, between spaces. */
  readonly related: string;
  /** '1' when it was recorded without being sent. */
  readonly silent: string;
  /** '1' when it goes out again after a loss of state. */
  readonly recovered: string;
  readonly epoch: string;
}

/** The entry of a revision, as field and value pairs for the stream. */
export function entryFields(
  article: Article,
  {
    kind,
    hash,
    standing,
    lineage,
    silent,
    recovered,
    epoch,
  }: {
    kind: EntryKind;
    hash: string;
    standing: string;
    lineage: string;
    silent: boolean;
    recovered: boolean;
    epoch: string;
  },
): Record<string, string> {
  return {
    schema: ENTRY_SCHEMA,
    kind,
    article: article.id,
    revisionId: article.revisionId,
    revision: String(article.revision ?? 0),
    hash,
    change: article.change,
    pubStatus: article.pubStatus,
    agency: article.agency?.code ?? '',
    language: article.language,
    priority: article.priority,
    newsClass: article.newsClass,
    subjects: article.subjects.flatMap(({ code }) => (code === null ? [] : [code])).join(' '),
    feed: article.provenance.feed,
    standing,
    lineage,
    uri: (article.uri ?? article.id).slice(0, LONGEST_URI),
    event: article.eventId ?? '',
    related: article.related.map(({ id }) => id).join(' '),
    silent: silent ? '1' : '',
    recovered: recovered ? '1' : '',
    epoch,
  };
}

/** Entries after a position (exclusive), oldest first. */
export async function readLogAfter(store: Store, position: string, limit: number): Promise<LogEntry[]> {
  const start = position === '' || position === '0' ? '-' : `(${position}`;
  return (await store.redis.xrange(keys.log, start, '+', 'COUNT', limit)).map(parseEntry);
}

/** Entries before a position (exclusive; the end when null), newest first. */
export async function readLogBefore(store: Store, position: string | null, limit: number): Promise<LogEntry[]> {
  const end = position === null ? '+' : `(${position}`;
  return (await store.redis.xrevrange(keys.log, end, '-', 'COUNT', limit)).map(parseEntry);
}

/** The entries at these positions that the log still has. */
export async function readLogAt(store: Store, positions: readonly string[]): Promise<LogEntry[]> {
  if (positions.length === 0) return [];
  const pipeline = store.redis.pipeline();
  for (const position of positions) pipeline.xrange(keys.log, position, position);
  return ((await pipeline.exec()) ?? []).flatMap(([error, found]) => {
    if (error) throw error;
    return (found as [string, string[]][]).map(parseEntry);
  });
}

/** The position of the newest entry, "0-0" when there is none. */
export async function logHead(store: Store): Promise<string> {
  const [last] = await store.redis.xrevrange(keys.log, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

/** Lets entries go that are older than `before` (epoch milliseconds). */
export async function trimLog(store: Store, before: number): Promise<void> {
  await store.redis.xtrim(keys.log, 'MINID', '~', String(before));
}

function parseEntry([position, pairs]: [string, string[]]): LogEntry {
  const fields: Record<string, string> = {};
  for (let at = 0; at < pairs.length; at += 2) fields[pairs[at] as string] = pairs[at + 1] as string;
  return { ...fields, position, revision: Number(fields.revision) } as unknown as LogEntry;
}
