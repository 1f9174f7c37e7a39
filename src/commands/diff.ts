import { defineCommand } from './parts/define-command.ts';
import { type Difference, showDifference } from './parts/show-diff.ts';

interface Side {
  readonly revision: number | null;
  readonly change: string;
  readonly receivedAt: string;
}

export default defineCommand({
  name: 'diff',
  summary: 'show what changed between two versions of a story of a running service, word by word',
  needs: 'service',
  forms: { versions: 'ARTICLE [FROM] [TO]' },
  options: { held: { kind: 'flag', summary: 'show held copy to who may act' } },
  notes: ['FROM and TO are numbers or ids of revisions; without them the last change is shown.'],
  examples: ['copytaster diff art_0f3c 1 3'],
  async run({ service, words: [article = '', from, to], options: { held }, json, terminal }) {
    const path = `v1/articles/${encodeURIComponent(article)}/diff`;
    const asked = { from, to, held: held ? 'true' : undefined };
    const found = await service.get<Difference & { from: Side; to: Side }>(path, asked);
    if (!json) showDifference([`from ${describe(found.from)}`, `to   ${describe(found.to)}`], found, terminal);
    return { json: found, text: '' };
  },
});

const describe = ({ revision, change, receivedAt }: Side): string => `${revision ?? '-'} ${change} ${receivedAt}`;
