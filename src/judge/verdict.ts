import type { Article, Change, Relation } from '../article/article.ts';
import type { OrderKey } from '../article/order.ts';
import type { Neighbours } from './neighbours.ts';

/** A story to be judged: the normalised article and who may speak for whom. */
export interface Candidate {
  readonly article: Article;
  /** Agency codes whose stories this feed may revise, withhold and kill. */
  readonly speaksFor: readonly string[];
  readonly standing: 'wire' | 'partner' | 'web';
  /** Epoch milliseconds of arrival. */
  readonly now: number;
}

/** What is known under an id key that the arriving story named. */
export type Known = KnownArticle | Tombstone;

export interface KnownArticle {
  readonly kind: 'article';
  readonly id: string;
  readonly agency: string | null;
  readonly feed: string;
  readonly standing: 'wire' | 'partner' | 'web';
  /** The head revision as it stands. */
  readonly head: Article;
  readonly headContentHash: string;
  /** Order key of the head revision. */
  readonly order: OrderKey;
  /** Content hashes of recent revisions, newest first, and when each became current (epoch milliseconds). */
  readonly recent: readonly { readonly contentHash: string; readonly at: number }[];
}

/** The mark that a kill leaves for something never seen. */
export interface Tombstone {
  readonly kind: 'tombstone';
  readonly uri: string;
  readonly agency: string | null;
  readonly reason: string | null;
  readonly at: number;
}

/** What the judge decided, with its evidence. */
export interface Verdict {
  readonly relation: Relation;
  /**
   * `publish` opens an article; `revise` makes its next revision; `spike` records a duplicate on it; `late` stores an
   * older version that is not sent; `tombstone` remembers a kill of something never seen; `hold` keeps copy of killed
   * text, or of a tombstone's uri, back.
   */
  readonly action: 'publish' | 'revise' | 'spike' | 'late' | 'tombstone' | 'hold';
  /** The article it belongs to from now on. */
  readonly articleId: string;
  readonly change: Change;
  readonly marked: boolean;
  /** The rule that decided, by its name, and the words for a person. */
  readonly rule: string;
  readonly reason: string;
  /** The article it was matched with, or null. */
  readonly of: string | null;
  /** Id keys that point to `articleId` (or to the tombstone) once this is committed. */
  readonly claims: readonly string[];
  /** What stands near it in the window: set where it opens an article. */
  readonly neighbours?: Neighbours;
  /** The article of which it is the same item in another language. */
  readonly translationOf?: string;
  /** The strongest features, changed words, shares. */
  readonly evidence: Readonly<Record<string, unknown>>;
}
