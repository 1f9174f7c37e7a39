import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Article } from '../article/article.ts';
import { runBatch } from './parts/batch.ts';
import { defineCommand } from './parts/define-command.ts';
import { openReader } from './parts/open-reader.ts';

export default defineCommand({
  name: 'normalise',
  summary: 'make canonical articles of files',
  forms: { batch: '--batch', files: 'FILE…' },
  options: {
    batch: { kind: 'flag', summary: 'read {id, filename, contentType?, url?, bytes_base64} a line on standard input' },
  },
  notes: ['With --json one article is written as it is, several of a file as a list.'],
  examples: ['copytaster normalise --json story.xml'],
  async run({ form, words, json, terminal }) {
    const read = await openReader();
    if (form === 'batch') {
      await runBatch(terminal, (line) => normaliseLine(read, line));
      return null;
    }
    for (const path of words) {
      const given = { bytes: await readFile(path), contentType: null, url: null, filename: basename(path) };
      const articles = (await read(given)).stories.map(({ article }) => article);
      terminal.stdout.write(
        json
          ? `${JSON.stringify(articles.length === 1 ? articles[0] : articles, null, 2)}\n`
          : articles.map(show).join('\n'),
      );
    }
    return null;
  },
});

async function normaliseLine(
  read: Awaited<ReturnType<typeof openReader>>,
  { id, filename, contentType, url, bytes_base64 }: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const bytes = Buffer.from(String(bytes_base64 ?? ''), 'base64');
  const given = { bytes, contentType: text(contentType), url: text(url), filename: text(filename) };
  const { format, stories } = await read(given);
  return { id, ok: true, format, articles: stories.map(({ article }) => article) };
}

function show(article: Article): string {
  return `${article.headline ?? '(no headline)'}\n  ${article.agency?.name ?? article.creditLine ?? 'no agency'}, ${article.change}, ${article.pubStatus}, ${article.language}, ${article.wordCount} words\n  ${article.uri}\n`;
}
