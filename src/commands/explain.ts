import type { EndState } from '../store/articles.ts';
import type { ArrivalRecord } from '../store/decisions.ts';
import type { Explained } from '../store/explanations.ts';
import { isOwed, type Stop } from '../store/stops.ts';
import { defineCommand } from './parts/define-command.ts';
import { ServiceRefused } from './parts/service-client.ts';

export default defineCommand({
  name: 'explain',
  summary: 'tell what came of a story, from where, what was decided and why, and who got it',
  needs: 'store',
  forms: { story: 'STORY' },
  notes: ['STORY is the id of an article, a revision or an arrival, a uri, or an address.'],
  examples: ['copytaster explain tag:example.org,2026:1'],
  async run({ service, words: [of = ''] }) {
    const { arrivals } = await service.get<{ arrivals: Explained[] }>('v1/explain', { of });
    if (arrivals.length === 0)
      throw new ServiceRefused(`nothing is known of ${of}: it never came, or was kept no longer`);
    return { json: arrivals, text: () => arrivals.map(describe).join('\n') };
  },
});

const DECIDED: Readonly<Record<string, string>> = {
  publish: 'opened article',
  revise: 'became a revision of',
  spike: 'spiked: it repeats',
  late: 'kept as an older version of',
  tombstone: 'left a tombstone',
  hold: 'held back',
  reject: 'rejected',
};

interface Evidence {
  readonly matched?: string;
  readonly score?: number;
  readonly share?: number;
  readonly strongest?: readonly { readonly name: string; readonly weighs: number }[];
  readonly changed?: readonly string[];
  readonly words?: { readonly replaced?: readonly { readonly before: string; readonly after: string }[] };
}

function describe(story: Explained): string {
  const evidence = story.evidence as Evidence;
  const lines = [
    `${new Date(story.at).toISOString()}  ${story.headline ?? '(no headline)'}`,
    `  came      from ${story.feed} as ${story.uri ?? story.itemId}`,
    `  decided   ${DECIDED[story.action] ?? story.action} ${story.articleId ?? ''}${relation(story)}`.trimEnd(),
    `  because   ${story.reason} (rule ${story.rule})`,
    ...matched(evidence),
    ...changed(evidence),
    `  sent to   ${Object.entries(story.destinations).map(destination).join(', ') || 'nobody so far'}`,
    ...stopped(story.stops),
    `  ids       arrival ${story.arrival}${story.revisionId === null ? '' : `, revision ${story.revisionId}`}`,
  ];
  return `${lines.join('\n')}\n`;
}

function relation({ relation: stands, change }: ArrivalRecord): string {
  return stands === null ? '' : `, ${stands}${change === null || change === stands ? '' : `, ${change}`}`;
}

function stopped(stops: readonly Stop[]): string[] {
  return stops.map(({ change, destinations }) => {
    const owing = destinations.filter(isOwed).map(({ destination }) => destination);
    const confirmed = destinations.filter(({ confirmedAt }) => confirmedAt !== null).length;
    const owed = owing.length === 0 ? '' : `, owed by ${owing.join(', ')}`;
    return `  stopped   ${change}: confirmed by ${confirmed} of ${destinations.length}${owed}`;
  });
}

function matched({ matched: article, score, share, strongest = [] }: Evidence): string[] {
  if (article === undefined || score === undefined) return [];
  const features = strongest.map(({ name, weighs }) => `${name} ${weighs > 0 ? '+' : ''}${weighs}`).join(', ');
  const text = share === undefined ? '' : `, ${Math.round(share * 100)} % of its text is there`;
  return [`  matched   ${article}, score ${score}${text}: ${features}`];
}

function changed({ changed: fields = [], words }: Evidence): string[] {
  const replaced = (words?.replaced ?? []).slice(0, 6).map(({ before, after }) => {
    if (before === '') return `+ “${after}”`;
    return after === '' ? `- “${before}”` : `“${before}” → “${after}”`;
  });
  return [
    ...(fields.length === 0 ? [] : [`  changed   ${fields.join(', ')}`]),
    ...(replaced.length === 0 ? [] : [`  words     ${replaced.join('; ')}`]),
  ];
}

const destination = ([id, { state, at, reason }]: [string, EndState]): string =>
  `${id} ${state} ${new Date(at).toISOString()}${reason === undefined ? '' : ` (${reason})`}`;
