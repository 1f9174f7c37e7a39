import type { Article } from '../article/article.ts';
import type { Gate } from '../article/embargo.ts';
import { foldText } from './fold-text.ts';
import { markOf, type TEXT_COLUMNS, uriMark } from './search-query.ts';

/** What the index keeps of a story: the words of each column, and its marks. */
export type StoryWords = Readonly<Record<(typeof TEXT_COLUMNS)[number] | 'marks', string>>;

const WITHOUT_WORDS = { headline: '', slug: '', byline: '', place: '', subject: '', body: '' };

/** The mark of stories whose words anybody may read who may read the API. */
export const OPEN_MARK = markOf('is', 'open');

/** What the index keeps of an article at its gate. Of killed copy it keeps no word. */
export function storyWords(article: Article, gate: Gate['state']): StoryWords {
  const marks = marksOf(article, gate).join(' ');
  if (gate === 'withdrawn') return { ...WITHOUT_WORDS, marks };
  const { headline, sourceHeadline, subheadline, slugline, byline, dateline, located, summary, bodyText } = article;
  return {
    headline: folded(headline, sourceHeadline === headline ? null : sourceHeadline, subheadline),
    slug: folded(slugline),
    byline: folded(byline),
    place: folded(dateline?.place, located, ...article.places.map(({ name }) => name)),
    subject: folded(
      ...article.subjects.flatMap(({ code, name, sourceCode }) => [name, code, sourceCode]),
      ...article.keywords,
    ),
    body: folded(summary, bodyText),
    marks,
  };
}

const folded = (...texts: readonly (string | null | undefined)[]): string =>
  texts
    .filter((text) => text !== null && text !== undefined && text !== '')
    .map((text) => foldText(text as string))
    .join('\n');

/** Of a story whose gate is shut for good only what may be known of it is a mark. */
function marksOf(article: Article, gate: Gate['state']): string[] {
  const { agency, language, priority, newsClass, change, eventId, provenance, late, marked, uri } = article;
  const known = [
    markOf('every', ''),
    markOf('agency', agency?.code ?? 'none'),
    markOf('feed', provenance.feed),
    uriMark(uri ?? article.id),
    markOf('is', change),
    markOf('is', gate === 'held' || gate === 'withheld' ? 'held' : 'open'),
    ...(eventId === null ? [] : [markOf('event', eventId)]),
  ];
  if (gate === 'withdrawn') return known;
  const [base = language] = language.split('-');
  return [
    ...known,
    ...new Set([markOf('language', base), markOf('language', language)]),
    markOf('priority', priority),
    ...new Set([markOf('is', priority), markOf('is', newsClass)]),
    ...(late ? [markOf('is', 'late')] : []),
    ...(change !== 'new' && !marked ? [markOf('is', 'silent')] : []),
  ];
}
