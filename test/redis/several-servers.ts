import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { TAG } from '../../src/redis/hash-tags.ts';
import { openClient, type RedisClient } from '../../src/redis/open-client.ts';
import { until } from '../running-service.ts';
import type { Certificates } from '../servers/certificates.ts';

/** One server of several, on a port of 127.0.0.1. */
export interface Node {
  readonly port: number;
  readonly process: ChildProcess;
  /** One command on a connection of its own. */
  call(command: string, ...words: string[]): Promise<unknown>;
}

const SLOTS = 16_384;
const PRIMARIES = 3;
const KEEPS_ALL = '--save  --appendonly yes --appendfsync always --maxmemory-policy noeviction';

/** Servers that stand for one Redis, in folders of their own. */
abstract class SeveralServers {
  readonly nodes: Node[] = [];
  /** As REDIS_URL names it. */
  abstract readonly path: string;
  readonly #folder: string;
  readonly #certificates: Certificates | null;

  /** @param certificates with which they speak TLS alone, to clients and among themselves */
  constructor(folder: string, certificates: Certificates | null = null) {
    this.#folder = folder;
    this.#certificates = certificates;
  }

  /** What an address of them begins with. */
  protected get scheme(): string {
    return this.#certificates === null ? 'redis' : 'rediss';
  }

  /** The server that takes writes of our keys now, and one that would stand in for it. */
  abstract primary(): Promise<Node>;
  abstract replica(): Promise<Node>;

