import { readHeadRevisionId } from '../store/articles.ts';
import { readGates } from '../store/gates.ts';
import { enterLanes, type LaneEntry, unreadPositions } from '../store/lanes.ts';
import { ENTRY_SCHEMA, type LogEntry, readLogAt } from '../store/wire-log.ts';
import { reached } from '../telemetry/crash-points.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { TermsDependencies } from './apply-terms.ts';
import { LOG_BATCH } from './shared-log.ts';
import { laneEntriesOf } from './shut-entries.ts';

/** What moving entries into lanes needs from the service. */
export interface IntakeDependencies extends TermsDependencies {
  readonly metrics: Metrics;
}

/** Where a destination stands in the log, and whose lease it is. */
export interface Place {
  readonly token: string;
  readonly cursor: string;
  /** When the destination began to read the log (epoch milliseconds). */
  readonly begunAt: number;
}

/**
 * Moves entries of the log into the lanes, and the cursor with them.
 * @returns what entered a lane; null where the log had nothing
 */
export async function enterNew(
  dependencies: IntakeDependencies,
  { token, cursor, begunAt }: Place,
  entries: readonly LogEntry[],
): Promise<readonly LaneEntry[] | null> {
  const { store, destination, metrics } = dependencies;
  const last = entries.at(-1);
  if (last === undefined) return null;
  reached('log-read');
  const strange = entries.filter((entry) => !isReadable(entry)).map(({ position }) => position);
  if (strange.length > 0) metrics.entriesSkipped.inc({ destination: destination.id }, strange.length);
  const lanes = await laneEntriesOf({ ...dependencies, begunAt }, await withoutStopped(dependencies, entries));
  const entered = await enterLanes(store, destination.id, {
    token,
    cursor,
    next: last.position,
    entries: lanes,
    unread: { keep: strange, read: [] },
  });
  reached('lanes-entered');
  if (!entered) metrics.fenced.inc({ destination: destination.id, write: 'lanes' });
  return entered ? lanes : [];
}

/**
 * What can be read of entries. Where a destination is so far behind that more follow, a story that was stopped since is
 * not begun: its stop may stand in the log beyond these.
 */
async function withoutStopped(
  { store, now }: IntakeDependencies,
  entries: readonly LogEntry[],
): Promise<readonly LogEntry[]> {
  const readable = entries.filter(isReadable);
  if (entries.length < LOG_BATCH) return readable;
  const articles = readable.map(({ article }) => article);
  const gates = await readGates(store, articles, now());
  const isStopped = ({ article }: LogEntry): boolean => STOPPED.has(gates.get(article)?.state ?? 'open');
  return readable.filter((entry) => entry.kind === 'withdrawal' || entry.kind === 'action' || !isStopped(entry));
}

const STOPPED: ReadonlySet<string> = new Set(['withheld', 'withdrawn']);

/**
 * Entries that another version of this service could not read, and set aside: they enter the lanes now, where they are
 * still the article's current state.
 */
export async function enterUnread(dependencies: IntakeDependencies, { token, cursor, begunAt }: Place): Promise<void> {
  const { store, destination } = dependencies;
  const positions = await unreadPositions(store, destination.id, LOG_BATCH);
  const found = await readLogAt(store, positions);
  const strange = new Set(found.filter((entry) => !isReadable(entry)).map(({ position }) => position));
  const readable = found.filter(isReadable).filter(({ kind }) => kind !== 'action');
  const heads = await Promise.all(readable.map(({ article }) => readHeadRevisionId(store, article)));
  const current = readable.filter(({ revisionId }, at) => heads[at] === revisionId);
  const read = positions.filter((position) => !strange.has(position));
  if (read.length === 0) return;
  const entries = await laneEntriesOf({ ...dependencies, begunAt }, current);
  await enterLanes(store, destination.id, { token, cursor, next: cursor, entries, unread: { keep: [], read } });
}

const isReadable = ({ schema }: LogEntry): boolean => schema === ENTRY_SCHEMA;
