import type { Duplicate, Related } from '../article/article.ts';
import { type EndState, readArticle, readArticleRevisions, readEnds } from './articles.ts';
import { findStops, type Stop } from './stops.ts';
import type { Store } from './store.ts';

const STOPS_LOOKED_THROUGH = 10_000;

/** One revision of an article, and how it stands with each destination. */
export interface ReachedBy {
  readonly revisionId: string;
  readonly revision: number | null;
  readonly change: string;
  readonly receivedAt: string;
  readonly destinations: Readonly<Record<string, EndState>>;
}

/** Who got which version of an article when, what was stopped, and where copies of its text came from. */
export interface Reach {
  readonly article: string;
  readonly uri: string | null;
  readonly agency: string | null;
  readonly revisions: readonly ReachedBy[];
  readonly stops: readonly Stop[];
  /** Arrivals of the same text from other feeds and under other ids. */
  readonly copies: readonly Duplicate[];
  /** Other articles that carry text of it, or whose text it carries. */
  readonly related: readonly Related[];
}

/** The reach of an article, or null where there is no such article. */
export async function readReach(store: Store, id: string): Promise<Reach | null> {
  const [head, revisions, stops] = await Promise.all([
    readArticle(store, id),
    readArticleRevisions(store, id),
    findStops(store, id, STOPS_LOOKED_THROUGH),
  ]);
  const known = head ?? revisions.at(-1) ?? null;
  if (known === null && stops.length === 0) return null;
  return {
    article: id,
    uri: known?.uri ?? stops[0]?.uri ?? null,
    agency: known?.agency?.code ?? null,
    revisions: await Promise.all(
      revisions.map(async ({ revisionId, revision, change, receivedAt }) => ({
        revisionId,
        revision,
        change,
        receivedAt,
        destinations: await readEnds(store, revisionId),
      })),
    ),
    stops,
    copies: head?.duplicates ?? [],
    related: head?.related ?? [],
  };
}
