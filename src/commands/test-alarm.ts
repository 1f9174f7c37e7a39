import { pino } from 'pino';
import type { TestedWay } from '../alarms/test-alarm.ts';
import { actorOf, defineCommand } from './parts/define-command.ts';
import { layOutTable } from './parts/table.ts';

export default defineCommand({
  name: 'test-alarm',
  summary: 'send an alarm that says that it is a test by every way of the settings, and say what came of each',
  needs: 'settings',
  forms: { ways: '[WAY]' },
  options: { by: { kind: 'text', value: 'NAME', summary: 'who you are; your user name without it' } },
  notes: [
    'WAY is the id of one way; without it every way is tried, whatever its priorities and quiet hours.',
    'The way log writes here what the service would write into its log.',
  ],
  examples: ['copytaster test-alarm', 'copytaster test-alarm night-desk --by "Ana"'],
  async run({ settings, words: [id], options, terminal }) {
    const [{ loadPlugins }, { sendTestAlarm }, { USER_AGENT }, { WrongUsage }, { didYouMean }] = await Promise.all([
      import('../registry.ts'),
      import('../alarms/test-alarm.ts'),
      import('../service/version.ts'),
      import('./parts/command-errors.ts'),
      import('./parts/nearest-word.ts'),
    ]);
    const { ways } = settings.alarms;
    const chosen = id === undefined ? ways : ways.filter((way) => way.id === id);
    if (id !== undefined && chosen.length === 0) {
      const ids = ways.map((way) => way.id);
      throw new WrongUsage(`there is no way "${id}"${didYouMean(id, ids) || `; ways: ${ids.join(', ')}`}`);
    }
    const log = pino({ base: null }, { write: (line: string) => void terminal.stderr.write(line) });
    const tested = await sendTestAlarm(chosen, await loadPlugins('alarm-ways'), {
      by: actorOf(options),
      now: Date.now(),
      log,
      userAgent: USER_AGENT,
    });
    const failed = tested.some(({ outcome }) => outcome === 'failed');
    return { json: { ways: tested }, text: () => describe(tested), exitCode: failed ? 1 : 0 };
  },
});

function describe(tested: readonly TestedWay[]): string {
  if (tested.length === 0) return 'There is no way in alarms.ways: alarms are sent to nobody.\n';
  const rows = tested.map(({ way, type, outcome, reason }) => [way, type, outcome, reason ?? '']);
  return layOutTable([['WAY', 'TYPE', 'OUTCOME', 'REASON'], ...rows]);
}
