import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { listSpike, type Spiked, sendSpiked } from '../store/spike.ts';
import type { Command } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';
import { withStore } from './contract/open-store.ts';
import { describeAge, layOutTable } from './contract/table.ts';

const SHOWN = 50;

const spike: Command = {
  name: 'spike',
  summary: 'show what was not sent and why, or send one after all',
  usage:
    'copytaster spike [list] [--limit N] [--config FILE] [--json]\ncopytaster spike send ID --by NAME --reason TEXT [--config FILE]',
  async run(words, terminal) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        json: { type: 'boolean' },
        limit: { type: 'string' },
        by: { type: 'string' },
        reason: { type: 'string' },
      },
    });
    const [action = 'list', id] = positionals;
    const limit = Number(values.limit ?? SHOWN);
    const sends = action === 'send' && id !== undefined && values.reason !== undefined;
    if (!sends && (action !== 'list' || !Number.isInteger(limit) || limit < 1)) {
      terminal.stderr.write(`${spike.usage}\n`);
      return 2;
    }
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    if (sends) {
      const order = { by: values.by ?? userInfo().username, reason: values.reason as string, now: Date.now() };
      const { article } = await withStore(settings, (store) => sendSpiked(store, id as string, order));
      terminal.stdout.write(
        values.json
          ? `${JSON.stringify({ article: article.id, revision: article.revision })}\n`
          : `sent as revision ${article.revision} of ${article.id}: ${article.headline ?? ''}\n`,
      );
      return 0;
    }
    const spiked = await withStore(settings, (store) => listSpike(store, limit));
    terminal.stdout.write(values.json ? `${JSON.stringify(spiked, null, 2)}\n` : show(spiked, Date.now()));
    return 0;
  },
};
export default spike;

function show(spiked: readonly Spiked[], now: number): string {
  if (spiked.length === 0) return 'Nothing is on the spike.\n';
  const rows = spiked.map(({ id, at, feed, relation, reason, headline }) => [
    id,
    describeAge(at, now),
    feed,
    relation ?? '',
    reason,
    (headline ?? '').slice(0, 60),
  ]);
  return layOutTable([['ID', 'AGE', 'FROM', 'RELATION', 'WHY', 'HEADLINE'], ...rows]);
}
