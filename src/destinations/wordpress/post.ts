import type { Article } from '../../article/article.ts';
import { copyOf, creditOf, titleOf } from '../../renderers/contract/copy.ts';

/** What a destination says of its posts. */
interface PostSettings {
  readonly status: string;
  readonly bare: boolean;
  readonly author?: number | undefined;
  readonly categories: Readonly<Record<string, number>>;
}

/** The fields of a post, as the REST API names them (developer.wordpress.org/rest-api/reference/posts). */
export type Post = Readonly<Record<string, unknown>>;

/** The post of an article; while its embargo runs it is scheduled for the end of it. */
export function postOf(article: Article, settings: PostSettings, now: number): Post {
  const { bare, author } = settings;
  const credit = creditOf(article, { bare });
  const body = copyOf(article, { bare }).html;
  const until = article.embargoedUntil;
  const scheduled = until !== null && Date.parse(until) > now && settings.status === 'publish';
  const categories = categoriesOf(article, settings.categories);
  return {
    title: escapeHtml(titleOf(article)),
    content: credit === null ? body : `${body}\n<p>${escapeHtml(credit)}</p>`,
    excerpt: escapeHtml(article.summary ?? ''),
    // A story that tries the way out goes onto no site.
    status: article.newsClass === 'test' ? 'draft' : scheduled ? 'future' : settings.status,
    ...(scheduled ? { date_gmt: until.replace(/\.\d+Z$/, '').replace(/Z$/, '') } : {}),
    ...(author === undefined ? {} : { author }),
    ...(categories.length === 0 ? {} : { categories }),
    meta: metaOf(article),
  };
}

/** What is left of a post whose story was taken back: no text, and not on the site. */
export function stoppedPost(article: Article): Post {
  return { title: escapeHtml(titleOf(article)), content: '', excerpt: '', status: 'draft', meta: metaOf(article) };
}

function metaOf({ id, revisionId, revision }: Article): Record<string, string> {
  return { copytaster_article: id, copytaster_revision: String(revision ?? ''), copytaster_revision_id: revisionId };
}

function categoriesOf(article: Article, ids: Readonly<Record<string, number>>): number[] {
  const keys = [
    ...article.subjects.flatMap(({ code, sourceCode }) => [code, sourceCode]),
    article.agency?.code ?? null,
    article.priority,
  ];
  const found = keys.flatMap((key) => (key === null ? [] : (ids[key] ?? [])));
  return [...new Set(found.length > 0 || ids.default === undefined ? found : [ids.default])];
}

/** WordPress takes titles and excerpts as HTML; ours are plain text. */
const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
