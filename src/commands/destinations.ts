import { parseArgs } from 'node:util';
import { countLanes, type DestinationState, oldestPending, readDestination } from '../store/lanes.ts';
import type { Command } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';
import { withStore } from './contract/open-store.ts';
import { describeAge, layOutTable } from './contract/table.ts';

const destinations: Command = {
  name: 'destinations',
  summary: 'show every destination: what waits there, its last success, and whether it is paused',
  usage: 'copytaster destinations [--config FILE] [--json]',
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
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
    stateOf(each),
    String(each.waiting),
    each.oldestAt === null ? '' : describeAge(each.oldestAt, now),
    describeAge(each.lastSuccessAt, now),
    each.failingSince === null ? '' : describeAge(each.failingSince, now),
  ]);
  return layOutTable([head, ...rows]);
}

function stateOf({ enabled, paused, failingSince }: Row): string {
  if (!enabled) return 'off';
  if (paused !== null) return `paused: ${paused}`;
  return failingSince === null ? 'ok' : 'failing';
}
