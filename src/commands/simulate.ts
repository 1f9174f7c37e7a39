import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startSimulator } from '../simulator/simulator.ts';
import type { Command } from './contract/command.ts';

const simulate: Command = {
  name: 'simulate',
  summary: 'play a Reuters-like and an AFP-like wire on loopback',
  usage: 'copytaster simulate [--seed 1] [--rate 1] [--port 0]',
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: {
        seed: { type: 'string', default: '1' },
        rate: { type: 'string', default: '1' },
        port: { type: 'string', default: '0' },
      },
    });
    const simulator = await startSimulator({
      seed: Number(values.seed),
      rate: Number(values.rate),
      port: Number(values.port),
    });
    terminal.stdout.write(
      `The simulated wire is at ${simulator.url} (what it sent: ${simulator.url}/record). End it with Ctrl-C.\n`,
    );
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
    await simulator.close();
    return 0;
  },
};
export default simulate;
