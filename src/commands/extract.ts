import { parseArgs } from 'node:util';
import { extractPage } from '../formats/page/extract-page.ts';
import { runBatch } from './contract/batch.ts';
import type { Command } from './contract/command.ts';

const extract: Command = {
  name: 'extract',
  summary: 'find the stories in web pages, one JSON object a line',
  usage: 'copytaster extract --batch    {id, url, html} a line on standard input',
  async run(words, terminal) {
    parseArgs({ args: [...words], options: { batch: { type: 'boolean' } } });
    await runBatch(terminal, ({ id, url, html }) => {
      const { headline, authors, date, creditLine, blocks } = extractPage(
        String(html ?? ''),
        typeof url === 'string' ? url : null,
      );
      return {
        id,
        ok: true,
        headline,
        text: blocks.map(({ text }) => text).join('\n\n'),
        byline: authors.length === 0 ? null : authors.join(', '),
        date,
        credit: creditLine,
      };
    });
    return 0;
  },
};
export default extract;
