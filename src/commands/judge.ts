import { loadPlugins } from '../registry.ts';
import { runBatch } from './parts/batch.ts';
import { defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'judge',
  summary: 'judge stories in order of arrival: new, repeated, or a version of an earlier one',
  forms: { batch: '--batch' },
  options: {
    batch: {
      kind: 'flag',
      summary: 'read {id, agency, headline, body, published, language?} a line on standard input, in order of arrival',
    },
  },
  examples: ['copytaster judge --batch < stories.ndjson'],
  async run({ terminal }) {
    const [{ loadLanguageDetector }, { judgeInOrder }] = await Promise.all([
      import('../normalise/language.ts'),
      import('./parts/judge-lines.ts'),
    ]);
    const judge = judgeInOrder(await loadPlugins('agencies'), await loadLanguageDetector());
    await runBatch(terminal, judge);
    return null;
  },
});
