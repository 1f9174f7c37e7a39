import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../settings/schema.ts';
import { Misconfigured, WrongUsage } from './parts/command-errors.ts';
import { defineCommand } from './parts/define-command.ts';
import type { ExitCode, Terminal } from './parts/terminal.ts';
import { chooseStory, type DrillResult, timeStop } from './practice/drill.ts';
import type { KeptVersion } from './practice/kept-day.ts';
import type { PracticeReceiver } from './practice/practice-receivers.ts';

const RECEIVERS = ['practice-cms', 'practice-app'];
/** A wire that was not kept brings a story a minute, so many times faster. */
const STORIES_A_SECOND = 1 / 60;

export default defineCommand({
  name: 'practice',
  summary: 'let a desk practise on a wire of its own, which reaches nobody',
  options: {
    from: {
      kind: 'text',
      value: 'DAY',
      summary: 'a day that is kept, such as 2026-11-24; without it the wire is simulated',
    },
    speed: { kind: 'number', value: 'N', default: 60, fractions: true, summary: 'so many times faster than it was' },
    drill: { kind: 'text', value: 'DRILL', choices: ['kill'], summary: 'what the desk is asked to do, and timed at' },
    data: {
      kind: 'text',
      value: 'FOLDER',
      default: '.data/practice',
      summary: 'where everything of it is, until it ends',
    },
    port: { kind: 'number', value: 'PORT', default: 8081, least: 0, most: 65_535, summary: 'of the page' },
    config: { kind: 'text', value: 'FILE', summary: 'the settings whose store has the day' },
  },
  notes: [
    'It has a Redis, a data folder and receivers of its own; of the settings only the store is read.',
    'With --drill it ends when every receiver was told, and says how long that took.',
  ],
  examples: ['copytaster practice --speed 120', 'copytaster practice --from 2026-11-24 --drill kill'],
  async run({ options, terminal }) {
    const { from, speed, drill, port, config } = options;
    const day = from === undefined ? null : await readDay(from, config, terminal);
    const { startReceivers } = await import('./practice/practice-receivers.ts');
    const receivers = await startReceivers(RECEIVERS);
    mkdirSync(options.data, { recursive: true });
    const data = mkdtempSync(join(options.data, 'run-'));
    const ended = new AbortController();
    const signal = AbortSignal.any([terminal.signal, ended.signal]);
    const wire = await openWire(day, { folder: data, speed, signal, kills: drill === undefined });
    const settings = await makeSettings({ feeds: wire.feeds, receivers, data, port });
    let result: DrillResult | null = null;
    const onReady = (address: string | null): void => {
      terminal.stdout.write(`Practice: the desk is at ${address}/\n`);
      wire.begin();
      if (drill === undefined) return;
      void playKill(receivers, signal, terminal).then((found) => {
        result = found;
        ended.abort();
      });
    };
    try {
      return await serveUntil(settings, { ...terminal, signal }, onReady);
    } finally {
      if (result !== null) terminal.stdout.write(describe(result));
      await Promise.all([wire.close(), ...receivers.map((receiver) => receiver.close())]);
      rmSync(data, { recursive: true, force: true });
    }
  },
});

