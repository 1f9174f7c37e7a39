import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { defineCommand } from './parts/define-command.ts';

interface Tried {
  readonly looked: number;
  readonly sentBefore: number;
  readonly sentThen: number;
  readonly added: readonly Changed[];
  readonly dropped: readonly Changed[];
}
interface Changed {
  readonly article: string;
  readonly headline: string | null;
  readonly reason: string;
}

export default defineCommand({
  name: 'route try',
  summary: 'show what other terms of a destination would have sent of the last day',
  needs: 'store',
  forms: { terms: 'DESTINATION FILE' },
  options: {
    since: { kind: 'text', value: 'INSTANT', summary: 'such as 2026-11-03T10:00:00Z; without it 24 hours ago' },
  },
  notes: ['FILE is YAML with any of filter:, routes:, rights: and uses:, as a destination has them.'],
  examples: ['copytaster route try cms terms.yaml'],
  async run({ service, words: [destination = '', file = ''], options: { since } }) {
    const terms = parse(await readFile(file, 'utf8')) as object;
    const tried = await service.post<Tried>(`v1/destinations/${encodeURIComponent(destination)}/try-terms`, {
      ...terms,
      ...(since === undefined ? {} : { since }),
    });
    return { json: tried, text: () => describe(tried) };
  },
});

function describe({ looked, sentBefore, sentThen, added, dropped }: Tried): string {
  const list = (mark: string, changes: readonly Changed[]): string[] =>
    changes.map(({ article, headline, reason }) => `${mark} ${article} ${headline ?? 'not shown'}: ${reason}`);
  const head = `of ${looked} revisions ${sentThen} would have been sent; ${sentBefore} were`;
  return `${[head, ...list('+', added), ...list('-', dropped)].join('\n')}\n`;
}
