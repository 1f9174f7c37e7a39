import type { HeldStory } from '../store/embargoes.ts';
import { defineCommand } from './parts/define-command.ts';
import { layOutTable } from './parts/table.ts';

export default defineCommand({
  name: 'embargoes',
  summary: 'show what is held by an embargo, until when, and which destinations wait for it',
  needs: 'store',
  examples: ['copytaster embargoes'],
  async run({ service }) {
    const { held } = await service.get<{ held: HeldStory[] }>('v1/embargoes');
    return { json: { held }, text: () => describe(held) };
  },
});

function describe(held: readonly HeldStory[]): string {
  if (held.length === 0) return 'Nothing is held.\n';
  const head = ['UNTIL', 'AGENCY', 'ARTICLE', 'URI', 'WAITING'];
  const rows = held.map(({ until, words, agency, article, uri, destinations }) => [
    until ?? `a person decides: ${words ?? ''}`,
    agency ?? '',
    article,
    uri ?? '',
    destinations.join(' ') || 'nobody',
  ]);
  return layOutTable([head, ...rows]);
}
