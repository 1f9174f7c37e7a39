import type { DestinationSettings } from '../settings/schema.ts';
import { readHeadRevisionId } from '../store/articles.ts';
import { enterLanes, unreadPositions } from '../store/lanes.ts';
import type { Store } from '../store/store.ts';
import { ENTRY_SCHEMA, type LogEntry, readLogAfter, readLogAt } from '../store/wire-log.ts';
import { reached } from '../telemetry/kill-points.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { laneEntryOf } from './lane-entry.ts';

const LOG_BATCH = 200;

/** What moving entries into lanes needs of the house. */
export interface IntakeRoom {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly destination: DestinationSettings;
}

/** Where a destination stands in the log, and whose lease it is. */
interface Place {
  readonly token: string;
  readonly cursor: string;
}

/** The entries of the wire log after a place, as many as move at once. */
export function readLog(store: Store, cursor: string): Promise<readonly LogEntry[]> {
  return readLogAfter(store, cursor, LOG_BATCH);
}

/** Moves entries of the log into the lanes, and the cursor with them. True when there was one. */
export async function enterNew(
  { store, destination, metrics }: IntakeRoom,
  { token, cursor }: Place,
  entries: readonly LogEntry[],
): Promise<boolean> {
  const last = entries.at(-1);
  if (last === undefined) return false;
  reached('log-read');
  const strange = entries.filter((entry) => !isReadable(entry)).map(({ position }) => position);
  if (strange.length > 0) metrics.entriesSkipped.inc({ destination: destination.id }, strange.length);
  const entered = await enterLanes(store, destination.id, {
    token,
    cursor,
    next: last.position,
    entries: entries
      .filter((entry) => isReadable(entry) && entry.kind !== 'action')
      .map((entry) => laneEntryOf(entry, destination)),
    unread: { keep: strange, read: [] },
  });
  reached('lanes-entered');
  if (!entered) metrics.fenced.inc({ destination: destination.id, write: 'lanes' });
  return true;
}

/**
 * Entries that another version of this service could not read, and set aside: they enter the lanes now, where they are
 * still the article's current state.
 */
export async function enterUnread({ store, destination }: IntakeRoom, { token, cursor }: Place): Promise<void> {
  const positions = await unreadPositions(store, destination.id, LOG_BATCH);
  const found = await readLogAt(store, positions);
  const strange = new Set(found.filter((entry) => !isReadable(entry)).map(({ position }) => position));
  const readable = found.filter(isReadable).filter(({ kind }) => kind !== 'action');
  const heads = await Promise.all(readable.map(({ article }) => readHeadRevisionId(store, article)));
  const current = readable.filter(({ revisionId }, at) => heads[at] === revisionId);
  const read = positions.filter((position) => !strange.has(position));
  if (read.length === 0) return;
  const entries = current.map((entry) => laneEntryOf(entry, destination));
  await enterLanes(store, destination.id, { token, cursor, next: cursor, entries, unread: { keep: [], read } });
}

const isReadable = ({ schema }: LogEntry): boolean => schema === ENTRY_SCHEMA;
