import type { Article, Standing } from '../article/article.ts';
import type { Features } from './features.ts';

/** One revision in the window of recent copy: features only, never text. */
export interface WindowEntry {
  /** Log time, epoch milliseconds. */
  readonly at: number;
  readonly articleId: string;
  readonly revisionId: string;
  /** The article that its line of copy began with, across agencies. */
  readonly lineage: string;
  readonly agency: string | null;
  readonly feed: string;
  readonly standing: Standing;
  readonly language: string;
  readonly uri: string;
  readonly alert: boolean;
  readonly eventId: string;
  /** Other articles whose text it carries. */
  readonly related: readonly string[];
}

/** The entry of an article that became current; `at` in epoch milliseconds of log time. */
export function entryOf(article: Article, place: Pick<WindowEntry, 'at' | 'lineage' | 'standing'>): WindowEntry {
  return {
    ...place,
    articleId: article.id,
    revisionId: article.revisionId,
    agency: article.agency?.code ?? null,
    feed: article.provenance.feed,
    language: article.language,
    uri: article.uri ?? article.id,
    alert: article.newsClass === 'alert',
    eventId: article.eventId ?? '',
    related: article.related.map(({ id }) => id),
  };
}

/** An entry that may be the same copy as a story, with its features. */
export interface WindowCandidate {
  readonly entry: WindowEntry;
  readonly features: Features;
}
