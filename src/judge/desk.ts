import type { Article } from '../article/article.ts';
import { findCopy } from './copy.ts';
import { featuresOfArticle, fingerprintOf } from './fingerprint.ts';
import { judge } from './judge.ts';
import { keysOf } from './keys.ts';
import type { FoundCopy } from './near-copy.ts';
import { findNeighbours } from './neighbours.ts';
import { knownAfter, settleArticle } from './settle.ts';
import type { Candidate, Known, KnownArticle, Tombstone, Verdict } from './verdict.ts';
import { entryOf, Window } from './window.ts';

/** What became of one story. */
export interface Judged {
  readonly verdict: Verdict;
  /** The article as it stands, or as the duplicate was. */
  readonly article: Article;
  /** The article that its line of copy began with, across agencies. */
  readonly lineage: string;
}

/** A copytaster's desk in memory: stories in order of arrival, each judged against all that came before it. */
export class Desk {
  readonly #window = new Window();
  readonly #windowMs: number;
  readonly #claims = new Map<string, string | Tombstone>();
  readonly #articles = new Map<string, KnownArticle>();
  #count = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  take(candidate: Candidate): Judged {
    this.#window.evictBefore(candidate.now - this.#windowMs);
    const features = featuresOfArticle(candidate.article);
    const found = findCopy(candidate, features, this.#window);
    const copy: FoundCopy | null = found && {
      ...found,
      matched: this.#articles.get(found.entry.articleId) ?? null,
      own: found.ownLine === null ? null : (this.#articles.get(found.ownLine.articleId) ?? null),
    };
    const verdict = judge(candidate, this.#known(keysOf(candidate)), {
      copy,
      neighbours: () => findNeighbours(candidate, features, this.#window),
      carriersOf: (id) => this.#window.carriersOf(id),
    });
    const known = this.#articles.get(verdict.articleId) ?? null;
    const article = settleArticle(candidate.article, verdict, known);
    const lineage = lineageOf(verdict, copy);
    if (verdict.action === 'publish' || verdict.action === 'revise') {
      this.#articles.set(article.id, knownAfter(article, known, candidate));
      this.#count += 1;
      const place = { logId: `${candidate.now}-${this.#count}`, at: candidate.now, lineage };
      const fingerprint = fingerprintOf(article);
      this.#window.add(entryOf(article, { ...place, standing: candidate.standing }), fingerprint);
    }
    for (const claim of verdict.claims)
      this.#claims.set(claim, verdict.action === 'tombstone' ? tombstoneOf(article, candidate.now) : verdict.articleId);
    return { verdict, article, lineage };
  }

  #known(keys: readonly string[]): ReadonlyMap<string, Known> {
    const found = new Map<string, Known>();
    for (const key of keys) {
      const claim = this.#claims.get(key);
      const known = typeof claim === 'string' ? this.#articles.get(claim) : claim;
      if (known !== undefined) found.set(key, known);
    }
    return found;
  }
}

/** The line of copy that a story belongs to: its article's, else that of what it copies, else one of its own. */
export function lineageOf(verdict: Verdict, copy: Pick<FoundCopy, 'entry'> | null): string {
  return copy === null ? verdict.articleId : copy.entry.lineage;
}

/** The mark that a kill of something never seen leaves. `now` in epoch milliseconds. */
export function tombstoneOf(article: Article, now: number): Tombstone {
  return {
    kind: 'tombstone',
    uri: article.withdraws?.uris[0] ?? article.uri ?? article.id,
    agency: article.agency?.code ?? null,
    reason: article.withdraws?.reason ?? article.changeNote,
    at: now,
  };
}