  connect(): RedisClient {
    const client = openClient(this.path, { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    return client;
  }

  async kill(): Promise<void> {
    for (const { process } of this.nodes) await killProcess(process);
  }

  protected async startNode(port: number, words: string): Promise<Node> {
    const folder = join(this.#folder, String(port));
    mkdirSync(folder, { recursive: true });
    const certificates = this.#certificates;
    const child = spawn(
      'redis-server',
      [...words.split(' '), '--bind', '127.0.0.1', ...portWords(port, certificates)],
      {
        stdio: 'ignore',
        cwd: folder,
      },
    );
    const node = { port, process: child, call: (...all: string[]) => callAt(port, all, certificates) } as Node;
    if (!(await until(() => node.call('PING').then(Boolean, () => false)))) throw new Error('no answer');
    this.nodes.push(node);
    return node;
  }

  /** A file in a server's own folder. */
  protected write(port: number, name: string, text: string): string {
    const folder = join(this.#folder, String(port));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  protected at(port: number): Node {
    const node = this.nodes.find((each) => each.port === port);
    if (node === undefined) throw new Error(`no server has port ${port}`);
    return node;
  }
}

/** A cluster of three primaries, with a replica each where `replicas` are asked for. */
export class ClusterOfRedis extends SeveralServers {
  path = '';
  readonly #replicas: boolean;

  constructor(folder: string, replicas: boolean, certificates: Certificates | null = null) {
    super(folder, certificates);
    this.#replicas = replicas;
  }

  async start(): Promise<void> {
    const count = this.#replicas ? 2 * PRIMARIES : PRIMARIES;
    const ports = await freePorts(2 * count);
    for (let at = 0; at < count; at += 1)
      await this.startNode(
        ports[at]!,
        `${KEEPS_ALL} --cluster-enabled yes --cluster-node-timeout 2000 --cluster-port ${ports[count + at]}`,
      );
    const [first, ...others] = this.nodes;
    for (const [at, { port }] of others.entries())
      await first!.call('CLUSTER', 'MEET', '127.0.0.1', String(port), String(ports[count + at + 1]));
    for (let at = 0; at < PRIMARIES; at += 1) {
      const [from, to] = [at, at + 1].map((each) => Math.floor((each * SLOTS) / PRIMARIES));
      await this.nodes[at]!.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to! - 1));
      await this.nodes[at]!.call('CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1)).catch(() => undefined);
    }
    await this.#everybodyKnows(`cluster_known_nodes:${count}`);
    for (let at = PRIMARIES; at < count; at += 1)
      await this.nodes[at]!.call(
        'CLUSTER',
        'REPLICATE',
        String(await this.nodes[at - PRIMARIES]!.call('CLUSTER', 'MYID')),
      );
    await this.#everybodyKnows('cluster_state:ok');
    if (this.#replicas)
      for (const node of this.nodes.slice(PRIMARIES))
        await until(async () => String(await node.call('INFO', 'replication')).includes('master_link_status:up'));
    const kind = this.scheme === 'redis' ? 'redis' : 'rediss+cluster';
    this.path = `${kind}://${this.nodes
      .slice(0, PRIMARIES)
      .map(({ port }) => `127.0.0.1:${port}`)
      .join(',')}`;
  }

  async primary(): Promise<Node> {
    return (await this.#shard())[0]!;
  }

  async replica(): Promise<Node> {
    return (await this.#shard())[1]!;
  }

  /** The primary of the slot of our keys and its replicas, as a server that lives says. */
  async #shard(): Promise<Node[]> {
    const alive = this.nodes.find(({ process }) => process.exitCode === null && process.signalCode === null)!;
    const slot = Number(await alive.call('CLUSTER', 'KEYSLOT', TAG));
    const ranges = (await alive.call('CLUSTER', 'SLOTS')) as [number, number, ...[string, number][]][];
    const [, , ...servers] = ranges.find(([from, to]) => from <= slot && slot <= to)!;
    return servers.map(([, port]) => this.at(port));
  }

  async #everybodyKnows(fact: string): Promise<void> {
    for (const node of this.nodes) await until(async () => String(await node.call('CLUSTER', 'INFO')).includes(fact));
  }
}

/** A primary, a replica and three sentinels that watch them under the name `wire`. */
export class WatchedBySentinels extends SeveralServers {
  path = '';
  readonly #sentinels: number[] = [];

  async start(): Promise<void> {
    const [primary, replica, ...sentinels] = await freePorts(5);
    await this.startNode(primary!, KEEPS_ALL);
    await this.startNode(replica!, `${KEEPS_ALL} --replicaof 127.0.0.1 ${primary}`);
    await until(async () => String(await this.at(replica!).call('INFO', 'replication')).includes('link_status:up'));
    for (const port of sentinels) {
      const settings = [
        `sentinel monitor wire 127.0.0.1 ${primary} 2`,
        'sentinel down-after-milliseconds wire 1500',
        'sentinel failover-timeout wire 5000',
      ];
      const file = this.write(port, 'sentinel.conf', `${settings.join('\n')}\n`);
      await this.startNode(port, `${file} --sentinel`);
      this.#sentinels.push(port);
    }
    for (const port of sentinels)
      await until(async () => {
        const facts = String(await this.at(port).call('INFO', 'sentinel'));
        return facts.includes('slaves=1') && facts.includes('sentinels=3');
      });
    this.path = `${this.scheme}+sentinel://${sentinels.map((port) => `127.0.0.1:${port}`).join(',')}/wire`;
  }

  async primary(): Promise<Node> {
    const [, port] = (await this.at(this.#sentinels[0]!).call(
      'SENTINEL',
      'GET-MASTER-ADDR-BY-NAME',
      'wire',
    )) as string[];
    return this.at(Number(port));
  }

  async replica(): Promise<Node> {
    const { port } = await this.primary();
    return this.nodes.find((node) => node.port !== port && !this.#sentinels.includes(node.port))!;
  }
}

/** Ends a server at once, wherever it stands. */
export async function killProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** On which port a server listens, and how. */
function portWords(port: number, certificates: Certificates | null): string[] {
  if (certificates === null) return ['--port', String(port)];
  const { authority, certificate, key } = certificates;
  return [
    ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
    ...['--tls-replication', 'yes', '--tls-cluster', 'yes'],
    ...['--tls-ca-cert-file', authority, '--tls-cert-file', certificate, '--tls-key-file', key],
  ];
}

async function callAt(
  port: number,
  [command, ...words]: readonly string[],
  certificates: Certificates | null,
): Promise<unknown> {
  const client = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: () => null,
    ...(certificates === null ? {} : { tls: { ca: readFileSync(certificates.authority) } }),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.call(command!, ...words);
  } finally {
    client.disconnect();
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  for (let at = 0; at < count; at += 1) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
  }
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  await wait(0);
  return ports;
}
