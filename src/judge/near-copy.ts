import type { Article, Related } from '../article/article.ts';
import { changedFields } from '../article/content.ts';
import { compareVersions, orderKey } from '../article/order.ts';
import { changedWords } from '../similarity/changed-words.ts';
import { sameHeadline } from '../similarity/headlines.ts';
import { changeBetween } from './change.ts';
import { type Copy, relationOf } from './copy.ts';
import type { Candidate, KnownArticle, Verdict } from './verdict.ts';

/** Copy from elsewhere of which less than this was in the wire's story is work of its own that quotes it. */
const MOSTLY_COPIED = 0.5;
/** A spiked copy has words of its own house, which are no agency's: what is spiked for it is that copy again. */
const THAT_COPY_AGAIN = 0.8;
/** Merged copy: so much of it stands in a second story, and the two shares add up as of different texts. */
const SECOND_SOURCE = 0.25;
const OF_DIFFERENT_TEXTS = 1.1;
/** A form of so much of the words at the most, nearly all of them the longer one’s, is a shorter form of it. */
const SHORTER_FORM = 0.7;
const ALL_COPIED = 0.85;
const FEWEST_WORDS = 10;

/** A copy with the articles it leads to, as they stand now. */
export interface FoundCopy extends Copy {
  /** The article that was matched, or null when it is gone. */
  readonly matched: KnownArticle | null;
  /** The same line's article of the story's own agency, or null. */
  readonly own: KnownArticle | null;
}

type NearVerdict = Omit<Verdict, 'claims' | 'marked'> & { readonly claims?: readonly string[] };

/**
 * What becomes of a story that is copy of an earlier one. The agency's own wire makes versions out of any difference;
 * copy from elsewhere is spiked where the wire's own stands, and revises nothing.
 */
export function judgeCopy(
  candidate: Candidate,
  authority: boolean,
  copy: FoundCopy,
  related: () => readonly Related[],
): NearVerdict | null {
  const { article } = candidate;
  if (article.pubStatus !== 'usable') return null;
  const ownWire = authority && candidate.standing === 'wire' && article.agency !== null;
  const own = ownWire ? ownArticle(article, copy) : authority ? null : ownFeedArticle(article, copy, related);
  if (own !== null)
    return isShorterForm(article, own, copy) ? parallel(article, copy) : versionOf(candidate, own, copy);
  if (copy.matched !== null && isStopped(copy.matched) && !ownWire) return heldCopy(copy, copy.matched);
  if (ownWire) return published(article, copy, `copy that came earlier from elsewhere; the wire’s own is sent`);
  if (isMerged(copy, related())) return published(article, copy, 'merged from two stories: it is neither');
  return copyFromElsewhere(article, copy);
}

function isMerged({ entry, comparison }: FoundCopy, related: readonly Related[]): boolean {
  return related.some(
    ({ id, share }) =>
      id !== entry.articleId &&
      (share ?? 0) >= SECOND_SOURCE &&
      (share ?? 0) + comparison.newInOld <= OF_DIFFERENT_TEXTS &&
      comparison.newInOld <= 1 - SECOND_SOURCE,
  );
}

const isStopped = ({ head }: KnownArticle): boolean => head.pubStatus !== 'usable';

function ownArticle(article: Article, { matched, own }: FoundCopy): KnownArticle | null {
  const mine = (known: KnownArticle | null): boolean =>
    known !== null && known.agency === article.agency?.code && known.standing === 'wire';
  if (mine(matched)) return matched;
  return mine(own) ? own : null;
}

/** A feed that speaks for nobody is the own wire of what it alone brought: most of the text is the same, and none is merged. */
function ownFeedArticle(article: Article, copy: FoundCopy, related: () => readonly Related[]): KnownArticle | null {
  const { matched, comparison } = copy;
  if (matched === null || matched.feed !== article.provenance.feed) return null;
  if (matched.agency !== (article.agency?.code ?? null) || isStopped(matched)) return null;
  if (Math.min(comparison.newInOld, comparison.oldInNew) < MOSTLY_COPIED) return null;
  return isMerged(copy, related()) ? null : matched;
}

/** One story is filed in several lengths, each under an id of its own: the shorter is no new version of the longer. */
function isShorterForm(article: Article, { head }: KnownArticle, { comparison }: FoundCopy): boolean {
  if (comparison.sameBody) return false;
  const isCut = article.wordCount <= head.wordCount * SHORTER_FORM && comparison.newInOld >= ALL_COPIED;
  return isCut && !article.marked && article.pubStatus === 'usable' && article.wordCount >= FEWEST_WORDS;
}

function parallel(article: Article, copy: FoundCopy): NearVerdict {
  return {
    ...published(article, copy, 'a shorter form of a story that the feed has filed, under an id of its own'),
    rule: 'parallel-form',
  };
}

