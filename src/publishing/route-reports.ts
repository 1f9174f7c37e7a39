import type { Article } from '../article/article.ts';
import { gateOf } from '../article/embargo.ts';
import { type DeliveryTerms, factsOf, refusedByTerms } from '../routing/delivery-terms.ts';
import { refusedByFilter } from '../routing/filter.ts';
import { findRights, type RightsFindings } from '../routing/rights.ts';
import { routeArticle, type TriedRule } from '../routing/routes.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { readHeadEntry, readKnownArticle, readRevisions } from '../store/articles.ts';
import { readGates } from '../store/gates.ts';
import type { Store } from '../store/store.ts';
import { type LogEntry, readLogAfter } from '../store/wire-log.ts';

const PAGE = 200;
const MOST_LISTED = 200;

/** What one destination makes of an article, by each of its terms. */
export interface RouteExplanation {
  readonly destination: string;
  readonly sends: boolean;
  readonly reason: string;
  /** What each rule said that was asked. */
  readonly rules: readonly TriedRule[];
  readonly rights: RightsFindings;
}

/** A story that other terms would treat otherwise. */
export interface ChangedRoute {
  readonly article: string;
  readonly revisionId: string;
  readonly headline: string | null;
  readonly at: string;
  readonly reason: string;
}

/** What other terms of a destination would have done to what came since an instant. */
export interface TriedTerms {
  readonly looked: number;
  readonly sentBefore: number;
  readonly sentThen: number;
  /** At most 200 of each, the oldest first. */
  readonly added: readonly ChangedRoute[];
  readonly dropped: readonly ChangedRoute[];
}

/** Terms that are tried in place of a destination's own. */
type GivenTerms = { readonly [Key in keyof DeliveryTerms]?: DeliveryTerms[Key] | undefined };

const withoutAbsent = (given: GivenTerms): Partial<DeliveryTerms> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** Tells how destinations route stories, and how they would. */
export class RouteReports {
  readonly #store: Store;
  readonly #destinations: () => readonly DestinationSettings[];
  readonly #topicsAbove: (code: string) => readonly string[];
  readonly #now: () => number;

  constructor(parts: {
    readonly store: Store;
    readonly destinations: () => readonly DestinationSettings[];
    readonly topicsAbove: (code: string) => readonly string[];
    readonly now: () => number;
  }) {
    this.#store = parts.store;
    this.#destinations = parts.destinations;
    this.#topicsAbove = parts.topicsAbove;
    this.#now = parts.now;
  }

  /** What each destination makes of the current revision of an article; null where there is no such article. */
  async explain(id: string): Promise<RouteExplanation[] | null> {
    const [known, entry] = await Promise.all([readKnownArticle(this.#store, id), readHeadEntry(this.#store, id)]);
    if (known === null) return null;
    const instant = entry === null ? Date.parse(known.head.receivedAt) : instantOf(entry);
    return this.#destinations().map((destination) => this.#explain(known.head, destination, instant));
  }

  #explain(
    article: Article,
    { id, filter, routes, rights, uses }: DestinationSettings,
    instant: number,
  ): RouteExplanation {
    const moment = { instant, topicsAbove: this.#topicsAbove };
    const routed = routes === null ? null : routeArticle(article, routes, moment);
    const refusal = refusedByTerms(article, { filter, routes, rights, uses }, { ...moment, now: this.#now() });
    return {
      destination: id,
      sends: refusal === null,
      reason: refusal?.why ?? routed?.reason ?? 'the filter lets it pass',
      rules: routed?.tried ?? [],
      rights: findRights(article, uses, this.#now()),
    };
  }

  /**
   * What a destination would have been sent of what came since an instant (epoch milliseconds), had it had these terms;
   * null where there is no such destination.
   */
  async tryTerms(id: string, given: GivenTerms, since: number): Promise<TriedTerms | null> {
    const destination = this.#destinations().find((each) => each.id === id);
    if (destination === undefined) return null;
    const added: ChangedRoute[] = [];
    const dropped: ChangedRoute[] = [];
    const counts = { looked: 0, sentBefore: 0, sentThen: 0 };
    for await (const { entry, article, headline } of this.#since(since)) {
      const before = this.#refusal(article, destination, entry);
      const then = this.#refusal(article, { ...destination, ...withoutAbsent(given) }, entry);
      counts.looked += 1;
      if (before === null) counts.sentBefore += 1;
      if (then === null) counts.sentThen += 1;
      if ((before === null) === (then === null)) continue;
      const list = then === null ? added : dropped;
      if (list.length < MOST_LISTED) list.push(changeOf(entry, headline, before ?? then ?? ''));
    }
    return { ...counts, added, dropped };
  }

  #refusal(article: Article, { filter, routes, rights, uses }: DeliveryTerms, entry: LogEntry): string | null {
    const byFilter = refusedByFilter(factsOf(article), filter);
    if (byFilter !== null) return byFilter.why;
    const moment = { instant: instantOf(entry), topicsAbove: this.#topicsAbove, now: instantOf(entry) };
    return refusedByTerms(article, { filter, routes, rights, uses }, moment)?.why ?? null;
  }

  /** Each revision, with its headline where that may be seen: its own gate is open, and that of its article by now. */
  async *#since(since: number): AsyncGenerator<{ entry: LogEntry; article: Article; headline: string | null }> {
    for (let position = `${Math.max(0, since)}-0`; ; ) {
      const page = await readLogAfter(this.#store, position, PAGE);
      const entries = page.filter(
        ({ kind, silent, newsClass }) => CARRY.has(kind) && silent !== '1' && newsClass !== 'test',
      );
      const [articles, gates] = await Promise.all([
        readRevisions(
          this.#store,
          entries.map(({ revisionId }) => revisionId),
        ),
        readGates(
          this.#store,
          entries.map(({ article }) => article),
          this.#now(),
        ),
      ]);
      for (const [at, article] of articles.entries()) {
        if (article === null) continue;
        const isOpen = [gates.get(article.id), gateOf(article, this.#now())].every((gate) => gate?.state === 'open');
        yield { entry: entries[at] as LogEntry, article, headline: isOpen ? article.headline : null };
      }
      const last = page.at(-1);
      if (last === undefined) return;
      position = last.position;
    }
  }
}

const CARRY: ReadonlySet<string> = new Set(['revision', 'release']);
const instantOf = ({ position }: LogEntry): number => Number.parseInt(position, 10);

function changeOf(entry: LogEntry, headline: string | null, reason: string): ChangedRoute {
  return {
    article: entry.article,
    revisionId: entry.revisionId,
    headline,
    at: new Date(instantOf(entry)).toISOString(),
    reason,
  };
}
