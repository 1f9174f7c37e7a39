import { readHeadRevisionId } from '../store/articles.ts';
import { unreadPositions } from '../store/enter-lanes.ts';
import { ENTRY_SCHEMA, isAfter, type LogEntry, type LoggedStop, readLogAt } from '../store/wire-log.ts';
import { reached } from '../telemetry/crash-points.ts';
import type { IntakeDependencies, LogReader, Moved } from './log-reader.ts';
import { LOG_BATCH } from './shared-log.ts';
import { laneEntriesOf } from './shut-entries.ts';

/** How entries are taken from the log. */
export interface Reading {
  readonly reader: LogReader;
  /** When the destination began to read the log (epoch milliseconds). */
  readonly begunAt: number;
}

/** What was read of the log. */
interface Reads {
  readonly entries: readonly LogEntry[];
  /** Stops that stand further on in the log: they go before all that is between. */
  readonly stops: readonly LoggedStop[];
  /** What is no exception may go without a lane. */
  readonly mayGoDirect: boolean;
}

/**
 * Moves entries of the log to where they go, and the place in the log with them.
 * @returns where they went; null where there was nothing to move
 */
export async function enterNew(
  dependencies: IntakeDependencies,
  { reader, begunAt }: Reading,
  { entries, stops, mayGoDirect }: Reads,
): Promise<Moved | null> {
  const { store, destination, metrics } = dependencies;
  const read = entries.map(({ position }) => position);
  const last = read.at(-1) ?? reader.readTo ?? '';
  const ahead = stops.map(({ position }) => position).filter((each) => isAfter(each, last) && !reader.isSettled(each));
  if (read.length + ahead.length === 0) return null;
  reached('log-read');
  const fresh = entries.filter(({ position }) => !reader.isSettled(position));
  const logged = [...fresh, ...(await readLogAt(store, ahead.slice(0, LOG_BATCH)))];
  const strange = logged.filter((entry) => !isReadable(entry)).map(({ position }) => position);
  if (strange.length > 0) metrics.entriesSkipped.inc({ destination: destination.id }, strange.length);
  const readable = logged.filter(isReadable);
  const stopped = new Set(readable.filter(isStoppedBy(stops)));
  const going = readable.filter((entry) => !stopped.has(entry));
  const lanes = await laneEntriesOf({ ...dependencies, begunAt }, going);
  const superseded = [...stopped].map(({ revisionId }) => revisionId);
  const unread = { keep: strange, read: [] };
  const portion = { read, ahead: ahead.slice(0, LOG_BATCH), lanes, mayGoDirect, unread, superseded };
  const moved = await reader.enter(portion);
  reached('lanes-entered');
  return moved;
}

/** A story that was stopped further on in the log is not begun. */
function isStoppedBy(stops: readonly LoggedStop[]): (entry: LogEntry) => boolean {
  const stopped = new Map(stops.map(({ article, position }) => [article, position] as const));
  return ({ kind, article, position }) => {
    const stop = stopped.get(article);
    return kind !== 'withdrawal' && kind !== 'action' && stop !== undefined && isAfter(stop, position);
  };
}

/**
 * Entries that another version of this service could not read, and set aside: they enter the lanes now, where they are
 * still the article's current state.
 */
export async function enterUnread(dependencies: IntakeDependencies, { reader, begunAt }: Reading): Promise<void> {
  const { store, destination } = dependencies;
  const positions = await unreadPositions(store, destination.id, LOG_BATCH);
  const found = await readLogAt(store, positions);
  const strange = new Set(found.filter((entry) => !isReadable(entry)).map(({ position }) => position));
  const readable = found.filter(isReadable).filter(({ kind }) => kind !== 'action');
  const heads = await Promise.all(readable.map(({ article }) => readHeadRevisionId(store, article)));
  const current = readable.filter(({ revisionId }, at) => heads[at] === revisionId);
  const read = positions.filter((position) => !strange.has(position));
  if (read.length === 0) return;
  const lanes = await laneEntriesOf({ ...dependencies, begunAt }, current);
  await reader.enter({ lanes, unread: { keep: [], read } });
}

const isReadable = ({ schema }: LogEntry): boolean => schema === ENTRY_SCHEMA;
