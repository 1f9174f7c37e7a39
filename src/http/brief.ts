import type { Article } from '../article/article.ts';

/** What a list needs not: the text, and what is long beside it. */
const LEFT_OUT = [
  'bodyText',
  'bodyHtml',
  'media',
  'rights',
  'altIds',
  'takes',
  'authors',
  'edNote',
  'people',
  'organisations',
  'places',
] as const satisfies readonly (keyof Article)[];

/** An article as lists show it. */
export function briefOf(article: Article): Partial<Article> {
  return Object.fromEntries(
    Object.entries(article).filter(([field]) => !(LEFT_OUT as readonly string[]).includes(field)),
  );
}
