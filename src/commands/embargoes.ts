import type { HeldStory } from '../store/embargoes.ts';
import { actOnArticle } from './parts/act-command.ts';
import { ACT_OPTIONS, defineCommand } from './parts/define-command.ts';
import { layOutTable } from './parts/table.ts';

export default defineCommand({
  name: 'embargoes',
  summary: 'show what is held by an embargo, until when, and which destinations wait for it; move one',
  needs: 'store',
  forms: { list: '[list]', move: 'move ARTICLE --until --reason' },
  options: {
    until: { kind: 'text', value: 'INSTANT', summary: 'when it may run: 2026-11-03T10:00:00Z' },
    ...ACT_OPTIONS,
  },
  notes: [
    'ARTICLE is its id, or a uri or link of it.',
    '`release` sends a story before its time; `withdraw` drops it.',
  ],
  examples: [
    'copytaster embargoes',
    'copytaster embargoes move art_0f3c --until 2026-11-03T10:00:00Z --reason "the court sits later"',
  ],
  async run({ service, form, words: [word = ''], options }) {
    if (form === 'move')
      return actOnArticle(service, { name: 'move-embargo', word, options, more: { until: options.until } });
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
