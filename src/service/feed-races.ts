import { filedAt } from '../article/filed-at.ts';
import { raceOfReports } from '../article/race.ts';
import { type Percentiles, percentilesOf } from '../fetching/lateness.ts';
import { readRevisions } from '../store/articles.ts';
import { readAnsweredBefore } from '../store/decisions.ts';
import type { Store } from '../store/store.ts';
import { type LogEntry, readLogBefore } from '../store/wire-log.ts';

const LOOKED_THROUGH = 5_000;
const PAGE = 500;
const LATEST_EVENTS = 100;
const KEPT_MS = 30_000;

/** How a feed stands in the latest events that several agencies reported: our own polling is taken out. */
export interface FeedRace {
  /** Events in which it brought the first report of its agency. */
  readonly events: number;
  /** Those of them that no other agency had before. */
  readonly first: number;
  /** How far it was before the next agency, where it was first, and behind the first one, where it was not. */
  readonly ahead: Percentiles | null;
  readonly behind: Percentiles | null;
}

const NO_RACE: FeedRace = { events: 0, first: 0, ahead: null, behind: null };

/** Who had it first, by feed. What was found out is kept for half a minute. */
export class FeedRaces {
  readonly #store: Store;
  readonly #now: () => number;
  #kept: { readonly at: number; readonly races: Promise<ReadonlyMap<string, FeedRace>> } | null = null;
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  async of(feed: string): Promise<FeedRace> {
    const now = this.#now();
    if (this.#kept === null || now - this.#kept.at >= KEPT_MS) {
      const races = readRaces(this.#store);
      races.catch(() => {
        this.#kept = null;
      });
      this.#kept = { at: now, races };
    }
    return (await this.#kept.races).get(feed) ?? NO_RACE;
  }
}

interface FeedReport {
  readonly feed: string;
  readonly agency: string;
  readonly at: number;
}

interface Standing {
  events: number;
  readonly ahead: number[];
  readonly behind: number[];
}

async function readRaces(store: Store): Promise<ReadonlyMap<string, FeedRace>> {
  const standings = new Map<string, Standing>();
  for (const reports of await reportsOfEvents(store, await eventsOfSeveral(store))) {
    const [first, second, ...others] = raceOfReports(reports);
    if (first === undefined || second === undefined) continue;
    for (const { report, behindMs } of [first, second, ...others]) {
      const standing = standings.get(report.feed) ?? { events: 0, ahead: [], behind: [] };
      standing.events += 1;
      if (report === first.report) standing.ahead.push(second.behindMs);
      else standing.behind.push(behindMs);
      standings.set(report.feed, standing);
    }
  }
  return new Map([...standings].map(([feed, standing]) => [feed, raceOf(standing)]));
}

function raceOf({ events, ahead, behind }: Standing): FeedRace {
  return { events, first: ahead.length, ahead: percentilesOf(ahead), behind: percentilesOf(behind) };
}

/** The first revisions of the latest events that more than one agency reported. */
async function eventsOfSeveral(store: Store): Promise<readonly (readonly LogEntry[])[]> {
  const events = new Map<string, LogEntry[]>();
  let position: string | null = null;
  for (let looked = 0; looked < LOOKED_THROUGH; looked += PAGE) {
    const page = await readLogBefore(store, position, PAGE);
    for (const entry of page.filter(isFirstReport)) {
      const reports = events.get(entry.event) ?? [];
      reports.push(entry);
      events.set(entry.event, reports);
    }
    position = page.at(-1)?.position ?? null;
    if (position === null) break;
  }
  return [...events.values()].filter((each) => new Set(each.map(agencyOf)).size > 1).slice(0, LATEST_EVENTS);
}

const isFirstReport = ({ kind, revision, silent, event }: LogEntry): boolean =>
  kind === 'revision' && revision === 1 && silent !== '1' && event !== '';

const agencyOf = ({ agency, feed }: LogEntry): string => agency || feed;

async function reportsOfEvents(
  store: Store,
  events: readonly (readonly LogEntry[])[],
): Promise<readonly (readonly FeedReport[])[]> {
  const revisions = events.flat().map(({ revisionId }) => revisionId);
  const [articles, answered] = await Promise.all([
    readRevisions(store, revisions),
    readAnsweredBefore(store, revisions),
  ]);
  const filed = new Map(
    articles.map((article, at) => [
      revisions[at],
      article === null
        ? null
        : filedAt({
            versionAt: article.versionCreated === null ? null : Date.parse(article.versionCreated),
            receivedAt: Date.parse(article.receivedAt),
            answeredBefore: answered[at] ?? null,
          }),
    ]),
  );
  return events.map((entries) =>
    entries.flatMap((entry) => {
      const at = filed.get(entry.revisionId) ?? null;
      return at === null ? [] : [{ feed: entry.feed, agency: agencyOf(entry), at }];
    }),
  );
}
