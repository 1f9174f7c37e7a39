import type { Article } from '../article/article.ts';
import type { Order } from '../store/operator-decision.ts';
import type { Seeing } from '../store/read-side.ts';

/** Which articles are read anew: those that came to be what they are from `since` to `until`, in epoch milliseconds. */
export interface ReadAnewRange {
  readonly since: number;
  readonly until: number;
  readonly feeds: readonly string[] | null;
  /** The `next` of the page before, or null. */
  readonly after: string | null;
  readonly limit: number;
}

/** What today's reading makes of some articles. */
export interface ReadAnewPage {
  /** Those of which it makes something else; `stop`: why that cannot be sent, or null. */
  readonly other: readonly { readonly before: Article; readonly after: Article; readonly stop: string | null }[];
  /** How many it makes the same of. */
  readonly same: number;
  /** Those that cannot be read again, and why. */
  readonly refused: readonly { readonly article: string; readonly revisionId: string; readonly reason: string }[];
  readonly next: string | null;
}

/** Reads kept documents with today's reading. */
export interface Rereader {
  page(range: ReadAnewRange, sees: Seeing): Promise<ReadAnewPage>;
  /**
   * Sends what today's reading makes of an article as its next revision.
   * @param of the revision that was looked at, or null for whatever stands
   * @throws Rejected where it cannot be
   */
  send(article: string, of: string | null, order: Order): Promise<Article>;
}
