import type { Settings } from '../settings/schema.ts';
import { defineCommand } from './parts/define-command.ts';
import type { Terminal } from './parts/terminal.ts';

export default defineCommand({
  name: 'quickstart',
  summary: 'run everything on a simulated wire, to see it work',
  options: {
    rate: { kind: 'number', value: 'N', default: 1, fractions: true, summary: 'stories a second' },
    data: { kind: 'text', value: 'FOLDER', default: '.data/quickstart', summary: 'where everything is kept' },
  },
  examples: ['copytaster quickstart --rate 5'],
  async run({ options: { rate, data }, terminal }) {
    const [{ startSimulator }, { EXPLAINED_SCENARIOS }, { simulatedFeeds }, { serve }, { ROLES }] = await Promise.all([
      import('../simulator/simulator.ts'),
      import('../simulator/scenarios.ts'),
      import('../simulator/simulated-feeds.ts'),
      import('./parts/serve.ts'),
      import('../service/roles.ts'),
    ]);
    const simulator = await startSimulator({ seed: Date.now() % 100_000, rate, scenarios: EXPLAINED_SCENARIOS });
    const settings = await makeSettings(simulatedFeeds(simulator.url, { min: '2s', max: '5s' }), data, terminal);
    const onReady = (address: string | null): void => {
      terminal.stdout.write(welcome(simulator.url, address, data));
    };
    const code = await serve({ settings, roles: ROLES, source: null, onReady }, terminal);
    await simulator.close();
    return code;
  },
});

async function makeSettings(feeds: unknown, data: string, { environment }: Terminal): Promise<Settings> {
  const [{ loadSettingsPlugins }, { settingsSchema }] = await Promise.all([
    import('../registry.ts'),
    import('../settings/plugin-settings.ts'),
  ]);
  return settingsSchema(await loadSettingsPlugins()).parse({
    redis: { url: environment.REDIS_URL ?? '', dataFolder: data },
    http: { host: environment.HOST || '127.0.0.1', port: environment.PORT || 8080 },
    log: { level: environment.LOG_LEVEL || 'warn' },
    feeds,
    destinations: [{ id: 'files', type: 'file-drop', path: `${data}/files`, from: 'beginning' }],
  });
}

const welcome = (wire: string, address: string | null, data: string): string =>
  [
    `Copytaster runs on a simulated wire (${wire}).`,
    `  the page   ${address}/`,
    `  articles   ${address}/v1/articles`,
    `  readiness  ${address}/readyz`,
    `  metrics    ${address}/metrics`,
    `  files      ${data}/files`,
    'The wire refuses, fails, corrects and kills now and then, as real ones do: the log below says so.',
    'End it with Ctrl-C.\n',
  ].join('\n');
