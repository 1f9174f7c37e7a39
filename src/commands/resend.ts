import { actOnArticle } from './parts/act-command.ts';
import { ACT_OPTIONS, defineCommand } from './parts/define-command.ts';

export default defineCommand({
  name: 'resend',
  summary: 'send the current revision of an article again under its own id, or its stop',
  needs: 'store',
  forms: { article: 'ARTICLE --reason' },
  options: {
    to: {
      kind: 'text',
      value: 'DESTINATION',
      summary: 'only there, whatever its filter says; without it, to all that have the article',
    },
    ...ACT_OPTIONS,
  },
  notes: ['ARTICLE is its id, or a uri or link of it.'],
  examples: ['copytaster resend art_0f3c --to cms --reason "they lost it"'],
  run: ({ service, words: [word = ''], options }) =>
    actOnArticle(service, { name: 'resend', word, options, more: { destination: options.to } }),
});
