import type { Article } from '../article/article.ts';
import { defineCommand } from './parts/define-command.ts';
import { storyLine } from './parts/story-line.ts';

interface Found {
  readonly articles: readonly Article[];
  readonly count: number;
  readonly countIsComplete: boolean;
  readonly complete: boolean;
}

export default defineCommand({
  name: 'search',
  summary: 'find stories of a running service by words and filters',
  needs: 'service',
  forms: { words: '[WORD…]' },
  options: {
    best: { kind: 'flag', summary: 'the best first, not the newest' },
    limit: { kind: 'number', value: 'N', default: 50, least: 1, most: 200, summary: 'how many are shown' },
    held: { kind: 'flag', summary: 'show held copy to who may act' },
  },
  examples: ['copytaster search agency:afp lang:fr \'"taux directeur"\' since:2h'],
  async run({ service, words, options: { best, limit, held }, terminal }) {
    const found = await service.get<Found>('v1/search', {
      q: words.join(' '),
      order: best ? 'best' : 'newest',
      limit,
      brief: 'true',
      held: held ? 'true' : undefined,
    });
    return { json: found, text: () => describe(found, terminal.stdout.columns) };
  },
});

function describe({ articles, count, countIsComplete, complete }: Found, columns: number | undefined): string {
  const more = count > articles.length || !countIsComplete ? `, ${articles.length} shown` : '';
  const many = `${count}${countIsComplete ? '' : ' or more'} ${count === 1 ? 'story' : 'stories'}`;
  const lines = articles.map((article) => storyLine(article, columns));
  return [...lines, `${many}${more}${complete ? '' : '; the index is being built'}`, ''].join('\n');
}
