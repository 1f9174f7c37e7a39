import type { Article, Change, Related, Relation } from '../article/article.ts';
import type { OrderKey } from '../article/order.ts';
import type { IdTrust } from './feed-ids.ts';

/** A story to be judged: the normalised article and who may speak for whom. */
export interface Candidate {
  readonly article: Article;
  /** What it is if it is the notice of a stop, where it reads like one: it is where it names a story of its agency's. */
  readonly asStop?: Article | null;
  /** Agency codes whose stories this feed may revise, withhold and kill. */
  readonly speaksFor: readonly string[];
  readonly standing: 'wire' | 'partner' | 'web';
  /** The item says expressly that it may be used. */
  readonly saidUsable: boolean;
  /** The uris of the items that stood beside it in its document, by the hash of `nameBeside`. */
  readonly beside?: ReadonlySet<string>;
  /** Fields that its feed writes anew at every poll. */
  readonly volatile?: ReadonlySet<string>;
  /** What the ids of its feed are worth; absent where nothing speaks against them. */
  readonly ids?: IdTrust;
  /** Epoch milliseconds of arrival. */
  readonly now: number;
}

/** What is known under an id key that the arriving story named. */
export type Known = KnownArticle | Tombstone;

/** A state that an article had. */
export interface RecentState {
  readonly contentHash: string;
  /** When it became current (epoch milliseconds). */
  readonly at: number;
  /** The content fields in which it differed from the state before it. */
  readonly changed?: readonly string[];
}

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
  /** Recent states, the newest first. */
  readonly recent: readonly RecentState[];
}

/** The mark that a kill leaves for something never seen. */
export interface Tombstone {
  readonly kind: 'tombstone';
  readonly uri: string;
  readonly agency: string | null;
  readonly reason: string | null;
  readonly at: number;
}

/** What stands near a story in the window without being what it is a version of. */
export interface Neighbours {
  /** Other articles whose text it carries, or that carry its own, with the share of this story's text. */
  readonly related: readonly Related[];
  /** The same agency's alert that this story fills: its article and its uri. */
  readonly follows: { readonly articleId: string; readonly uri: string } | null;
  /** The event that other agencies reported, how sure it is, and in which article. */
  readonly event: { readonly id: string; readonly score: number; readonly articleId: string } | null;
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
  /** Other articles to which the same is done: a stop in words that fits several. */
  readonly others?: readonly string[];
  /** Id keys that point to `articleId` (or to the tombstone) once this is committed. */
  readonly claims: readonly string[];
  /** What stands near it in the window: set where it opens an article. */
  readonly neighbours?: Neighbours;
  /** The article of which it is the same item in another language. */
  readonly translationOf?: string;
  /** The strongest features, changed words, shares. */
  readonly evidence: Readonly<Record<string, unknown>>;
}
