import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SentItem } from './record.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { Wire } from './wire.ts';

/** A simulated wire that runs. */
export interface Simulator {
  readonly url: string;
  /** Every version that was listed, in order. */
  record(): readonly SentItem[];
  /** Begins no new stories and sends what is due; resolves when no follow-up is left. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the simulated wire on loopback: `rate` stories a second, the same for the same seed. */
export async function startSimulator({
  seed,
  rate,
  port = 0,
  scenarios = SCENARIOS,
  stories = Number.POSITIVE_INFINITY,
}: {
  seed: number;
  rate: number;
  port?: number;
  scenarios?: readonly Scenario[];
  stories?: number;
}): Promise<Simulator> {
  const wire = new Wire(seed, scenarios);
  const server = createServer((request, response) => wire.answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  wire.url = url;
  let begun = 0;
  const timer = setInterval(() => {
    wire.sendDue(Date.now());
    if (begun < stories) {
      begun += 1;
      wire.begin(Date.now());
    }
  }, 1_000 / rate);
  return {
    url,
    record: () => wire.record,
    async finish() {
      begun = Number.POSITIVE_INFINITY;
      while (wire.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    },
    async close() {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
