import { parseArgs } from 'node:util';
import {
  countLanes,
  type DestinationState,
  oldestPending,
  readDestination,
  resumeDestination,
} from '../store/lanes.ts';
import type { Store } from '../store/store.ts';
import type { Command, ExitCode, Terminal } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';
import { withStore } from './contract/open-store.ts';
import { describeAge, layOutTable } from './contract/table.ts';

const destinations: Command = {
  name: 'destinations',
  summary: 'show every destination: what waits there, its last success, and whether it is paused; resume one that is',
  usage: 'copytaster destinations [list] | resume ID…  [--config FILE] [--json]',
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [action = 'list', ...ids] = positionals;
    if (action === 'list' ? ids.length > 0 : action !== 'resume' || ids.length === 0) {
      terminal.stderr.write(`${destinations.usage}\n`);
      return 2;
    }
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    const unknown = ids.find((id) => settings.destinations.every((each) => each.id !== id));
    if (unknown !== undefined) {
      terminal.stderr.write(`copytaster: ${unknown}: there is no such destination in the settings\n`);
      return 1;
    }
    if (action === 'resume') return withStore(settings, (store) => resume(store, ids, terminal));
    const states = await withStore(settings, (store) =>
      Promise.all(
        settings.destinations.map(async ({ id, type, enabled }) => ({
          id,
          type,
          enabled,
          waiting: await countLanes(store, id),
          oldestAt: await oldestPending(store, id),
          ...(await readDestination(store, id)),
        })),
      ),
    );
    terminal.stdout.write(values.json ? `${JSON.stringify(states, null, 2)}\n` : show(states, Date.now()));
    return 0;
  },
};
export default destinations;

async function resume(store: Store, ids: readonly string[], { stdout }: Terminal): Promise<ExitCode> {
  for (const id of ids) {
    await resumeDestination(store, id, Date.now());
    stdout.write(`${id}: resumed; what waits there is tried now\n`);
  }
  return 0;
}

type Row = {
  readonly id: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly waiting: number;
  /** Epoch milliseconds; null when nothing waits. */
  readonly oldestAt: number | null;
} & DestinationState;

function show(states: readonly Row[], now: number): string {
  if (states.length === 0) return 'There is no destination in the settings.\n';
  const head = ['DESTINATION', 'TYPE', 'STATE', 'WAITING', 'OLDEST', 'LAST SUCCESS', 'FAILING FOR'];
  const rows = states.map((each) => [
    each.id,
    each.type,
    stateOf(each, now),
    String(each.waiting),
    each.oldestAt === null ? '' : describeAge(each.oldestAt, now),
    describeAge(each.lastSuccessAt, now),
    each.failingSince === null ? '' : describeAge(each.failingSince, now),
  ]);
  return layOutTable([head, ...rows]);
}

function stateOf({ enabled, paused, failingSince }: Row, now: number): string {
  if (!enabled) return 'off';
  if (paused !== null) return `paused for ${describeAge(Number(paused), now)}`;
  return failingSince === null ? 'ok' : 'failing';
}
