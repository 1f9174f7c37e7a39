import { parseArgs } from 'node:util';
import { extractPage } from '../formats/page/extract-page.ts';
import { agencyInDateline } from '../formats/page/line-kinds.ts';
import { runBatch } from './contract/batch.ts';
import type { Command } from './contract/command.ts';

const extract: Command = {
  name: 'extract',
  summary: 'find the stories in web pages, one JSON object a line',
  usage: 'copytaster extract --batch    {id, url, html} a line on standard input',
  async run(words, terminal) {
    parseArgs({ args: [...words], options: { batch: { type: 'boolean' } } });
    await runBatch(terminal, ({ id, url, html }) => {
      const { state, headline, subheadline, points, authors, date, creditLine, blocks } = extractPage(
        String(html ?? ''),
        typeof url === 'string' ? url : null,
      );
      return {
        id,
        ok: true,
        headline,
        text: [...(subheadline === null ? [] : [subheadline]), ...points, ...blocks.map(({ text }) => text)].join(
          '\n\n',
        ),
        byline: authors.join(', ') || null,
        date,
        credit: creditLine ?? agencyInDateline(blocks[0]?.text ?? ''),
        state: state ?? 'story',
      };
    });
    return 0;
  },
};
export default extract;
