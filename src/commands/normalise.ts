import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Article } from '../article/article.ts';
import { sha256 } from '../article/content.ts';
import { decodeBytes } from '../decode/decode.ts';
import { chooseFormat } from '../formats/contract/choose-format.ts';
import { loadLanguageDetector } from '../normalise/language.ts';
import { normaliseItem } from '../normalise/normalise.ts';
import { loadPlugins } from '../registry.ts';
import { runBatch } from './contract/batch.ts';
import type { Command } from './contract/command.ts';

interface Input {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly url: string | null;
  readonly filename: string | null;
}

const normalise: Command = {
  name: 'normalise',
  summary: 'make canonical articles of files',
  usage:
    'copytaster normalise FILE… [--json]\ncopytaster normalise --batch    {id, filename, contentType?, url?, bytes_base64} a line on standard input',
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { batch: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const read = await openReader();
    if (values.batch) {
      await runBatch(terminal, async ({ id, filename, contentType, url, bytes_base64 }) => {
        const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
        const bytes = Buffer.from(String(bytes_base64 ?? ''), 'base64');
        return {
          id,
          ok: true,
          ...(await read({ bytes, contentType: text(contentType), url: text(url), filename: text(filename) })),
        };
      });
      return 0;
    }
    if (positionals.length === 0) {
      terminal.stderr.write(`${normalise.usage}\n`);
      return 2;
    }
    for (const path of positionals) {
      const { articles } = await read({
        bytes: await readFile(path),
        contentType: null,
        url: null,
        filename: basename(path),
      });
      terminal.stdout.write(
        values.json
          ? `${JSON.stringify(articles.length === 1 ? articles[0] : articles, null, 2)}\n`
          : articles.map(show).join('\n'),
      );
    }
    return 0;
  },
};
export default normalise;

async function openReader(): Promise<(input: Input) => Promise<{ format: string; articles: Article[] }>> {
  const formats = await loadPlugins('formats');
  const styles = await loadPlugins('agencies');
  const detectLanguage = await loadLanguageDetector();
  return async ({ bytes, contentType, url, filename }) => {
    const { text } = decodeBytes(bytes, contentType);
    const document = { text, contentType, url, contentLocation: null, filename };
    const format = chooseFormat(formats, document, 'auto');
    const { items } = await format.read(document);
    const standing = format.name === 'plain-text' || format.name === 'html-page' ? 'web' : 'wire';
    const context = {
      feed: { id: 'batch', agency: null, standing, zone: null, language: null } as const,
      format: format.name,
      receivedAt: Date.now(),
      captureSha256: sha256(bytes),
      styles,
      detectLanguage,
    };
    return { format: format.name, articles: items.map((item) => normaliseItem(item, context)) };
  };
}

function show(article: Article): string {
  return `${article.headline ?? '(no headline)'}\n  ${article.agency?.name ?? article.creditLine ?? 'no agency'}, ${article.change}, ${article.pubStatus}, ${article.language}, ${article.wordCount} words\n  ${article.uri}\n`;
}
