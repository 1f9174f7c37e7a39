import { parseArgs } from 'node:util';
import { ROLES } from '../../workers/main.ts';
import { Settings } from '../settings/schema.ts';
import { simulatedFeeds, startSimulator } from '../simulator/simulator.ts';
import type { Command } from './contract/command.ts';
import { serve } from './contract/serve.ts';

const quickstart: Command = {
  name: 'quickstart',
  summary: 'run everything on a simulated wire, to see it work',
  usage: 'copytaster quickstart [--rate 1] [--data .data/quickstart]',
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { rate: { type: 'string', default: '1' }, data: { type: 'string', default: '.data/quickstart' } },
    });
    const { environment } = terminal;
    const simulator = await startSimulator({ seed: Date.now() % 100_000, rate: Number(values.rate) });
    const settings = Settings.parse({
      redis: { url: environment.REDIS_URL ?? '', dataFolder: values.data },
      http: { host: environment.HOST || '127.0.0.1', port: environment.PORT || 8080 },
      log: { level: environment.LOG_LEVEL || 'warn' },
      feeds: simulatedFeeds(simulator.url, { min: '2s', max: '5s' }),
      destinations: [{ id: 'files', type: 'file-drop', path: `${values.data}/files`, from: 'beginning' }],
    });
    const onReady = (address: string | null): void => {
      terminal.stdout.write(
        [
          `Copytaster runs on a simulated wire (${simulator.url}).`,
          `  articles   ${address}/v1/articles`,
          `  readiness  ${address}/readyz`,
          `  metrics    ${address}/metrics`,
          `  files      ${values.data}/files`,
          'End it with Ctrl-C.\n',
        ].join('\n'),
      );
    };
    const code = await serve({ settings, roles: ROLES, source: null, onReady }, terminal);
    await simulator.close();
    return code;
  },
};
export default quickstart;
