import type { Article } from '../article/article.ts';
import { cutText } from '../article/cut-text.ts';
import type { Gate } from '../article/embargo.ts';
import { hasTerms, LICENCE } from '../routing/rights.ts';
import { keys } from './keys.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** What an entry of the wire log is about. */
export type EntryKind = 'revision' | 'held' | 'release' | 'withdrawal' | 'action';

const KINDS = { open: 'revision', held: 'held', withheld: 'withdrawal', withdrawn: 'withdrawal' } as const;

/** What the entry of a revision is by the gate that it stands at. */
export const entryKindOf = ({ state }: Gate): (typeof KINDS)[Gate['state']] => KINDS[state];

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
  /** When its embargo ends; empty where it has none, or one that names no instant. */
  readonly until: string;
  readonly feed: string;
  /** How the copy came: wire, partner or web. */
  readonly standing: string;
  /** The article that its line of copy began with, across agencies. */
  readonly lineage: string;
  readonly uri: string;
  readonly event: string;
  /** Ids of other articles whose text it carries, between spaces. */
  readonly related: string;
  /** '1' for a withdrawal of a story that was never seen; absent otherwise. */
  readonly unknown?: string;
  /** Of an `action`: what an operator did that concerns destinations; absent of all other entries. */
  readonly act?: 'resend' | 'replay' | 'purge';
  /** Of an `action`: the destination that it is for, or empty for all that have the article. */
  readonly to?: string;
  /** '1' where an operator takes it upon them that the rights do not allow it. */
  readonly overrides?: string;
  /** '1' where its rights say who may have it; absent otherwise. */
  readonly rights?: string;
  /** '1' for the stop of a story whose licence ended; absent otherwise. */
  readonly licence?: string;
  /** '1' when it was recorded without being sent. */
  readonly silent: string;
  /** '1' when it goes out again after a loss of state. */
  readonly recovered: string;
  readonly epoch: string;
  /** The step of a trace that committed it; absent where nobody traced. */
  readonly trace?: string;
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
    trace,
  }: {
    kind: EntryKind;
    hash: string;
    standing: string;
    lineage: string;
    silent: boolean;
    recovered: boolean;
    epoch: string;
    trace?: string | null | undefined;
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
    until: article.embargoedUntil ?? '',
    feed: article.provenance.feed,
    standing,
    lineage,
    uri: cutText(article.uri ?? article.id, LONGEST_URI),
    event: article.eventId ?? '',
    related: article.related.map(({ id }) => id).join(' '),
    ...(hasTerms(article) ? { rights: '1' } : {}),
    ...(article.changeSource === LICENCE ? { licence: '1' } : {}),
    silent: silent ? '1' : '',
    recovered: recovered ? '1' : '',
    epoch,
    ...(trace ? { trace } : {}),
  };
}

/** Entries after a position (exclusive), oldest first. */
export async function readLogAfter(store: Store, position: string, limit: number): Promise<LogEntry[]> {
  const start = position === '' || position === '0' ? '-' : `(${position}`;
  return (await store.redis.xrange(keys.log, start, '+', 'COUNT', limit)).map(parseEntry);
}

/** Entries before a position (exclusive; the end when null), newest first. */
export async function readLogBefore(store: Store, position: string | null, limit: number): Promise<LogEntry[]> {
  // Redis refuses an interval that ends before the first position there can be.
  if (position !== null && /^0+-0+$/.test(position)) return [];
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

/** True where the first of two positions stands after the second. */
export function isAfter(one: string, other: string): boolean {
  const [instant, number = 0] = one.split('-').map(Number);
  const [otherInstant, otherNumber = 0] = other.split('-').map(Number);
  return instant === otherInstant ? number > otherNumber : (instant ?? 0) > (otherInstant ?? 0);
}

/** A withdrawal in the log. */
export interface LoggedStop {
  readonly position: string;
  readonly article: string;
}

/** Looks for withdrawals among so many entries after a position. `last`: up to where; `looked`: at how many. */
export async function readStopsAfter(
  store: Store,
  position: string,
  limit: number,
): Promise<{ last: string; looked: number; stops: LoggedStop[] }> {
  const reply = await runScript(store.redis, 'stops-in-log', [keys.log], [position, limit]);
  const [last, looked, ...found] = reply as [string, number, ...string[]];
  const stops = found.flatMap((each, at) =>
    at % 2 === 0 ? [{ position: each, article: found[at + 1] as string }] : [],
  );
  return { last, looked, stops };
}

/** Entries between two positions, the second of them included, oldest first. */
export async function readLogBetween(store: Store, after: string, to: string): Promise<LogEntry[]> {
  if (!isAfter(to, after)) return [];
  return (await store.redis.xrange(keys.log, `(${after}`, to)).map(parseEntry);
}

/** The position of the newest entry, "0-0" when there is none. */
export function logHead(store: Store): Promise<string> {
  return newestIn(store, keys.log);
}

/** The position of the newest copy that was spiked, "0-0" when there is none. */
export function spikedCopiesHead(store: Store): Promise<string> {
  return newestIn(store, keys.spikedCopies);
}

async function newestIn(store: Store, stream: string): Promise<string> {
  const [last] = await store.redis.xrevrange(stream, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

/** Lets entries go that are older than `before` (epoch milliseconds). */
export async function trimLog(store: Store, before: number): Promise<void> {
  await store.redis.xtrim(keys.log, 'MINID', '~', String(before));
  await store.redis.xtrim(keys.spikedCopies, 'MINID', '~', String(before));
}

/** An entry as the stream holds it. */
export function parseEntry([position, pairs]: [string, string[]]): LogEntry {
  const fields: Record<string, string> = {};
  for (let at = 0; at < pairs.length; at += 2) fields[pairs[at] as string] = pairs[at + 1] as string;
  return { ...fields, position, revision: Number(fields.revision) } as unknown as LogEntry;
}
