import type { Article } from '../article/article.ts';
import { type Gate, gateOf } from '../article/embargo.ts';
import { shutDocument } from '../article/shut-document.ts';
import { keys } from './keys.ts';
import type { Head } from './newest-heads.ts';
import { Damaged, unpackBytes } from './packing.ts';
import type { Store } from './store.ts';

const MOST_KEPT_CHARACTERS = 40_000_000;
const NO_DUPLICATES = '"duplicates":[]';

type GateFacts = Pick<Article, 'pubStatus' | 'embargoedUntil' | 'embargoText'>;

interface KeptText {
  readonly text: string;
  readonly gate: GateFacts;
}

/**
 * The current revisions of articles as JSON text, as it is stored: it is read once and never written again, since a
 * revision never changes. Only its duplicates are put in, and what a gate shuts is cut down.
 */
export class ArticleTexts {
  readonly #store: Store;
  readonly #kept = new Map<string, KeptText>();
  #characters = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * In the order asked for; those that are gone or damaged are left out.
   * @param isShown whether the gate of an article lets its text be seen
   * @param now epoch milliseconds
   */
  async of(heads: readonly Head[], now: number, isShown: (gate: Gate, article: string) => boolean): Promise<string[]> {
    await this.#fetch(heads.flatMap(({ revisionId }) => (revisionId === null ? [] : [revisionId])));
    return heads.flatMap(({ article, revisionId, duplicates }) => {
      const kept = this.#kept.get(revisionId ?? '');
      if (kept === undefined) return [];
      if (!isShown(gateOf(kept.gate, now), article))
        return [JSON.stringify(shutDocument(JSON.parse(kept.text) as Article))];
      return [duplicates.length === 0 ? kept.text : withDuplicates(kept.text, duplicates)];
    });
  }

  async #fetch(revisionIds: readonly string[]): Promise<void> {
    const missing = revisionIds.filter((id) => !this.#kept.has(id));
    if (missing.length === 0) return;
    const pipeline = this.#store.redis.pipeline();
    for (const id of missing) pipeline.hgetBuffer(keys.revision(id), 'body');
    const bodies = (await pipeline.exec()) ?? [];
    for (const [oldest, { text }] of this.#kept) {
      if (this.#characters < MOST_KEPT_CHARACTERS) break;
      if (revisionIds.includes(oldest)) continue;
      this.#kept.delete(oldest);
      this.#characters -= text.length;
    }
    for (const [at, [error, body]] of bodies.entries()) {
      if (error) throw error;
      const kept = body === null ? null : keptText(body as Buffer);
      if (kept === null) continue;
      this.#kept.set(missing[at] as string, kept);
      this.#characters += kept.text.length;
    }
  }
}

function keptText(body: Buffer): KeptText | null {
  try {
    const text = unpackBytes(body).toString('utf8');
    const { pubStatus, embargoedUntil, embargoText } = JSON.parse(text) as Article;
    return { text, gate: { pubStatus, embargoedUntil, embargoText } };
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

/** In JSON a quotation mark inside of a text is escaped: what is found is the field. */
function withDuplicates(text: string, duplicates: readonly string[]): string {
  const at = text.lastIndexOf(NO_DUPLICATES);
  return `${text.slice(0, at)}"duplicates":[${duplicates.join(',')}]${text.slice(at + NO_DUPLICATES.length)}`;
}
