import { type EndState, readEnds } from './articles.ts';
import { type ArrivalRecord, findArrivals, readArrival } from './decisions.ts';
import { showArrivals } from './shown-arrivals.ts';
import { findStops, type Stop } from './stops.ts';
import type { Store } from './store.ts';

const STOPS_LOOKED_THROUGH = 1_000;

/** One arrival with what became of it. */
export interface Explained extends ArrivalRecord {
  readonly arrival: string;
  /** Stops of its article that somebody owes the confirmation of, or that were confirmed. */
  readonly stops: readonly Stop[];
  /** What each destination got, by its id. */
  readonly destinations: Readonly<Record<string, EndState>>;
}

/** All arrivals that a word leads to, oldest first, as they may be seen at `now` (epoch milliseconds). */
export async function explainAll(store: Store, word: string, now: number): Promise<Explained[]> {
  const arrivals = await findArrivals(store, word);
  const explained = await Promise.all(
    arrivals.map(async (arrival): Promise<Explained[]> => {
      const record = await readArrival(store, arrival);
      if (record === null) return [];
      return [
        {
          arrival,
          ...record,
          stops: record.articleId === null ? [] : await findStops(store, record.articleId, STOPS_LOOKED_THROUGH),
          destinations: await endsOf(store, record),
        },
      ];
    }),
  );
  const shown = await showArrivals(store, explained.flat(), now);
  return shown.sort((a, b) => a.at - b.at);
}

/** What came of an arrival is told of that arrival: one that was not sent may share a revision's id with one that was. */
async function endsOf(
  store: Store,
  { revisionId, action }: ArrivalRecord,
): Promise<Readonly<Record<string, EndState>>> {
  return revisionId === null || NOT_SENT.has(action) ? {} : readEnds(store, revisionId);
}

const NOT_SENT = new Set(['spike', 'late', 'hold', 'reject']);
