import type { Article } from '../../article/article.ts';

/** One document shape out: a file in `src/renderers` with this as its default export. Pure. */
export interface Renderer {
  readonly name: string;
  readonly contentType: string;
  /** The article as this document; `data` goes into the envelope as it is. */
  render(article: Article): unknown;
}
