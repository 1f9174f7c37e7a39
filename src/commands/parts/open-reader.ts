import type { Article } from '../../article/article.ts';
import type { WireItem } from '../../article/wire-item.ts';
import type { ReadAnswer, ReadRequest } from '../../formats/contract/read-document.ts';
import type { NormaliseContext } from '../../normalise/normalise-context.ts';
import { loadPlugins } from '../../registry.ts';

/** A document as a command gets it: bytes and what came with them. */
export type GivenDocument = Omit<ReadRequest, 'format' | 'contentLocation'>;

/** What a feed's settings would say; everything else is detected. */
export interface ReadAs {
  readonly format?: string | undefined;
  readonly agency?: string | undefined;
  readonly zone?: string | undefined;
}

/** A document read to its end: how, and what came of it. */
export interface ReadStories extends ReadAnswer {
  readonly stories: readonly { readonly item: WireItem; readonly article: Article }[];
}

/** Opens the formats and house styles; what it returns reads a document into articles. @throws Rejected as formats do */
export async function openReader(): Promise<(given: GivenDocument, as?: ReadAs) => Promise<ReadStories>> {
  const [{ readDocument }, { loadLanguageDetector }, { normaliseItem }, { sha256 }] = await Promise.all([
    import('../../formats/contract/read-document.ts'),
    import('../../normalise/language.ts'),
    import('../../normalise/normalise.ts'),
    import('../../article/content.ts'),
  ]);
  const formats = await loadPlugins('formats');
  const styles = await loadPlugins('agencies');
  const detectLanguage = await loadLanguageDetector();
  return async (given, as = {}) => {
    const answer = await readDocument(formats, { ...given, contentLocation: null, format: as.format ?? 'auto' });
    const standing = answer.carries === 'page' ? 'web' : 'wire';
    const context: NormaliseContext = {
      feed: { id: 'batch', agency: as.agency ?? null, standing, zone: as.zone ?? null, language: null },
      format: answer.format,
      receivedAt: Date.now(),
      captureSha256: sha256(given.bytes),
      styles,
      detectLanguage,
    };
    return { ...answer, stories: answer.items.map((item) => ({ item, article: normaliseItem(item, context) })) };
  };
}
