import type { Article } from '../../article/article.ts';
import { shutDocument } from '../../article/shut-document.ts';
import type { ListFacts, Renderer, RenderOptions } from './renderer.ts';

/** The document of an article. What is withheld or withdrawn is cut down to what may be known before it is rendered. */
export function renderDocument(renderer: Renderer, article: Article, options: RenderOptions): string {
  return renderer.render(openOnly(article), options);
}

/**
 * One document of several articles.
 * @returns null where the renderer has no such document
 */
export function renderDocuments(
  renderer: Renderer,
  articles: readonly Article[],
  facts: ListFacts,
  options: RenderOptions,
): string | null {
  return renderer.renderList?.(articles.map(openOnly), facts, options) ?? null;
}

const openOnly = (article: Article): Article => (article.pubStatus === 'usable' ? article : shutDocument(article));
