import { actOnArticle, findArticle } from './parts/act-command.ts';
import { ACT_OPTIONS, defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'merge',
  summary: 'withdraw an article that is the same story as another, under which it goes on',
  needs: 'store',
  forms: { article: 'ARTICLE INTO --reason' },
  options: ACT_OPTIONS,
  notes: ['ARTICLE and INTO are ids, or a uri or link of each.'],
  examples: ['copytaster merge art_0f3c art_77ab --reason "one ferry, two reports"'],
  async run({ service, words: [word = '', other = ''], options }) {
    return actOnArticle(service, { name: 'merge', word, options, more: { into: await findArticle(service, other) } });
  },
});
