import type { Article } from '../article/article.ts';
import { canonicalJson, sha256 } from '../article/content.ts';
import { headlinesApart } from '../similarity/compare.ts';
import type { Features } from '../similarity/features.ts';
import { featuresOfArticle } from '../similarity/fingerprint.ts';
import { bareTerm } from '../similarity/sketch.ts';
import { textKey } from './keys.ts';
import type { Candidate, KnownArticle } from './verdict.ts';

/**
 * Less than this share of the fewer content words in common, and no three words in a row: texts of different things.
 * Of 2,762 pairs of independent reports of one event 3 have so little, of 1,970 pairs of versions and copies none.
 */
const NEXT_TO_NOTHING = 0.1;
/** So much of each headline the other story does not say. */
const OTHER_HEADLINE = 0.8;
/** Texts with fewer content words than this say too little to be told apart. */
const FEWEST_TERMS = 8;
/** What is one story under an id that is distrusted has so much in common. */
const SAME_HEADLINE = 0.5;
const SAME_TERMS = 0.3;
const FEWEST_SHARED = 3;

/**
 * True where an id leads to an article that the story has nothing to do with. As long as the feed's ids are trusted both
 * texts must be long enough, in one language and without anything in common, and nothing must say that it is a version.
 */
export function isOtherStory(candidate: Candidate, own: KnownArticle): boolean {
  const { article } = candidate;
  if (article.pubStatus !== 'usable' || own.head.pubStatus !== 'usable') return false;
  if (own.feed !== article.provenance.feed || article.takes.length > 0) return false;
  if (hasHigherVersion(article, own.head)) return false;
  const [now, before] = [featuresOfArticle(article), featuresOfArticle(own.head)];
  if (candidate.ids?.faults.has('one-id-several-stories')) return !isLike(now, before);
  if (article.marked || article.newsClass !== own.head.newsClass || !sameLanguage(article, own.head)) return false;
  return hasNothingOf(now, before);
}

function hasNothingOf(now: Features, before: Features): boolean {
  if (Math.min(now.sketch.length, before.sketch.length) < FEWEST_TERMS) return false;
  if (headlinesApart(now, before) < OTHER_HEADLINE) return false;
  const [slug, slugBefore] = [now.slugHash, before.slugHash];
  if (slug === 0 || slugBefore === 0)
    return sharedShingles(now, before) === 0 && sharedTerms(now, before) < NEXT_TO_NOTHING;
  return slug !== slugBefore && sharedShingles(now, before) <= 1 && sharedTerms(now, before) < SAME_TERMS;
}

function isLike(now: Features, before: Features): boolean {
  const headlines = headlinesApart(now, before) <= SAME_HEADLINE && now.headline.length > 0;
  return headlines || sharedShingles(now, before) > 1 || sharedTerms(now, before) >= SAME_TERMS;
}

function sharedShingles({ shingles }: Features, before: Features): number {
  const others = new Set(before.shingles);
  return shingles.filter((hash) => others.has(hash)).length;
}

/** The share of the shorter sketch's terms that the other has too; none where it is but a word or two. */
function sharedTerms(now: Features, before: Features): number {
  const own = new Set(Array.from(now.sketch, bareTerm));
  const others = new Set(Array.from(before.sketch, bareTerm));
  const shared = [...own].filter((term) => others.has(term)).length;
  return shared < FEWEST_SHARED ? 0 : shared / Math.min(own.size, others.size);
}

function hasHigherVersion({ version }: Article, { version: before }: Article): boolean {
  const [now, then] = [Number(version ?? Number.NaN), Number(before ?? Number.NaN)];
  return now > then;
}

function sameLanguage(now: Article, before: Article): boolean {
  return now.language.split('-')[0] === before.language.split('-')[0];
}

/** The id of an article whose own would be that of another story. */
export function idBeside(article: Article, { id, head }: KnownArticle): string {
  return `art_${sha256(canonicalJson(['beside', id, head.revisionId, textKey(article)])).slice(0, 32)}`;
}
