import type { Reach } from '../store/reach.ts';
import { defineCommand } from './parts/define-command.ts';
import { layOutTable } from './parts/table.ts';

export default defineCommand({
  name: 'reach',
  summary: 'tell who got which version of an article when, what was stopped, and where copies of its text came from',
  needs: 'store',
  forms: { article: 'ARTICLE' },
  examples: ['copytaster reach art_0f3c'],
  async run({ service, words: [article = ''] }) {
    const reach = await service.get<Reach>(`v1/articles/${encodeURIComponent(article)}/reach`);
    return { json: reach, text: () => describe(reach) };
  },
});

function describe({ article, uri, agency, revisions, stops, copies, related }: Reach): string {
  const stopped = stops.flatMap(({ id, change, destinations }) =>
    destinations.map(({ destination, confirmedAt, attempts }) => [
      id,
      change,
      destination,
      confirmedAt === null ? `not confirmed after ${attempts} attempts` : `confirmed ${timeOf(confirmedAt)}`,
    ]),
  );
  const sent = revisions.flatMap(({ revisionId, revision, change, destinations }) =>
    Object.entries(destinations).map(([destination, { state, at }]) => [
      `${revision ?? 'late'}`,
      change,
      destination,
      state,
      timeOf(at),
      revisionId,
    ]),
  );
  const copied = [
    ...copies.map(({ feed, uri: of, relation }) => [feed, relation, of ?? '']),
    ...related.map(({ id, relation, share }) => ['', `${relation} ${share ?? ''}`.trim(), id]),
  ];
  return [
    `${article}  ${agency ?? 'no agency'}  ${uri ?? ''}\n`,
    section(['REVISION', 'CHANGE', 'DESTINATION', 'STATE', 'AT', 'ID'], sent, 'Nobody got any version.'),
    section(['STOP', 'KIND', 'DESTINATION', 'STATE'], stopped, 'It was never stopped.'),
    section(['FEED', 'RELATION', 'COPY'], copied, 'No copy of its text is known.'),
  ].join('\n');
}

const timeOf = (at: number): string => new Date(at).toISOString();
const section = (head: readonly string[], rows: readonly (readonly string[])[], none: string): string =>
  rows.length === 0 ? `${none}\n` : layOutTable([head, ...rows]);
