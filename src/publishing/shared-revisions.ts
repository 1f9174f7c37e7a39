import type { Article } from '../article/article.ts';
import { renderDocument } from '../renderers/contract/render-document.ts';
import type { Renderer } from '../renderers/contract/renderer.ts';
import { unpackArticle } from '../store/articles.ts';
import type { LaneEntry } from '../store/lanes.ts';

const KEPT = 500;

/** How an article is written for a destination. */
interface Writing {
  readonly renderer: Renderer;
  readonly bare: boolean;
}

interface Shared {
  readonly article: Article;
  readonly documents: Map<string, string>;
}

/**
 * The revisions that destinations are sent at the moment: each is read once, and written once in each format, however
 * many destinations get it. What a stop sends is another document than its revision.
 */
export class SharedRevisions {
  readonly #kept = new Map<string, Shared>();

  /**
   * A revision, as it is stored.
   * @throws Damaged where Redis altered it
   */
  read(entry: LaneEntry, body: Buffer): Article {
    const key = keyOf(entry);
    const known = this.#kept.get(key);
    if (known !== undefined) return known.article;
    const article = unpackArticle(body);
    this.#kept.set(key, { article, documents: new Map() });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return article;
  }

  /** The document of an article. Only what goes out as it was read is kept; what a gate cut down is written anew. */
  write(entry: LaneEntry, article: Article, { renderer, bare }: Writing): string {
    const shared = this.#kept.get(keyOf(entry));
    const write = (): string => renderDocument(renderer, article, { bare });
    if (shared?.article !== article) return write();
    const name = `${renderer.name} ${bare}`;
    const known = shared.documents.get(name) ?? write();
    shared.documents.set(name, known);
    return known;
  }
}

const keyOf = ({ revisionId, stop }: LaneEntry): string => `${revisionId} ${stop}`;