async function readDay(from: string, config: string | undefined, terminal: Terminal): Promise<readonly KeptVersion[]> {
  const day = Date.parse(`${from}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || Number.isNaN(day))
    throw new WrongUsage(`--from: "${from}" is no day; write one such as 2026-11-24`);
  const [{ openSettings }, { withStore }, { readKeptDay }] = await Promise.all([
    import('./parts/load-settings.ts'),
    import('./parts/open-store.ts'),
    import('./practice/kept-day.ts'),
  ]);
  const versions = await withStore((await openSettings(config, terminal)).read(), (store) =>
    readKeptDay(store, day, Date.now()),
  );
  if (versions.length === 0) throw new Misconfigured(`nothing is kept of ${from}`);
  return versions;
}

/** Where the copy of a practice comes from. */
interface Wire {
  readonly feeds: readonly unknown[];
  begin(): void;
  close(): Promise<void>;
}

async function openWire(
  day: readonly KeptVersion[] | null,
  { folder, speed, signal, kills }: { folder: string; speed: number; signal: AbortSignal; kills: boolean },
): Promise<Wire> {
  if (day === null) {
    const { simulatedFeeds } = await import('../simulator/simulated-feeds.ts');
    const { startSimulator } = await import('../simulator/simulator.ts');
    const { EXPLAINED_SCENARIOS } = await import('../simulator/scenarios.ts');
    const rate = speed * STORIES_A_SECOND;
    // Where the desk is timed at a kill, its agency leaves it to the desk.
    const scenarios = EXPLAINED_SCENARIOS.filter((scenario) => kills || scenario !== 'kill');
    const simulator = await startSimulator({ seed: Date.now() % 100_000, rate, scenarios });
    return {
      feeds: simulatedFeeds(simulator.url, { min: '1s', max: '2s' }),
      begin: () => undefined,
      close: () => simulator.close(),
    };
  }
  const { folderOf, playDay } = await import('./practice/kept-day.ts');
  const { loadPlugins } = await import('../registry.ts');
  const known = await loadPlugins('agencies');
  let playing = Promise.resolve();
  const agencies = [...new Set(day.map(({ agency }) => agency))];
  for (const agency of agencies) mkdirSync(folderOf(folder, agency), { recursive: true });
  return {
    feeds: agencies.map((agency) => ({
      id: `practice-${agency}`,
      transport: 'folder',
      path: folderOf(folder, agency),
      format: 'ninjs',
      ...(known.has(agency) ? { agency, speaksFor: [agency] } : {}),
    })),
    begin() {
      playing = playDay(day, { folder, speed, signal });
    },
    close: () => playing,
  };
}

/** Settings that name nothing outside this process and its folder. */
async function makeSettings(given: {
  readonly feeds: readonly unknown[];
  readonly receivers: readonly PracticeReceiver[];
  readonly data: string;
  readonly port: number;
}): Promise<Settings> {
  const { feeds, receivers, data, port } = given;
  const [{ loadSettingsPlugins }, { settingsSchema }] = await Promise.all([
    import('../registry.ts'),
    import('../settings/plugin-settings.ts'),
  ]);
  return settingsSchema(await loadSettingsPlugins()).parse({
    redis: { url: '', dataFolder: data },
    http: { host: '127.0.0.1', port },
    log: { level: 'warn' },
    feeds,
    destinations: receivers.map(({ name, url }) => ({ id: name, type: 'webhook', url, allowPrivateAddresses: true })),
  });
}

async function serveUntil(
  settings: Settings,
  terminal: Terminal,
  onReady: (address: string | null) => void,
): Promise<ExitCode> {
  const [{ serve }, { ROLES }] = await Promise.all([import('./parts/serve.ts'), import('../service/roles.ts')]);
  return serve({ settings, roles: ROLES, source: null, onReady }, terminal);
}

/** An editor telephones: one story must go. */
async function playKill(
  receivers: readonly PracticeReceiver[],
  signal: AbortSignal,
  { stdout }: Terminal,
): Promise<DrillResult | null> {
  const story = await chooseStory(receivers, signal);
  if (story === null) return null;
  const calledAt = Date.now();
  stdout.write(`DRILL. The telephone rings: "${story.headline}" is not true. Withdraw it. The clock runs.\n`);
  return timeStop(story, receivers, { calledAt, signal });
}

function describe({ headline, firstStopMs, lastStopMs, receivers }: DrillResult): string {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  return [
    `"${headline}" is withdrawn.`,
    `  The desk took ${seconds(firstStopMs)}; from the first receiver to the last it took ${seconds(lastStopMs)}.`,
    ...Object.entries(receivers).map(([name, ms]) => `  ${name.padEnd(14)} was told after ${seconds(ms)}`),
    '',
  ].join('\n');
}
