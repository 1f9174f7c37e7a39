import type { Article } from '../../article/article.ts';
import { sha256 } from '../../article/content.ts';
import type { WireItem } from '../../article/wire-item.ts';
import { type Decoded, decodeBytes } from '../../decode/decode.ts';
import { chooseFormat } from '../../formats/contract/choose-format.ts';
import type { Reading } from '../../formats/contract/format.ts';
import { loadLanguageDetector } from '../../normalise/language.ts';
import { type NormaliseContext, normaliseItem } from '../../normalise/normalise.ts';
import { loadPlugins } from '../../registry.ts';

/** A document as a command gets it: bytes and what came with them. */
export interface GivenDocument {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly url: string | null;
  readonly filename: string | null;
}

/** What a feed's settings would say; everything else is detected. */
export interface ReadAs {
  readonly format?: string | undefined;
  readonly agency?: string | undefined;
  readonly zone?: string | undefined;
}

/** A document read to its end: how, and what came of it. */
export interface ReadDocument {
  readonly format: string;
  readonly decoded: Omit<Decoded, 'text'>;
  readonly problems: readonly string[];
  readonly feed: Reading['feed'];
  readonly stories: readonly { readonly item: WireItem; readonly article: Article }[];
}

/** Copy of these formats comes from pages, not from an agency's wire. */
const PAGE_FORMATS = new Set(['plain-text', 'html-page']);

/** Opens the formats and house styles; what it returns reads a document into articles. @throws Rejected as formats do */
export async function openReader(): Promise<(given: GivenDocument, as?: ReadAs) => Promise<ReadDocument>> {
  const formats = await loadPlugins('formats');
  const styles = await loadPlugins('agencies');
  const detectLanguage = await loadLanguageDetector();
  return async ({ bytes, contentType, url, filename }, as = {}) => {
    const { text, ...decoded } = decodeBytes(bytes, contentType);
    const document = { text, contentType, url, contentLocation: null, filename };
    const format = chooseFormat(formats, document, as.format ?? 'auto');
    const { items, problems, feed } = await format.read(document);
    const standing = PAGE_FORMATS.has(format.name) ? 'web' : 'wire';
    const context: NormaliseContext = {
      feed: { id: 'batch', agency: as.agency ?? null, standing, zone: as.zone ?? null, language: null },
      format: format.name,
      receivedAt: Date.now(),
      captureSha256: sha256(bytes),
      styles,
      detectLanguage,
    };
    const stories = items.map((item) => ({ item, article: normaliseItem(item, context) }));
    return { format: format.name, decoded, problems, feed, stories };
  };
}
