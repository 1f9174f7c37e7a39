import { findArticle } from './parts/act-command.ts';
import { defineCommand } from './parts/define-command.ts';

interface Explained {
  readonly destinations: readonly {
    readonly destination: string;
    readonly sends: boolean;
    readonly reason: string;
    readonly rules: readonly { readonly rule: string; readonly fits: boolean; readonly why: string }[];
    readonly rights: { readonly unread: readonly string[] };
  }[];
}

export default defineCommand({
  name: 'route explain',
  summary: 'show what the filter, routes and rights of each destination say of an article',
  needs: 'store',
  forms: { article: 'ARTICLE' },
  notes: ['ARTICLE is its id, or a uri or link of it.'],
  examples: ['copytaster route explain art_0f3c'],
  async run({ service, words: [word = ''] }) {
    const id = await findArticle(service, word);
    const found = await service.get<Explained>(`v1/articles/${encodeURIComponent(id)}/routes`);
    return { json: found, text: () => describe(found) };
  },
});

function describe({ destinations }: Explained): string {
  if (destinations.length === 0) return 'There is no destination in the settings.\n';
  const lines = destinations.flatMap(({ destination, sends, reason, rules, rights }) => [
    `${destination}: ${sends ? 'gets it' : 'does not get it'}: ${reason}`,
    ...rules.map(({ rule, fits, why }) => `  rule ${rule} ${fits ? 'fits' : 'does not fit'}: ${why}`),
    ...rights.unread.map((text) => `  only a person can apply: ${text}`),
  ]);
  return `${lines.join('\n')}\n`;
}
