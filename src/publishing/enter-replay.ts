import { gateOf } from '../article/embargo.ts';
import { readHeadEntry, readKnownArticle } from '../store/articles.ts';
import { countDue, type LaneEntry } from '../store/lanes.ts';
import { nextOfReplay } from '../store/replays.ts';
import { entryKindOf, type LogEntry, readLogAt } from '../store/wire-log.ts';
import type { Reading } from './enter-lanes.ts';
import type { IntakeDependencies } from './log-reader.ts';
import { laneEntriesOf } from './shut-entries.ts';

/** How many lanes of a replay are filled at a time, and only while fewer than these are due. */
const AT_ONCE = 20;

/**
 * Moves the next articles of a replay into their lanes, behind all other copy: what each is now, under the id that it
 * has, or its stop. False where there is none, or other copy goes first.
 */
export async function enterReplay(dependencies: IntakeDependencies, { reader, begunAt }: Reading): Promise<boolean> {
  const { store, destination } = dependencies;
  const positions = await nextOfReplay(store, destination.id, AT_ONCE);
  if (positions.length === 0 || (await countDue(store, destination.id)) >= AT_ONCE) return false;
  const logged = await readLogAt(store, positions);
  const current = (await Promise.all(logged.map((entry) => currentOf(dependencies, entry)))).filter(
    (entry) => entry !== null,
  );
  const lanes = await laneEntriesOf({ ...dependencies, begunAt }, current);
  const replayed = lanes.filter(({ passes, stop }) => passes || stop).map(asReplay);
  return (await reader.enter({ lanes: replayed, replayed: positions.length })) !== 'lost';
}

/** A stop is sent again to whoever is replayed to: nobody knows what they had before. */
function asReplay(lane: LaneEntry): LaneEntry {
  const { shut } = lane;
  return {
    ...lane,
    again: true,
    replay: true,
    ...(lane.stop && shut !== undefined && lane.filteredBy === undefined ? { shut: { ...shut, doubt: true } } : {}),
  };
}

/** The entry of what an article is now; null while an embargo holds it: it comes when that ends. */
async function currentOf({ store, now }: IntakeDependencies, entry: LogEntry): Promise<LogEntry | null> {
  if (entry.unknown === '1') return entry;
  const [known, head] = await Promise.all([
    readKnownArticle(store, entry.article),
    readHeadEntry(store, entry.article),
  ]);
  if (known === null || head === null) return null;
  const kind = entryKindOf(gateOf(known.head, now()));
  return kind === 'held' ? null : { ...head, kind, pubStatus: known.head.pubStatus, recovered: '' };
}
