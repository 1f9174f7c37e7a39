import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Article } from '../../../src/article/article.ts';
import { describeError } from '../../../src/article/failure.ts';
import { decodeBytes } from '../../../src/decode/decode.ts';
import { chooseFormat } from '../../../src/formats/contract/choose-format.ts';
import { normaliseItem } from '../../../src/normalise/normalise.ts';
import { loadPlugins } from '../../../src/registry.ts';

export const WIRES = join(import.meta.dirname, '../../fixtures/wires');
const formats = await loadPlugins('formats');
const styles = await loadPlugins('agencies');

/** What one document became. */
export interface ReadWire {
  readonly format: string | null;
  readonly charset: string | null;
  readonly problems: readonly string[];
  readonly error: string | null;
  readonly articles: readonly Article[];
}

/** Every fixture, by its path under the folder. */
export function wireNames(): string[] {
  return readdirSync(WIRES, { withFileTypes: true })
    .flatMap((folder) => readdirSync(join(WIRES, folder.name)).map((name) => `${folder.name}/${name}`))
    .filter((name) => !name.endsWith('.golden.json'))
    .sort();
}

export function bytesOf(name: string): Buffer {
  return readFileSync(join(WIRES, name));
}

/** Reads a document as a wire feed without further settings does, on a fixed day. */
export async function readWire(bytes: Uint8Array, name: string, wanted = 'auto'): Promise<ReadWire> {
  let format: string | null = null;
  let charset: string | null = null;
  try {
    const decoded = decodeBytes(bytes, null);
    charset = decoded.charset;
    const filename = basename(name);
    const document = { text: decoded.text, contentType: null, url: null, contentLocation: null, filename };
    const chosen = chooseFormat(formats, document, wanted);
    format = chosen.name;
    const { items, problems } = await chosen.read(document);
    const articles = items.map((item) =>
      normaliseItem(item, {
        feed: { id: 'wire', agency: null, standing: 'wire', zone: null, language: null },
        format: chosen.name,
        receivedAt: Date.UTC(2026, 10, 3, 10),
        captureSha256: '0'.repeat(64),
        styles,
        detectLanguage: null,
      }),
    );
    return { format, charset, problems, error: null, articles };
  } catch (error) {
    return { format, charset, problems: [], error: describeError(error), articles: [] };
  }
}
