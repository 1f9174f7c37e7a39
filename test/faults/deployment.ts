import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stringify } from 'yaml';
import { simulatedFeeds } from '../../src/simulator/simulated-feeds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { keys } from '../../src/store/keys.ts';
import { until } from '../running-service.ts';
import { type Account, account } from './checker.ts';
import { DurableRedis } from './durable-redis.ts';
import { FaultProxy } from './proxy.ts';
import { JournalReader, type Receiver, StreamReader, WebhookReceiver } from './receivers.ts';
import { ServiceProcess } from './service-process.ts';

/** Drained: nothing is missing, and nothing new came for so long. */
const QUIET_MS = 8_000;
const POLL_MS = 500;
/** Longer than the faults of a campaign leave anything behind; the rest is what no one needs to hold in memory. */
const KEPT = { retention: { days: 0.1 }, window: '10m' };

/** Draws from a seed, 0 to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The simulated wire, a Redis that keeps what it confirms, receivers of every kind, and a proxy before each of them. */
export class Deployment {
  readonly random: () => number;
  readonly folder = mkdtempSync(join(tmpdir(), 'ct-faults-'));
  readonly redis = new DurableRedis(this.folder);
  /** What stands between the service and its Redis. */
  readonly redisProxy: FaultProxy;
  readonly webhook: WebhookReceiver;
  readonly stream: StreamReader;
  readonly receivers: Receiver[];
  readonly services: ServiceProcess[] = [];
  readonly simulator: Simulator;
  /** How often each feed of the wire is read, each time as a feed of its own. */
  readonly #readings: number;

  private constructor(simulator: Simulator, random: () => number, readings: number) {
    this.simulator = simulator;
    this.#readings = readings;
    this.random = random;
    this.redisProxy = new FaultProxy({ path: this.redis.path }, random);
    this.webhook = new WebhookReceiver('desk', this.folder, random);
    this.stream = new StreamReader('stream', random);
    this.receivers = [this.webhook, this.stream, new JournalReader('drop', this.folder)];
  }

  /** Opens a deployment in which no process of the service runs yet. */
  static async open({
    seed,
    rate,
    readings = 1,
  }: {
    seed: number;
    rate: number;
    readings?: number;
  }): Promise<Deployment> {
    const deployment = new Deployment(await startSimulator({ seed, rate }), randomFrom(seed), readings);
    await deployment.redis.start();
    await deployment.redisProxy.start();
    for (const receiver of deployment.receivers) await receiver.start();
    return deployment;
  }

  /** A process of the service, not started yet; it publishes to `receivers`. */
  async addProcess(roles: string, receivers: readonly Receiver[] = this.receivers): Promise<ServiceProcess> {
    const port = await freePort();
    const name = `service-${this.services.length}`;
    const config = join(this.folder, `${name}.yaml`);
    const settings = {
      ...KEPT,
      redis: { dataFolder: join(this.folder, name) },
      feeds: this.#feeds(),
      destinations: receivers.map((receiver) => receiver.settings()),
    };
    writeFileSync(config, stringify(settings));
    const redisUrl = `redis://127.0.0.1:${this.redisProxy.port}`;
    const service = new ServiceProcess({ config, roles, redisUrl, port });
    this.services.push(service);
    return service;
  }

  #feeds(): Record<string, unknown>[] {
    const feeds = simulatedFeeds(this.simulator.url, { min: '500ms', max: '1s' });
    return Array.from({ length: this.#readings }, (_, at) =>
      feeds.map((feed) => ({ ...feed, id: at === 0 ? feed.id : `${feed.id}-${at + 1}` })),
    ).flat();
  }

  /** What was sent against what was received up to now. */
  async account(faultEnds: readonly number[] = []): Promise<Account> {
    const receipts = await Promise.all(
      this.receivers.map(async (receiver) => [receiver.name, await receiver.receipts()] as const),
    );
    return account(this.simulator.record(), new Map(receipts), faultEnds);
  }

  /** Stops that a destination has not confirmed: "destination|stop". */
  async unconfirmed(): Promise<readonly string[]> {
    return (await this.redis.call('ZRANGE', keys.owedStops, '0', '-1')) as string[];
  }

  /** Deliveries up to now, repeated ones too. */
  async deliveries(): Promise<number> {
    const receipts = await Promise.all(this.receivers.map((receiver) => receiver.receipts()));
    return receipts.reduce((sum, each) => sum + each.length, 0);
  }

  /** True when deliveries go on within the deadline. */
  async goesOn(deadlineMs: number): Promise<boolean> {
    const before = await this.deliveries();
    return until(async () => (await this.deliveries()) > before + 3, deadlineMs);
  }

  /** Ends the news and waits until nothing is missing and nothing more comes; gives up when nothing came for so long. */
  async drain(patienceMs: number): Promise<void> {
    await this.simulator.finish();
    let [seen, movedAt] = [-1, Date.now()];
    for (let missing = 1; missing > 0 && Date.now() < movedAt + patienceMs; ) {
      const begun = Date.now();
      missing = (await this.account()).lost.length + (await this.unconfirmed()).length;
      const deliveries = await this.deliveries();
      if (deliveries !== seen) [seen, movedAt] = [deliveries, Date.now()];
      // The longer the account takes, the seldomer it is made; but often enough to see that something moved.
      await wait(Math.min(Math.max(POLL_MS, 5 * (Date.now() - begun)), patienceMs / 4));
    }
    for (seen = -1; seen !== (await this.deliveries()); await wait(QUIET_MS)) seen = await this.deliveries();
  }

  /** Ends all; `keep` leaves the folder with what each process and receiver wrote. */
  async close(keep = false): Promise<void> {
    await Promise.all(this.services.map((service) => service.end('SIGKILL')));
    await this.simulator.close();
    for (const receiver of this.receivers) await receiver.close();
    await this.redisProxy.close();
    await this.redis.kill();
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }
}