function versionOf({ article, now }: Candidate, own: KnownArticle, copy: FoundCopy): NearVerdict {
  const repeated = repeatOf(article, own, copy);
  if (repeated !== null) return repeated;
  const evidence = evidenceOf(copy);
  if (!isStopped(own) && compareVersions(orderKey(article), own.order) < 0)
    return {
      relation: 'version',
      action: 'late',
      articleId: own.id,
      change: article.change === 'new' ? 'update' : article.change,
      rule: 'late-version-by-text',
      reason: 'an older version of the article, under another id, came late',
      of: own.id,
      evidence,
    };
  const words = changedWords(own.head, article);
  const { change, reason } = changeBetween(article, own, now);
  return {
    relation: 'version',
    action: 'revise',
    articleId: own.id,
    change,
    rule: 'version-by-text',
    reason,
    of: own.id,
    evidence: { ...evidence, changed: changedFields(own.head, article), words },
  };
}

/** The verdict on a story that brings nothing beside words that the article has or had; else null. */
function repeatOf(article: Article, own: KnownArticle, copy: FoundCopy): NearVerdict | null {
  const { comparison } = copy;
  if (article.change !== 'new' || !comparison.sameBody) return null;
  if (comparison.sameHeadline && isEarlier(own, copy))
    return spikedAsRepeat(own, copy, {
      rule: 'repeats-earlier-revision',
      reason: 'the words of an earlier revision again, which a later one has replaced',
    });
  const sameWords = comparison.sameHeadline || copy.headlineSeen || sameHeadline(own.head, article);
  return sameWords && sameBesideWords(own.head, article)
    ? spikedAsRepeat(own, copy, {
        rule: 'same-words',
        reason: 'the same words as the article has, in another typography or under another id',
      })
    : null;
}

function spikedAsRepeat(own: KnownArticle, copy: FoundCopy, why: Pick<NearVerdict, 'rule' | 'reason'>): NearVerdict {
  return {
    relation: 'exact',
    action: 'spike',
    articleId: own.id,
    change: own.head.change,
    ...why,
    of: own.id,
    evidence: evidenceOf(copy),
  };
}

const isEarlier = (own: KnownArticle, { entry }: Copy): boolean =>
  entry.articleId === own.id && entry.revisionId !== own.head.revisionId;

function heldCopy(copy: FoundCopy, killed: KnownArticle): NearVerdict {
  return {
    relation: relationOf(copy),
    action: 'hold',
    articleId: killed.id,
    change: killed.head.change,
    rule: 'copy-of-killed-text',
    reason: 'copy of an article that its agency has withdrawn or withheld',
    of: killed.id,
    evidence: evidenceOf(copy),
    claims: [],
  };
}

function copyFromElsewhere(article: Article, copy: FoundCopy): NearVerdict {
  const relation = relationOf(copy);
  const stands = copy.own ?? copy.matched;
  const fromWire = stands !== null && stands.standing === 'wire';
  const copied = copy.comparison.newInOld >= (copy.ofSpiked ? THAT_COPY_AGAIN : MOSTLY_COPIED);
  const sameAgency = article.agency === null || stands?.agency === null || stands?.agency === article.agency.code;
  const nothingNew = relation === 'exact' || (copy.comparison.newInOld >= 0.95 && article.bodyText.length > 0);
  if (stands !== null && copied && sameAgency && (fromWire || nothingNew))
    return {
      relation,
      action: 'spike',
      articleId: stands.id,
      change: stands.head.change,
      rule: fromWire ? 'copy-of-wire' : 'copy-of-copy',
      reason: fromWire ? 'copy of a story whose own wire was here first' : 'the same copy came from elsewhere before',
      of: stands.id,
      evidence: evidenceOf(copy),
      claims: [],
    };
  return published(article, copy, 'contains copy of an earlier story beside text of its own');
}

/** True of copy in words that differ: what copies it in turn may be near to it alone. */
export function isSpikedCopy({ action, relation, rule }: Verdict): boolean {
  return action === 'spike' && relation !== 'exact' && (rule === 'copy-of-wire' || rule === 'copy-of-copy');
}

function published(article: Article, copy: FoundCopy, reason: string): NearVerdict {
  return {
    relation: relationOf(copy),
    action: 'publish',
    articleId: article.id,
    change: 'new',
    rule: 'copy-sent',
    reason,
    of: copy.entry.articleId,
    evidence: evidenceOf(copy),
  };
}

/** What a person is told of a match: the article, the score with its three strongest features, the share of text. */
export function evidenceOf({ entry, score, strongest, comparison }: Copy): Record<string, unknown> {
  return {
    matched: entry.articleId,
    lineage: entry.lineage,
    score,
    strongest,
    share: Math.round(comparison.newInOld * 100) / 100,
  };
}

const COUNTED = new Set(['edNote', 'correctionNote', 'pubStatus', 'embargoedUntil', 'embargoText', 'rights']);

/** True when nothing but typography, ids and times differs; a note that the repeat no longer carries is no difference. */
function sameBesideWords(before: Article, after: Article): boolean {
  return changedFields(before, after).every(
    (field) => !COUNTED.has(field) || (field === 'edNote' && after.edNote === null),
  );
}
