import { loadPlugins } from '../registry.ts';
import { runBatch } from './parts/batch.ts';
import { defineCommand } from './parts/define-command.ts';

const FEEDS = ['rss', 'atom', 'json-feed'];

export default defineCommand({
  name: 'read',
  summary: 'read feed documents, one JSON object a line',
  forms: { batch: '--batch' },
  options: {
    batch: {
      kind: 'flag',
      summary: 'read {id, contentType, url, contentLocation, bytes_base64} a line on standard input',
    },
  },
  examples: ['copytaster read --batch < documents.ndjson'],
  async run({ terminal }) {
    const formats = new Map([...(await loadPlugins('formats'))].filter(([name]) => FEEDS.includes(name)));
    const { readLine } = await import('./parts/read-line.ts');
    await runBatch(terminal, (line) => readLine(formats, line));
    return null;
  },
});
