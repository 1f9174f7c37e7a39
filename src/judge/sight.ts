import type { Article } from '../article/article.ts';
import { itemKeys, killedTextKey, ownKeys, speaks, takeKeys, textKey, withdrawnKeys } from './keys.ts';
import type { FoundCopy } from './near-copy.ts';
import type { Neighbours } from './neighbours.ts';
import type { Candidate, Known, KnownArticle, Tombstone, Verdict } from './verdict.ts';

/** What an arriving story is looked at with. */
export interface Sight {
  readonly candidate: Candidate;
  readonly article: Article;
  readonly own: KnownArticle | null;
  readonly tombstone: Tombstone | null;
  readonly named: readonly KnownArticle[];
  readonly sameText: KnownArticle | null;
  readonly killedText: KnownArticle | null;
  /** The article that the other takes of the same story have become. */
  readonly takes: KnownArticle | null;
  /** The same item in another language. */
  readonly otherLanguage: KnownArticle | null;
  readonly authority: boolean;
  readonly claims: readonly string[];
  readonly copy: FoundCopy | null;
  readonly neighbours: () => Neighbours;
  /** Articles that carry text of an article, as the window knows them. */
  readonly carriersOf: (articleId: string) => readonly string[];
}

/** A verdict before its marks and claims are filled in. */
export type Decided = Omit<Verdict, 'claims' | 'marked'> & { readonly claims?: readonly string[] };

/** Finds what stands under the keys that a story names. */
export function look(
  candidate: Candidate,
  known: ReadonlyMap<string, Known>,
): Omit<Sight, 'copy' | 'neighbours' | 'carriersOf'> {
  const { article } = candidate;
  const own = ownKeys(candidate);
  const under = (keys: readonly string[]): Known[] =>
    keys.map((key) => known.get(key)).filter((each) => each !== undefined);
  const text = known.get(textKey(article));
  const killed = known.get(killedTextKey(article));
  const ownKnown = under(own);
  const ownArticle = ownKnown.find((each) => each.kind === 'article') as KnownArticle | undefined;
  const otherLanguage = under(itemKeys(candidate)).find(
    (each): each is KnownArticle => each.kind === 'article' && each.head.language !== article.language,
  );
  // A text without words matches everything else without words.
  const hasText = article.bodyText !== '' || article.summary !== null || (article.headline ?? '').length > 20;
  return {
    candidate,
    article,
    own: ownArticle ?? null,
    tombstone: (ownKnown.find((each) => each.kind === 'tombstone') as Tombstone | undefined) ?? null,
    named: under(withdrawnKeys(candidate)).filter((each) => each.kind === 'article'),
    sameText: hasText && text?.kind === 'article' && !stopped(text.head) ? text : null,
    killedText: hasText && killed?.kind === 'article' && stopped(killed.head) ? killed : null,
    takes: (under(takeKeys(candidate)).find((each) => each.kind === 'article') as KnownArticle | undefined) ?? null,
    otherLanguage: otherLanguage ?? null,
    authority: speaks(candidate),
    claims: [...own, ...itemKeys(candidate), ...takeKeys(candidate)],
  };
}

/** True when the agency withdrew or withheld the article. */
export const stopped = (head: Article): boolean => head.pubStatus !== 'usable';

/** A repeat of an article, with the rule that found it. */
export function spiked(known: KnownArticle, rule: string, reason: string): Decided {
  return {
    relation: 'exact',
    action: 'spike',
    articleId: known.id,
    change: known.head.change,
    rule,
    reason,
    of: known.id,
    evidence: { matched: known.id },
  };
}
