import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { firstCommitAt, packArticle, readRevision } from '../store/articles.ts';
import { lastLossAt } from '../store/continuity.ts';
import { readGates } from '../store/gates.ts';
import type { LaneEntry } from '../store/lanes.ts';
import { Damaged } from '../store/packing.ts';
import type { Store } from '../store/store.ts';
import type { LogEntry } from '../store/wire-log.ts';
import { applyTerms, type TermsDependencies } from './apply-terms.ts';
import { laneEntryOf } from './lane-entry.ts';
import { stopDocument } from './stop-document.ts';

/** After writes were lost, feeds bring again what they still hold; for so long nobody knows who got what before. */
const LOSS_MATTERS_MS = 24 * 3_600_000;

/** What is needed to know whom an entry that shuts its article concerns. */
export interface ShutDependencies extends TermsDependencies {
  /** When the destination began to read the log (epoch milliseconds). */
  readonly begunAt: number;
}

/**
 * What entries of the wire log mean for one destination, by its filter, routes and rights. Those that shut their article,
 * a stop or an embargo, bring the document that goes to whoever may have the story.
 */
export async function laneEntriesOf(dependencies: ShutDependencies, logged: readonly LogEntry[]): Promise<LaneEntry[]> {
  const { destination, store } = dependencies;
  const entries = logged.filter((entry) => concerns(entry, destination));
  const made = entries.map((entry) => laneEntryOf(entry, destination));
  const lanes = await applyTerms(dependencies, made, entries);
  if (!lanes.some(shuts)) return lanes;
  const lossAt = await lastLossAt(store);
  return Promise.all(
    lanes.map((lane, at) => (shuts(lane) ? withFacts(dependencies, lane, entries[at] as LogEntry, lossAt) : lane)),
  );
}

/** The end of a licence is no stop where rights only warn; of what people did only what is for the destination counts. */
function concerns(entry: LogEntry, { id, rights }: DestinationSettings): boolean {
  if (entry.licence === '1' && rights === 'warn') return false;
  return entry.kind !== 'action' || (entry.act === 'resend' && (!entry.to || entry.to === id));
}

const shuts = ({ stop, held, shut }: LaneEntry): boolean => shut === undefined && (stop || held);

async function withFacts(
  { store, destination, begunAt, now }: ShutDependencies,
  lane: LaneEntry,
  entry: LogEntry,
  lossAt: number,
): Promise<LaneEntry> {
  const [article, firstAt, gates] = await Promise.all([
    readWhole(store, entry.revisionId),
    firstCommitAt(store, entry.article),
    readGates(store, [entry.article], now()),
  ]);
  const isOver = article !== null && gateOf(article, now()).state === 'open';
  const isLifted = gates.get(entry.article)?.state === 'open';
  const sends = entry.unknown !== '1' || destination.unknownStops === 'send';
  return {
    ...lane,
    ...(sends ? {} : { passes: false, why: 'unknownStops: drop' }),
    shut: {
      uri: entry.uri,
      change: entry.pubStatus === 'canceled' ? 'withdrawal' : 'withheld',
      doubt: sends && isInDoubt(entry, { firstAt, begunAt, lossAt }),
      lapsed: lane.held && (isOver || isLifted),
      document: packArticle(stopDocument(article, entry)),
    },
  };
}

async function readWhole(store: Store, revisionId: string): Promise<Article | null> {
  try {
    return await readRevision(store, revisionId);
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

/**
 * May a destination have the story though nothing here says so? It may where the story is older than what is known: it
 * was never seen here, came before the destination had its name, or before Redis lost what was sent.
 */
function isInDoubt(
  entry: LogEntry,
  { firstAt, begunAt, lossAt }: { firstAt: number | null; begunAt: number; lossAt: number },
): boolean {
  if (entry.silent === '1' || entry.newsClass === 'test') return false;
  if (entry.kind === 'held')
    return entry.recovered === '1' || (firstAt !== null && firstAt < Math.max(begunAt, lossAt));
  if (firstAt === null || entry.revision <= 1) return true;
  return firstAt < Math.max(begunAt, lossAt === 0 ? 0 : lossAt + LOSS_MATTERS_MS);
}
