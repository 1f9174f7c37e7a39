import { parseArgs } from 'node:util';
import { type FeedState, readFeedState } from '../store/feeds.ts';
import type { Command } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';
import { withStore } from './contract/open-store.ts';
import { describeAge, layOutTable } from './contract/table.ts';

const feeds: Command = {
  name: 'feeds',
  summary: 'show every feed: how its last fetch went, and when something last came of it',
  usage: 'copytaster feeds [--config FILE] [--json]',
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    const states = await withStore(settings, (store) =>
      Promise.all(
        settings.feeds.map(async (feed) => ({
          id: feed.id,
          transport: feed.transport,
          enabled: feed.enabled,
          ...(await readFeedState(store, feed.id)),
        })),
      ),
    );
    terminal.stdout.write(values.json ? `${JSON.stringify(states, null, 2)}\n` : show(states, Date.now()));
    return 0;
  },
};
export default feeds;

type Row = { readonly id: string; readonly transport: string; readonly enabled: boolean } & FeedState;

function show(states: readonly Row[], now: number): string {
  if (states.length === 0) return 'There is no feed in the settings.\n';
  const head = ['FEED', 'TRANSPORT', 'STATE', 'LAST FETCH', 'LAST ANSWER', 'LAST COMMIT', 'EVERY', 'TROUBLE'];
  const rows = states.map((feed) => [
    feed.id,
    feed.transport,
    feed.enabled ? feed.state : 'off',
    describeAge(feed.lastFetchAt, now),
    describeAge(feed.lastOkAt, now),
    describeAge(feed.lastCommitAt, now),
    feed.intervalMs === null ? '' : `${Math.round(feed.intervalMs / 1_000)} s`,
    feed.lastError === null ? '' : `${feed.failures} in a row: ${feed.lastError}`,
  ]);
  return layOutTable([head, ...rows]);
}
