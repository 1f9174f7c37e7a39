import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis that keeps what it confirmed, and can be stopped, killed and started again on its files. */
export class DurableRedis {
  readonly path: string;
  kills = 0;
  readonly #folder: string;
  #child: ChildProcess | null = null;

  constructor(folder: string) {
    this.#folder = join(folder, 'redis');
    mkdirSync(this.#folder, { recursive: true });
    this.path = join(this.#folder, 's');
  }

  /** Starts it; resolves when it has read its files and answers. */
  async start(): Promise<void> {
    const words = `--port 0 --unixsocket ${this.path} --dir ${this.#folder} --save  --appendonly yes --appendfsync always --maxmemory-policy noeviction --enable-debug-command local`;
    this.#child = spawn('redis-server', words.split(' '), { stdio: 'ignore' });
    const client = this.connect();
    for (let answer = ''; answer !== 'PONG'; ) answer = await client.ping().catch(() => '');
    client.disconnect();
  }

  /** The newest file of the append-only log. */
  get appendOnlyFile(): string {
    const folder = join(this.#folder, 'appendonlydir');
    const manifest = readFileSync(join(folder, 'appendonly.aof.manifest'), 'utf8');
    const names = [...manifest.matchAll(/^file (\S+) seq \d+ type i/gm)].map((match) => match[1] as string);
    return join(folder, names.at(-1) ?? '');
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    this.kills += 1;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** One command on a connection of its own. */
  async call(command: string, ...words: string[]): Promise<unknown> {
    const client = this.connect();
    try {
      return await client.call(command, ...words);
    } finally {
      client.disconnect();
    }
  }

  connect(): Redis {
    const client = new Redis({ path: this.path, maxRetriesPerRequest: null, retryStrategy: () => 20 });
    client.on('error', () => undefined);
    return client;
  }
}
