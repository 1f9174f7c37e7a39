import { parseArgs } from 'node:util';
import type { Command } from './contract/command.ts';
import { loadSettings, openSettings } from './contract/load-settings.ts';
import { rolesOf, serve } from './contract/serve.ts';

const start: Command = {
  name: 'start',
  summary: 'run the service',
  usage: 'copytaster start [--config FILE] [--roles fetch,stories,publish,http] [--resume]',
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { config: { type: 'string' }, roles: { type: 'string' }, resume: { type: 'boolean', default: false } },
    });
    const roles = rolesOf(values.roles ?? terminal.environment.COPYTASTER_ROLES);
    const settings = await loadSettings(values.config, terminal);
    if (settings === null) return 78;
    return serve(
      { settings, roles, resume: values.resume, source: await openSettings(values.config, terminal) },
      terminal,
    );
  },
};
export default start;
