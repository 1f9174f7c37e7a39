import { once } from 'node:events';
import { WrongUsage } from './parts/command-errors.ts';
import { defineCommand } from './parts/define-command.ts';
import { didYouMean } from './parts/nearest-word.ts';
import type { ExitCode, Terminal } from './parts/terminal.ts';

interface Played {
  readonly seed: number;
  readonly rate: number;
  readonly port: number;
}

export default defineCommand({
  name: 'simulate',
  summary: 'play a Reuters-like and an AFP-like wire, or the interface of one agency, on loopback',
  options: {
    agency: { kind: 'text', value: 'NAME', summary: 'afp, ap, dpa, reuters-connect or reuters-rmd' },
    seed: { kind: 'number', value: 'N', default: 1, summary: 'the same seed gives the same stories' },
    rate: { kind: 'number', value: 'N', default: 1, fractions: true, summary: 'stories a second' },
    port: { kind: 'number', value: 'N', default: 0, most: 65_535, summary: 'where it listens; 0 takes a free one' },
  },
  examples: ['copytaster simulate --seed 7 --rate 2', 'copytaster simulate --agency afp'],
  async run({ options: { agency, ...played }, terminal }) {
    if (agency !== undefined) return simulateAgency(agency, played, terminal);
    const { startSimulator } = await import('../simulator/simulator.ts');
    const simulator = await startSimulator(played);
    terminal.stdout.write(
      `The simulated wire is at ${simulator.url} (what it sent: ${simulator.url}/record). End it with Ctrl-C.\n`,
    );
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    await simulator.close();
    return 0;
  },
});

async function simulateAgency(name: string, played: Played, terminal: Terminal): Promise<ExitCode> {
  const { SIMULATED_AGENCIES } = await import('../simulator/simulated-agencies.ts');
  const agency = SIMULATED_AGENCIES.get(name);
  if (agency === undefined) {
    const known = [...SIMULATED_AGENCIES.keys()];
    throw new WrongUsage(
      `there is no agency "${name}"${didYouMean(name, known) || `; write one of ${known.join(', ')}`}`,
    );
  }
  const { startAgency } = await import('../simulator/start-agency.ts');
  const running = await startAgency(agency, played);
  const { accounts, feed } = running.settings;
  const feeds = [{ id: `${name}-simulated`, ...feed, every: { min: '1s', max: '10s' }, allowPrivateAddresses: true }];
  const { stringify } = await import('yaml');
  terminal.stdout.write(
    `The interface of ${name} is played at ${running.url} (what it filed: ${running.url}/record). End it with Ctrl-C.\nSettings to read it with:\n\n${stringify({ accounts, feeds })}`,
  );
  if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
  await running.close();
  return 0;
}
