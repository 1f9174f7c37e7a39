import { parseArgs } from 'node:util';
import { type EndState, readEnds } from '../store/articles.ts';
import { type ArrivalRecord, findArrivals, readArrival } from '../store/decisions.ts';
import type { Store } from '../store/store.ts';
import type { Command } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';
import { withStore } from './contract/open-store.ts';

/** One arrival with what became of it. */
interface Explained extends ArrivalRecord {
  readonly arrival: string;
  /** What each destination got, by its id. */
  readonly destinations: Readonly<Record<string, EndState>>;
}

const explain: Command = {
  name: 'explain',
  summary: 'tell what came of a story, from where, what was decided and why, and who got it',
  usage: 'copytaster explain ID|URI|URL [--config FILE] [--json]',
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [word] = positionals;
    if (word === undefined || positionals.length > 1) {
      terminal.stderr.write(`${explain.usage}\n`);
      return 2;
    }
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    const explained = await withStore(settings, (store) => explainAll(store, word));
    if (explained.length === 0) {
      terminal.stderr.write(`nothing is known of ${word}: it never came, or was kept no longer\n`);
      return 1;
    }
    terminal.stdout.write(values.json ? `${JSON.stringify(explained, null, 2)}\n` : explained.map(tell).join('\n'));
    return 0;
  },
};
export default explain;

async function explainAll(store: Store, word: string): Promise<Explained[]> {
  const arrivals = await findArrivals(store, word);
  const explained = await Promise.all(
    arrivals.map(async (arrival): Promise<Explained[]> => {
      const record = await readArrival(store, arrival);
      if (record === null) return [];
      return [
        {
          arrival,
          ...record,
          destinations: record.revisionId === null ? {} : await readEnds(store, record.revisionId),
        },
      ];
    }),
  );
  return explained.flat().sort((a, b) => a.at - b.at);
}

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

function tell(story: Explained): string {
  const evidence = story.evidence as Evidence;
  const lines = [
    `${new Date(story.at).toISOString()}  ${story.headline ?? '(no headline)'}`,
    `  came      from ${story.feed} as ${story.uri ?? story.itemId}`,
    `  decided   ${DECIDED[story.action] ?? story.action} ${story.articleId ?? ''}${relation(story)}`.trimEnd(),
    `  because   ${story.reason} (rule ${story.rule})`,
    ...matched(evidence),
    ...changed(evidence),
    `  sent to   ${Object.entries(story.destinations).map(destination).join(', ') || 'nobody so far'}`,
    `  ids       arrival ${story.arrival}${story.revisionId === null ? '' : `, revision ${story.revisionId}`}`,
  ];
  return `${lines.join('\n')}\n`;
}

function relation({ relation: stands, change }: ArrivalRecord): string {
  return stands === null ? '' : `, ${stands}${change === null || change === stands ? '' : `, ${change}`}`;
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
