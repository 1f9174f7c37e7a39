import { actOnArticle } from './parts/act-command.ts';
import { ACT_OPTIONS, defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'split',
  summary: 'take two stories apart that were joined: the second becomes an article of its own',
  needs: 'store',
  forms: { article: 'ARTICLE --reason' },
  options: {
    revision: {
      kind: 'number',
      value: 'N',
      least: 2,
      most: 1_000_000,
      summary: 'the first of the second story; without it the current one',
    },
    ...ACT_OPTIONS,
  },
  notes: ['ARTICLE is its id, or a uri or link of it.'],
  examples: ['copytaster split art_0f3c --revision 3 --reason "another fire"'],
  run: ({ service, words: [word = ''], options }) =>
    actOnArticle(service, { name: 'split', word, options, more: { revision: options.revision } }),
});
