import { findArticle } from './parts/act-command.ts';
import { ACT_OPTIONS, actorOf, defineCommand } from './parts/define-command.ts';

interface Purged {
  readonly article: string;
  readonly revisions: number;
  readonly documents: number;
}

export default defineCommand({
  name: 'purge',
  summary: 'take the text of a withdrawn article out of every store here; the record of it stays',
  needs: 'store',
  forms: { article: 'ARTICLE --reason' },
  options: ACT_OPTIONS,
  notes: ['ARTICLE is its id, or a uri or link of it.'],
  examples: ['copytaster purge art_0f3c --reason "a court order"'],
  async run({ service, words: [word = ''], options }) {
    const id = await findArticle(service, word);
    const order = { by: actorOf(options), reason: options.reason };
    const purged = await service.post<Purged>(`v1/articles/${encodeURIComponent(id)}/purge`, order);
    const { article, revisions, documents } = purged;
    return { json: purged, text: `${article}: ${revisions} revisions and ${documents} kept documents are emptied\n` };
  },
});
