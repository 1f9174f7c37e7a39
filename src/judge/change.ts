import type { Article, Change } from '../article/article.ts';
import { type ChangedWords, changedWords } from '../similarity/changed-words.ts';
import type { KnownArticle } from './verdict.ts';

/** A version that changes no more than this share of the words repairs the text; one that changes more reports anew. */
const REPAIRED_SHARE = 0.12;
const REPAIRED_WORDS = 12;

/** What the copy says it is; where it is silent, what it does to the text. `now` in epoch milliseconds. */
export function changeBetween(article: Article, own: KnownArticle, now: number): { change: Change; reason: string } {
  if (own.head.pubStatus !== 'usable')
    return { change: 'reinstated', reason: 'the agency sends a usable version of a stopped article' };
  const held = own.head.embargoedUntil !== null && Date.parse(own.head.embargoedUntil) > now;
  if ((held || own.head.embargoText !== null) && article.embargoedUntil === null && article.embargoText === null)
    return { change: 'embargo-lift', reason: 'the embargo is gone in the new version' };
  if (article.change !== 'new')
    return { change: article.change, reason: `marked: ${article.changeSource ?? article.change}` };
  const words = changedWords(own.head, article);
  return isSilentCorrection(words, own.head)
    ? { change: 'correction', reason: `silent correction: ${describeWords(words)}` }
    : { change: 'update', reason: 'the content differs without a mark' };
}

function isSilentCorrection({ correcting, added, removed }: ChangedWords, before: Article): boolean {
  return correcting && Math.max(added, removed) <= Math.max(REPAIRED_WORDS, before.wordCount * REPAIRED_SHARE);
}

function describeWords({ replaced }: ChangedWords): string {
  return replaced
    .slice(0, 3)
    .map(({ before, after }) => `“${before}” became “${after}”`)
    .join(', ');
}
