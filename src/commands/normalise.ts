import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Article } from '../article/article.ts';
import { runBatch } from './contract/batch.ts';
import type { Command } from './contract/command.ts';
import { openReader } from './contract/open-reader.ts';

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
        const given = { bytes, contentType: text(contentType), url: text(url), filename: text(filename) };
        const { format, stories } = await read(given);
        return { id, ok: true, format, articles: stories.map(({ article }) => article) };
      });
      return 0;
    }
    if (positionals.length === 0) {
      terminal.stderr.write(`${normalise.usage}\n`);
      return 2;
    }
    for (const path of positionals) {
      const { stories } = await read({
        bytes: await readFile(path),
        contentType: null,
        url: null,
        filename: basename(path),
      });
      const articles = stories.map(({ article }) => article);
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

function show(article: Article): string {
  return `${article.headline ?? '(no headline)'}\n  ${article.agency?.name ?? article.creditLine ?? 'no agency'}, ${article.change}, ${article.pubStatus}, ${article.language}, ${article.wordCount} words\n  ${article.uri}\n`;
}
