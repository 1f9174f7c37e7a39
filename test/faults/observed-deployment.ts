import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RedisClient } from '../../src/redis/open-client.ts';
import type { Scenario } from '../../src/simulator/scenarios.ts';
import { simulatedFeeds } from '../../src/simulator/simulated-feeds.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { keys } from '../../src/store/keys.ts';
import { answer, type ScriptedServer, startScriptedServer } from '../receivers/scripted-server.ts';
import { type LogLine, type RunningService, startService, until } from '../running-service.ts';
import { DurableRedis } from './durable-redis.ts';

/** Only a service that is stuck takes so long. */
const DEADLINE_MS = 120_000;

interface Facts {
  readonly uri: string;
  readonly headline: string;
  /** The article's. */
  readonly revision: number;
  readonly embargoedUntil: string | null;
}

/** What a receiver got, as far as tests of lost state look at it. Times are epoch milliseconds. */
export interface Delivery extends Facts {
  readonly id: string;
  readonly recovered: boolean;
  readonly arrivedAt: number;
  readonly signedAt: number;
}

/** A Redis that a deployment can be built on. */
interface DeploymentRedis {
  /** As REDIS_URL names it. */
  readonly path: string;
  start(): Promise<void>;
  connect(): RedisClient;
  kill(): Promise<void>;
}

interface DeploymentOptions {
  readonly processes: readonly string[];
  readonly rate: number;
  readonly scenarios?: readonly Scenario[];
  readonly environments?: readonly Record<string, string>[];
}

/** The service under a steady wire, in one process or several, with its log, its metrics and what came out of it. */
export class ObservedDeployment<Server extends DeploymentRedis = DurableRedis> {
  readonly folder = mkdtempSync(join(tmpdir(), 'ct-deployment-'));
  readonly redis: Server;
  readonly services: RunningService[] = [];
  simulator!: Simulator;
  receiver!: ScriptedServer;
  /** So many lines of the wire's record came before all feeds had been read once: they were recorded without sending. */
  silent = 0;
  /** When a delivery was taken, by its number. */
  readonly #arrivedAt = new Map<number, number>();

  /** @param processes the roles of each process, as `--roles` takes them; `environments`: beside it */
  static start(options: DeploymentOptions): Promise<ObservedDeployment> {
    return ObservedDeployment.startOn((folder) => new DurableRedis(folder), options);
  }

  /** The same on a Redis of another make. */
  static async startOn<Server extends DeploymentRedis>(
    makeRedis: (folder: string) => Server,
    { processes, rate, scenarios = ['plain'], environments = [] }: DeploymentOptions,
  ): Promise<ObservedDeployment<Server>> {
    const deployment = new ObservedDeployment(makeRedis);
    await deployment.redis.start();
    deployment.receiver = await startScriptedServer();
    deployment.acceptDeliveries();
    deployment.simulator = await startSimulator({ seed: 11, rate, scenarios });
    await Promise.all(processes.map((roles, at) => deployment.addProcess(roles, environments[at])));
    const client = deployment.redis.connect();
    for (const { id } of deployment.feeds)
      if (!(await until(async () => (await client.hget(keys.feed(String(id)), 'lastOkAt')) !== null, DEADLINE_MS)))
        throw new Error(`the feed ${id} was not read`);
    deployment.silent = deployment.simulator.record().length;
    client.disconnect();
    return deployment;
  }

  private constructor(makeRedis: (folder: string) => Server) {
    this.redis = makeRedis(this.folder);
  }

  get feeds(): Record<string, unknown>[] {
    return simulatedFeeds(this.simulator.url, { min: '500ms', max: '1s' }).map((feed) => ({
      ...feed,
      onFirstPoll: 'record',
    }));
  }

  /** One process more. */
  async addProcess(roles: string, environment: Record<string, string> = {}): Promise<void> {
    const settings = {
      redis: { dataFolder: join(this.folder, `data-${this.services.length}`) },
      feeds: this.feeds,
      destinations: [{ id: 'desk', type: 'webhook', url: this.receiver.url, allowPrivateAddresses: true }],
    };
    const words = ['--roles', roles];
    this.services.push(
      await startService(settings, { words, environment: { REDIS_URL: this.redis.path, ...environment } }),
    );
  }

  acceptDeliveries(): void {
    this.receiver.script((response) => {
      this.#arrivedAt.set(this.receiver.seen.length - 1, Date.now());
      response.writeHead(204).end();
    });
  }

  refuseDeliveries(): void {
    this.receiver.script(answer(503));
  }

  /** Everything that was taken, in order. A refused attempt counts too. */
  received(): Delivery[] {
    return this.receiver.seen.map(({ headers, body }, at) => {
      const { recovered = false, data } = JSON.parse(body) as { recovered?: boolean; data: Facts };
      return {
        ...data,
        id: String(headers['webhook-id']),
        recovered,
        arrivedAt: this.#arrivedAt.get(at) ?? Number.NaN,
        signedAt: Number(headers['webhook-timestamp']) * 1_000,
      };
    });
  }

  /** Stories recorded after the first `from` lines of the record that no receiver got. */
  missing(from = this.silent): string[] {
    const got = new Set(this.received().map(({ uri }) => uri));
    return [
      ...new Set(
        this.simulator
          .record()
          .slice(from)
          .map(({ uri }) => uri),
      ),
    ].filter((uri) => !got.has(uri));
  }

  /** Waits until a story that the wire sends from now on has been received. */
  async delivers(deadlineMs = DEADLINE_MS): Promise<boolean> {
    const before = this.simulator.record().length;
    const later = (): Set<string> =>
      new Set(
        this.simulator
          .record()
          .slice(before)
          .map(({ uri }) => uri),
      );
    return until(() => this.received().some(({ uri }) => later().has(uri)), deadlineMs);
  }

  /** Lines of all the processes’ logs that match. */
  logLines(message: RegExp): LogLine[] {
    return this.services.flatMap(({ log }) => log.filter(({ msg }) => message.test(msg)));
  }

  /** The sum of a metric over all processes that serve HTTP, of the lines that its labels pick. */
  async metric(name: string, labels = ''): Promise<number> {
    let sum = 0;
    for (const service of this.services.filter(({ address }) => address !== '')) {
      const { body } = await service.get('/metrics');
      for (const line of String(body.text).split('\n'))
        if (line.startsWith(name) && line.includes(labels)) sum += Number(line.slice(line.lastIndexOf(' ')));
    }
    return sum;
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map((service) => service.end()));
    await this.simulator?.close();
    await this.receiver?.close();
    await this.redis.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
