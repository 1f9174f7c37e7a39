import { runBatch } from './parts/batch.ts';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'extract',
  summary: 'find the stories in web pages, one JSON object a line',
  forms: { batch: '--batch' },
  options: { batch: { kind: 'flag', summary: 'read {id, url, html} a line on standard input' } },
  examples: ['copytaster extract --batch < pages.ndjson'],
  async run({ terminal }) {
    const { extractLine } = await import('./parts/extract-line.ts');
    await runBatch(terminal, extractLine);
    return null;
  },
});
