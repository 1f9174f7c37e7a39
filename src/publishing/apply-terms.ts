import type { Logger } from 'pino';
import type { Article } from '../article/article.ts';
import { findRights } from '../routing/rights.ts';
import { routeArticle } from '../routing/routes.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { packArticle, readRevisions } from '../store/articles.ts';
import { keepBack } from '../store/kept-back.ts';
import type { LaneEntry } from '../store/lanes.ts';
import type { Store } from '../store/store.ts';
import type { LogEntry } from '../store/wire-log.ts';
import { stopDocument } from './stop-document.ts';

/** What is needed to apply the routes and rights of a destination. */
export interface TermsDependencies {
  readonly store: Store;
  readonly log: Logger;
  readonly destination: DestinationSettings;
  /** A Media Topic code and every topic above it. */
  readonly topicsAbove: (code: string) => readonly string[];
  /** Epoch milliseconds by the clock of Redis. */
  readonly now: () => number;
}

/**
 * What the routes and rights of a destination say of entries that carry a story's text. What the rights do not allow is
 * kept back: it stands on the spike, and whoever has an earlier version gets a stop.
 */
export async function applyTerms(
  dependencies: TermsDependencies,
  lanes: readonly LaneEntry[],
  entries: readonly LogEntry[],
): Promise<LaneEntry[]> {
  const { store, destination } = dependencies;
  const asked = lanes.map((lane, at) => isAsked(lane, entries[at] as LogEntry, destination));
  const articles = await readRevisions(
    store,
    lanes.filter((_, at) => asked[at]).map(({ revisionId }) => revisionId),
  );
  const applied: LaneEntry[] = [];
  let next = 0;
  for (const [at, lane] of lanes.entries()) {
    const article = asked[at] ? (articles[next++] ?? null) : null;
    applied.push(article === null ? lane : await applyTo(dependencies, lane, entries[at] as LogEntry, article));
  }
  return applied;
}

const CARRY_TEXT: ReadonlySet<string> = new Set(['revision', 'held', 'release']);

function isAsked(lane: LaneEntry, entry: LogEntry, { routes }: DestinationSettings): boolean {
  if (lane.stop || !CARRY_TEXT.has(lane.kind)) return false;
  return entry.rights === '1' || (routes !== null && lane.passes && lane.again === undefined);
}

async function applyTo(
  { store, destination, topicsAbove, now, log }: TermsDependencies,
  lane: LaneEntry,
  entry: LogEntry,
  article: Article,
): Promise<LaneEntry> {
  const { routes, rights, uses, id } = destination;
  const moment = { instant: Number.parseInt(lane.position, 10), topicsAbove };
  const routed = routes === null || lane.again !== undefined ? null : routeArticle(article, routes, moment);
  const passing =
    lane.passes && routed !== null && !routed.sends
      ? { ...lane, passes: false, why: routed.reason, filteredBy: 'routes' }
      : lane;
  const { against, unread } = findRights(article, uses, now());
  const facts = { destination: id, article: article.id, revisionId: article.revisionId };
  if (unread.length > 0 && passing.passes)
    log.warn({ ...facts, restrictions: unread }, 'restrictions that only a person can apply');
  if (against.length === 0 || entry.overrides === '1') return passing;
  const why = `rights: ${against.join('; ')}`;
  if (rights === 'warn') {
    if (passing.passes) log.warn({ ...facts, reason: why }, 'sent though its rights do not allow it');
    return passing;
  }
  if (passing.passes) await keepBack(store, { destination: id, article, reason: `${id}: ${why}`, at: now() });
  return { ...passing, ...stopFor(article, entry), passes: false, why, filteredBy: 'rights' };
}

/** What a destination gets in place of a revision that it may not have: a stop, where it has an earlier one. */
function stopFor(article: Article, entry: LogEntry): Partial<LaneEntry> {
  const document = packArticle(stopDocument({ ...article, pubStatus: 'withheld' }, entry));
  return {
    kind: 'withdrawal',
    stop: true,
    held: false,
    shut: { uri: entry.uri, change: 'withheld', doubt: false, lapsed: false, document },
  };
}
