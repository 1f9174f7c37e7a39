import type { Article } from '../article/article.ts';
import { textToHtml } from '../markup/markup.ts';
import { type Decided, type Sight, spiked, stopped } from './sight.ts';

/** One of the takes of a long story joins those that came before it; each revision holds all text so far. */
export function takeJoined({ article, own, takes, authority }: Sight): Decided | null {
  const target = own ?? takes;
  const number = article.takes[0]?.take;
  if (target === null || number === undefined || !authority || stopped(target.head) || article.pubStatus !== 'usable')
    return null;
  const known = takesOf(target.head).map(({ take }) => take);
  if (known.length === 0 || (known.length === 1 && known[0] === number)) return null;
  if (known.includes(number) && target.head.bodyText.includes(article.bodyText))
    return spiked(target, 'take-repeated', 'a take that the article holds already');
  return {
    relation: 'version',
    action: 'revise',
    articleId: target.id,
    change: 'update',
    rule: 'take-joined',
    reason: known.includes(number) ? `take ${number} came again with other words` : `take ${number} joins the others`,
    of: target.id,
    evidence: { matched: target.id, takes: [...known, number] },
  };
}

/** What an article holds so far. A story that a wire names by a keyword is the first take of what is added to it. */
function takesOf({ takes, altIds, uri, id }: Article): Article['takes'] {
  const isAddedTo = takes.length === 0 && altIds.some(({ role }) => role === 'keyword');
  return isAddedTo ? [{ uri: uri ?? id, take: 1 }] : takes;
}

/** The takes so far as one text, in the order of their numbers. */
export function joinTake(soFar: Article, take: Article): Article {
  const head = { ...soFar, takes: takesOf(soFar) };
  if (head.takes.some(({ take: number }) => number === take.takes[0]?.take)) return replaceTake(head, take);
  const [first, second] = (head.takes[0]?.take ?? 1) > (take.takes[0]?.take ?? 1) ? [take, head] : [head, take];
  const bodyText = `${first.bodyText}\n\n${second.bodyText}`;
  return {
    ...take,
    headline: head.headline,
    dateline: first.dateline,
    byline: head.byline ?? take.byline,
    bodyText,
    bodyHtml: first.bodyHtml + second.bodyHtml,
    wordCount: head.wordCount + take.wordCount,
    charCount: [...bodyText].length,
    takes: [...first.takes, ...second.takes],
    complete: second.complete || take.takes[0] === undefined,
  };
}

/** A take that came again stands where it stood: as many paragraphs as it has, at the top or at the end. */
function replaceTake(head: Article, take: Article): Article {
  const paragraphs = head.bodyText.split('\n\n');
  const fresh = take.bodyText.split('\n\n');
  const first = Math.min(...head.takes.map(({ take: number }) => number)) === take.takes[0]?.take;
  const all = first ? [...fresh, ...paragraphs.slice(fresh.length)] : [...paragraphs.slice(0, -fresh.length), ...fresh];
  const bodyText = all.join('\n\n');
  return {
    ...head,
    bodyText,
    bodyHtml: textToHtml(bodyText),
    wordCount: bodyText.split(/\s+/).length,
    charCount: [...bodyText].length,
  };
}

/** Links that the judge added to the head stay when the same item comes again without them. */
export function keepsLinks(article: Article, head: Article): Article {
  const kept = head.links.filter(
    ({ rel, uri }) => ADDED.has(rel) && !article.links.some((link) => link.rel === rel && link.uri === uri),
  );
  return { ...article, id: head.id, links: [...article.links, ...kept] };
}

const ADDED = new Set(['follows', 'translationOf']);
