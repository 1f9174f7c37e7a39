import { Article } from '../../article/article.ts';

/** How a document is wanted. */
export interface RenderOptions {
  /** Without dateline, credit and sign-off, for a receiver that sets its own. */
  readonly bare: boolean;
}

/** What a list of documents says of itself. */
export interface ListFacts {
  readonly title: string;
  /** The address that it is read at, absolute. */
  readonly address: string;
  readonly updated: string;
}

/**
 * One document shape out: a file in `src/renderers` with this as its default export. Pure. What is written for an
 * article goes out as it is, as UTF-8, by every way out.
 */
export interface Renderer {
  readonly name: string;
  /** One line: which standard, for whom, and what a withdrawal looks like. */
  readonly summary: string;
  readonly contentType: string;
  /** Of a file that holds one. */
  readonly extension: string;
  /** The media types that ask for it at the API; none asks for two documents. */
  readonly accept: readonly string[];
  /** The fields of the article that have a place in it; all others are left out, and its documentation says which. */
  readonly carries: readonly (keyof Article)[];
  /** True where the article stands in an envelope with the event's type and time; every other document stands alone. */
  readonly enveloped?: true;
  /** The document of one article; its stops carry no text whatever the article holds. */
  render(article: Article, options: RenderOptions): string;
  /** One document of several articles, where the shape has such. */
  renderList?(articles: readonly Article[], facts: ListFacts, options: RenderOptions): string;
}

/** Every field of the article. */
export const EVERYTHING = Object.keys(Article.shape) as readonly (keyof Article)[];

/** The fields of the article that a document has no place for. */
export function leftOutOf({ carries }: Pick<Renderer, 'carries'>): readonly (keyof Article)[] {
  return EVERYTHING.filter((field) => !carries.includes(field));
}
