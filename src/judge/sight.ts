import type { Article } from '../article/article.ts';
import { nameBeside } from '../article/beside.ts';
import { idBeside, isOtherStory } from './id-trust.ts';
import {
  addressKeys,
  itemKeys,
  killedTextKey,
  lastingKeys,
  linkKeys,
  namedNumberKeys,
  numberKeys,
  ownKeys,
  seenHeadlineKeys,
  speaks,
  takeKeys,
  textKey,
  withdrawnKeys,
} from './keys.ts';
import type { FoundCopy } from './near-copy.ts';
import type { Candidate, Known, KnownArticle, Neighbours, Tombstone, Verdict } from './verdict.ts';

/** What an arriving story is looked at with. */
export interface Sight {
  readonly candidate: Candidate;
  readonly article: Article;
  /** The article that the story's ids lead to, or, where they lead nowhere, its links to the version before it. */
  readonly own: KnownArticle | null;
  readonly ownBy: 'id' | 'link' | null;
  /** The article of another story to which its id leads, or null. */
  readonly displaced: KnownArticle | null;
  readonly tombstone: Tombstone | null;
  /** What a stop of something that nobody saw left under the headline of this copy. */
  readonly stoppedUnseen: Tombstone | null;
  /** What a stop names by ids, links, or number and keyword, the surest first. */
  readonly named: readonly KnownArticle[];
  /** For each story that a stop names in words alone those that fit. */
  readonly inWords: readonly (readonly KnownArticle[])[];
  /** It only tells of them, in so few words that it may mean another story. */
  readonly inDoubt: boolean;
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
export function look(candidate: Candidate, known: ReadonlyMap<string, Known>): Looked {
  const seen = lookAtIds(candidate, known);
  const { own, ownBy } = seen;
  if (own === null || ownBy !== 'id' || linkKeys(candidate).length > 0) return seen;
  if (own === lasting(candidate, known) || !isOtherStory(candidate, own)) return seen;
  const article = { ...candidate.article, id: idBeside(candidate.article, own) };
  return { ...seen, candidate: { ...candidate, article }, article, own: null, ownBy: null, displaced: own };
}

type Looked = Omit<Sight, 'copy' | 'neighbours' | 'carriersOf' | 'inWords' | 'inDoubt'>;

/** What stands under an id that its agency keeps. */
function lasting(candidate: Candidate, known: ReadonlyMap<string, Known>): Known | null {
  return (
    lastingKeys(candidate)
      .map((key) => known.get(key) ?? null)
      .find((each) => each !== null) ?? null
  );
}

function lookAtIds(candidate: Candidate, known: ReadonlyMap<string, Known>): Looked {
  const { article } = candidate;
  const own = ownKeys(candidate);
  const under = (keys: readonly string[]): Known[] =>
    keys.map((key) => known.get(key)).filter((each) => each !== undefined);
  const text = known.get(textKey(article));
  const killed = known.get(killedTextKey(article));
  const ownKnown = under(own);
  const authority = speaks(candidate);
  const ownById =
    ownKnown.find(isArticle) ?? under(addressKeys(candidate)).filter(isArticle).find(isElsewhere(candidate));
  const ownByLink = authority ? under(linkKeys(candidate)).find(isArticle) : undefined;
  const otherLanguage = under(itemKeys(candidate)).find(
    (each): each is KnownArticle => each.kind === 'article' && each.head.language !== article.language,
  );
  // A text without words matches everything else without words.
  const hasText = article.bodyText !== '' || article.summary !== null || (article.headline ?? '').length > 20;
  return {
    candidate,
    article,
    own: ownById ?? ownByLink ?? null,
    ownBy: ownById !== undefined ? 'id' : ownByLink !== undefined ? 'link' : null,
    displaced: null,
    tombstone: firstTombstone(ownKnown),
    stoppedUnseen: firstTombstone(under(seenHeadlineKeys(candidate))),
    named: under([...withdrawnKeys(candidate), ...linkKeys(candidate), ...namedNumberKeys(candidate)]).filter(
      isArticle,
    ),
    sameText: hasText && text?.kind === 'article' && !stopped(text.head) ? text : null,
    killedText: hasText && killed?.kind === 'article' && stopped(killed.head) ? killed : null,
    takes: under(takeKeys(candidate)).find(isArticle) ?? null,
    otherLanguage: otherLanguage ?? null,
    authority,
    claims: [
      ...own,
      ...addressKeys(candidate),
      ...itemKeys(candidate),
      ...takeKeys(candidate),
      ...numberKeys(candidate),
    ],
  };
}

/** True of an article whose item does not stand beside the story in its document. */
const isElsewhere =
  ({ beside }: Candidate) =>
  ({ head }: KnownArticle): boolean =>
    beside === undefined || head.uri === null || !beside.has(nameBeside(head.uri));

const firstTombstone = (known: readonly Known[]): Tombstone | null =>
  known.find((each) => each.kind === 'tombstone') ?? null;

const isArticle = (known: Known): known is KnownArticle => known.kind === 'article';

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
