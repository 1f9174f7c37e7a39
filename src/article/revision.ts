import type { Article } from './article.ts';
import { canonicalJson, contentHash, sha256 } from './content.ts';

/**
 * The id of an article: from the agency (the feed, if nobody's), the uri of its first arrival and the declared
 * language. The same first arrival gives the same id on every machine and after any loss of state.
 */
export function articleId(
  article: Pick<Article, 'agency' | 'uri' | 'language' | 'languageSource' | 'provenance'>,
): string {
  const owner = article.agency ? `agency:${article.agency.code}` : `feed:${article.provenance.feed}`;
  const language = article.languageSource === 'declared' ? article.language : '';
  return `art_${sha256(canonicalJson([owner, article.uri, language])).slice(0, 32)}`;
}

/** The id of a revision: article, previous revision and content, so that A, B, A again are three ids. */
export function revisionId(article: Article): string {
  return `rev_${sha256(canonicalJson([article.id, article.previousRevisionId, contentHash(article)])).slice(0, 40)}`;
}

/** The stand-in uri of an item with neither guid nor link. */
export function standInUri(feed: string, seed: string): string {
  return `urn:copytaster:${feed}:${sha256(seed).slice(0, 24)}`;
}
