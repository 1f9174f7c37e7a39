import { parseArgs } from 'node:util';
import type { Command } from './contract/command.ts';
import { loadSettings } from './contract/load-settings.ts';

const check: Command = {
  name: 'check',
  summary: 'check the settings file and name every error in it',
  usage: 'copytaster check [--config FILE] [--json]',
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { config: { type: 'string' }, json: { type: 'boolean' } },
    });
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    const counts = { feeds: settings.feeds.length, destinations: settings.destinations.length };
    terminal.stdout.write(
      values.json
        ? `${JSON.stringify({ ok: true, ...counts })}\n`
        : `The settings are right: ${counts.feeds} feeds, ${counts.destinations} destinations.\n`,
    );
    return 0;
  },
};
export default check;
