import { keys } from './keys.ts';
import type { LaneEntry } from './lanes.ts';
import { runScript } from './scripts.ts';
import type { Store } from './store.ts';

/** Where a destination stands in the wire log, as it is stored. */
export interface StoredPlace {
  /** All up to here is settled: it was confirmed, or is a lane's. */
  readonly cursor: string;
  /** How far the log was read beyond it, and what of that is settled; empty where nothing is. */
  readonly window: string;
}

/** A move of a destination's place, by the holder of its lease. */
export interface Move {
  readonly token: string;
  readonly from: StoredPlace;
  readonly to: StoredPlace;
}

/** Positions of log entries that this version cannot read: kept aside for one that can, or let go by it. */
export interface Unread {
  readonly keep: readonly string[];
  readonly read: readonly string[];
}

/** Positions that were kept aside for a version that can read them, oldest first. */
export async function unreadPositions(store: Store, id: string, limit: number): Promise<string[]> {
  return await store.redis.zrange(keys.unread(id), '0', String(limit - 1));
}

/** An entry on its way into a lane, with the attempt at it where one is under way. */
export interface Entering extends LaneEntry {
  readonly flight?: Flight;
}

/** An attempt that is under way: its token, the lease that it is made under, and what it sends. */
export interface Flight {
  readonly token: string;
  readonly by: string;
  readonly revisionId: string;
}

/** What a move takes with it. */
export interface MovedEntries {
  readonly entries: readonly Entering[];
  /** Articles whose entries are sent without a lane, where they have none. */
  readonly direct?: readonly string[];
  readonly unread?: Unread;
  /** So many places of a replay are done with it. */
  readonly replayed?: number;
  /** Revisions that are not sent, for a stop of their article stands further on in the log. */
  readonly superseded?: readonly string[];
  /** How long an attempt may take. */
  readonly attemptMs?: number;
}

/**
 * What became of a move: `stale` when lease or place are not ours any more, `laned` when some of the articles that were
 * to go without a lane have one (nothing is done then), else whether the destination has each of those articles.
 */
export type Entered =
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'laned'; readonly articles: readonly string[] }
  | { readonly outcome: 'entered'; readonly has: readonly boolean[] };

const NONE: Unread = { keep: [], read: [] };

/** Moves entries from the log to the lanes and the place in the log with them. */
export async function enterLanes(
  store: Store,
  id: string,
  { token, from, to }: Move,
  { entries, direct = [], unread = NONE, replayed = 0, superseded = [], attemptMs = 0 }: MovedEntries,
): Promise<Entered> {
  const scriptKeys = [keys.destination(id), keys.lease(id), keys.due(id), keys.got(id), keys.dueStops(id)];
  scriptKeys.push(keys.stops, keys.owedStops, keys.replay(id), keys.unread(id));
  for (const { article, revisionId } of entries)
    scriptKeys.push(keys.lane(id, article), keys.revision(revisionId), keys.stop(revisionId));
  for (const article of direct) scriptKeys.push(keys.lane(id, article));
  const documents: Buffer[] = [];
  const written = entries.map(({ shut, ...entry }) => {
    if (shut === undefined) return entry;
    const { document, ...facts } = shut;
    return { ...entry, ...facts, body: documents.push(document) };
  });
  const [outcome, ...said] = (await runScript(store.redis, 'enter-lanes', scriptKeys, [
    token,
    from.cursor,
    from.window,
    to.cursor,
    to.window,
    id,
    keys.revision(''),
    keys.stop(''),
    attemptMs,
    JSON.stringify(written),
    JSON.stringify({ ...unread, replayed, superseded }),
    JSON.stringify(direct),
    ...documents,
  ])) as [string, ...number[]];
  if (outcome === 'laned') return { outcome, articles: said.map((at) => direct[at - 1] as string) };
  if (outcome !== 'entered') return { outcome: 'stale' };
  return { outcome, has: said.map((has) => has === 1) };
}

/** What no lease allows. */
const UNKNOWN_PLACE: StoredPlace = { cursor: '', window: '' };
const UNKNOWN_MOVE: Move = { token: '', from: UNKNOWN_PLACE, to: UNKNOWN_PLACE };

/** A revision that a destination took without a lane. */
export interface Acknowledged {
  readonly article: string;
  readonly revisionId: string;
  /** What the destination answered. */
  readonly answer: string;
}

/**
 * Records what was delivered without a lane, and moves the place in the log with it.
 * @param move null where the place is not known: the deliveries alone are recorded then
 * @returns false where lease or place are not ours any more: the deliveries alone are recorded then
 */
export async function acknowledge(
  store: Store,
  id: string,
  move: Move | null,
  deliveries: readonly Acknowledged[],
): Promise<boolean> {
  const { token, from, to } = move ?? UNKNOWN_MOVE;
  const moved = await runScript(
    store.redis,
    'acknowledge',
    [
      keys.destination(id),
      keys.lease(id),
      keys.got(id),
      ...deliveries.map(({ revisionId }) => keys.revision(revisionId)),
    ],
    [
      ...[token, from.cursor, from.window, to.cursor, to.window, id],
      ...deliveries.flatMap(({ article, answer }) => [article, answer]),
    ],
  );
  return moved === 1;
}
