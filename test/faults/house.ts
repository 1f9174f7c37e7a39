import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Receipt } from './checker.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A Redis that keeps what it confirmed, and can be killed and started again on its files. */
export class DurableRedis {
  readonly path: string;
  readonly #folder: string;
  #child: ChildProcess | null = null;

  constructor(folder: string) {
    this.#folder = join(folder, 'redis');
    mkdirSync(this.#folder, { recursive: true });
    this.path = join(this.#folder, 's');
  }

  async start(): Promise<void> {
    const words = `--port 0 --unixsocket ${this.path} --dir ${this.#folder} --save  --appendonly yes --appendfsync always --maxmemory-policy noeviction`;
    this.#child = spawn('redis-server', words.split(' '), { stdio: 'ignore' });
    const client = this.connect();
    await client.ping();
    client.disconnect();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    child?.kill('SIGKILL');
    if (child !== null) await once(child, 'exit');
  }

  connect(): Redis {
    const client = new Redis({ path: this.path, maxRetriesPerRequest: null, retryStrategy: () => 20 });
    client.on('error', () => undefined);
    return client;
  }

  /** The newest file of the append-only log. */
  get appendOnlyFile(): string {
    const folder = join(this.#folder, 'appendonlydir');
    const manifest = readFileSync(join(folder, 'appendonly.aof.manifest'), 'utf8');
    const names = [...manifest.matchAll(/^file (\S+) seq \d+ type i/gm)].map((match) => match[1] as string);
    return join(folder, names.at(-1) ?? '');
  }
}

/** A process of the service that is started again whenever it was killed. */
export class ServiceProcess {
  readonly #config: string;
  readonly #roles: string;
  readonly #redis: DurableRedis;
  #child: ChildProcess | null = null;

  constructor(config: string, roles: string, redis: DurableRedis) {
    this.#config = config;
    this.#roles = roles;
    this.#redis = redis;
  }

  start(): void {
    const words = ['dist/workers/copytaster.js', 'start', '--config', this.#config, '--roles', this.#roles];
    this.#child = spawn(process.execPath, words, {
      cwd: ROOT,
      env: { ...process.env, REDIS_URL: this.#redis.path, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'fatal' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Ends it. @returns its exit code, null when a signal ended it */
  async end(name: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(name);
    await once(child, 'exit');
    return child.exitCode;
  }
}

/** How the receiver treats what comes. */
export type Mood = 'take' | 'refuse' | 'take-and-cut' | 'hang';

/** A receiver outside the service: a line in a file for all it took, before it answers. */
export class FileReceiver {
  mood: Mood = 'take';
  url = '';
  readonly #file: string;
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (this.mood === 'refuse') return void response.writeHead(503).end();
      const { type, data } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        type: string;
        data: Record<string, never>;
      };
      const receipt: Receipt = {
        at: Date.now(),
        id: String(request.headers['webhook-id']),
        type,
        articleId: data.id ?? '',
        revision: data.revision ?? null,
        uri: data.uri ?? '',
        bodyText: data.bodyText ?? '',
        embargoedUntil: data.embargoedUntil ?? null,
      };
      appendFileSync(this.#file, `${JSON.stringify(receipt)}\n`);
      if (this.mood === 'take-and-cut') return void response.destroy();
      if (this.mood === 'hang') return void setTimeout(() => response.writeHead(204).end(), 2_000);
      response.writeHead(204).end();
    });
  });

  constructor(folder: string) {
    this.#file = join(folder, 'received.ndjson');
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  receipts(): Receipt[] {
    if (!existsSync(this.#file)) return [];
    return readFileSync(this.#file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Receipt);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await wait(0);
  }
}
