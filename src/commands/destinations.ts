import type { DestinationState } from '../store/destinations.ts';
import type { Gap } from '../store/gaps.ts';
import { ACT_OPTIONS, type Answer, actorOf, defineCommand } from './parts/define-command.ts';
import type { ServiceClient } from './parts/service-client.ts';
import { describeAge, layOutTable } from './parts/table.ts';

const DONE = {
  pause: 'paused; only stops go there until it is resumed',
  resume: 'resumed; what waits there is tried now',
} as const;

export default defineCommand({
  name: 'destinations',
  summary: 'show every destination: what waits there, its last success, whether it is paused; pause one, or resume it',
  needs: 'store',
  forms: { list: '[list]', pause: 'pause ID…', resume: 'resume ID…' },
  options: ACT_OPTIONS,
  notes: ['A paused destination gets nothing but stops; what it misses waits for it.'],
  examples: ['copytaster destinations', 'copytaster destinations pause cms --reason "new version tonight"'],
  async run({ service, form, words, options }) {
    if (form !== 'list') {
      const reason = options.reason ?? `${form} on the command line`;
      return switchDestinations(service, form, words, { by: actorOf(options), reason });
    }
    const { destinations } = await service.get<{ destinations: Row[] }>('v1/destinations');
    return { json: destinations, text: () => show(destinations, Date.now()) };
  },
});

async function switchDestinations(
  service: ServiceClient,
  action: keyof typeof DONE,
  ids: readonly string[],
  order: object,
): Promise<Answer> {
  for (const id of ids) await service.post(`v1/destinations/${encodeURIComponent(id)}/${action}`, order);
  return {
    json: ids.map((id) => ({ id, outcome: `${action}d` })),
    text: ids.map((id) => `${id}: ${DONE[action]}\n`).join(''),
  };
}

type Row = {
  readonly id: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly waiting: number;
  /** Epoch milliseconds; null when nothing waits. */
  readonly oldestAt: number | null;
  /** Stops that it has not confirmed. */
  readonly owed: number;
  readonly lastAnswer: { readonly reason: string } | null;
  /** How many revisions its filter did not let pass, by the filter's key. */
  readonly filtered: Readonly<Record<string, number>>;
  /** What it missed for good. */
  readonly gaps: readonly Gap[];
} & DestinationState;

function show(states: readonly Row[], now: number): string {
  if (states.length === 0) return 'There is no destination in the settings.\n';
  const head = [
    'DESTINATION',
    'TYPE',
    'STATE',
    'WAITING',
    'OLDEST',
    'STOPS OWED',
    'LAST ANSWER',
    'LAST SUCCESS',
    'FAILING FOR',
    'FILTERED',
    'MISSED',
  ];
  const rows = states.map((each) => [
    each.id,
    each.type,
    stateOf(each, now),
    String(each.waiting),
    each.oldestAt === null ? '' : describeAge(each.oldestAt, now),
    each.owed === 0 ? '' : String(each.owed),
    each.lastAnswer?.reason ?? '',
    describeAge(each.lastSuccessAt, now),
    each.failingSince === null ? '' : describeAge(each.failingSince, now),
    Object.entries(each.filtered)
      .map(([key, count]) => `${key} ${count}`)
      .join(', '),
    each.gaps.map(describeGap).join(', '),
  ]);
  return layOutTable([head, ...rows]);
}

const describeGap = ({ articles, from, to }: Gap): string =>
  `${articles} from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;

function stateOf({ enabled, paused, failingSince }: Row, now: number): string {
  if (!enabled) return 'off';
  if (paused !== null) return `paused for ${describeAge(Number(paused), now)}`;
  return failingSince === null ? 'ok' : 'failing';
}
