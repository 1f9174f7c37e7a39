import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const AGAIN_AFTER_MS = 500;

/** How a process that nobody had ended came to its end. */
export interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of the service under a supervisor that starts it again when it ends by itself. */
export class ServiceProcess {
  /** Ends that nobody had asked for. */
  readonly deaths: Death[] = [];
  /** Codes with which it ended when it was asked to. */
  readonly exits: (number | null)[] = [];
  /** How often it was killed, at a step of its own or from outside. */
  kills = 0;
  readonly #config: string;
  readonly #roles: string;
  readonly #redisUrl: string;
  readonly #port: number;
  readonly #log: string;
  #child: ChildProcess | null = null;

  /** @param port where its HTTP server listens, if that is one of its roles */
  constructor({
    config,
    roles,
    redisUrl,
    port,
  }: {
    config: string;
    roles: string;
    redisUrl: string;
    port: number;
  }) {
    this.#config = config;
    this.#roles = roles;
    this.#redisUrl = redisUrl;
    this.#port = port;
    this.#log = `${config}.log`;
  }

  /** @param crashAt the point at which it kills itself, and the number of the time at which it does */
  start(crashAt = ''): void {
    const words = ['dist/workers/copytaster.js', 'start', '--config', this.#config, '--roles', this.#roles];
    const log = openSync(this.#log, 'a');
    const child = spawn(process.execPath, words, {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        REDIS_URL: this.#redisUrl,
        PORT: String(this.#port),
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        COPYTASTER_CRASH_AT: crashAt,
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') this.kills += 1;
      if (this.#child !== child) return;
      this.#child = null;
      this.deaths.push({ code, signal });
      setTimeout(() => this.#child ?? this.start(), AGAIN_AFTER_MS).unref();
    });
  }

  /** Lines that it wrote, since its first start, that match. */
  logLines(what: RegExp): string[] {
    if (!existsSync(this.#log)) return [];
    return readFileSync(this.#log, 'utf8')
      .split('\n')
      .filter((line) => what.test(line));
  }

  /** The sum of all values whose line in its metrics begins so; 0 while it does not answer. */
  async metric(begin: string): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/metrics`).catch(() => null);
    const lines = ((await answer?.text()) ?? '').split('\n').filter((line) => line.startsWith(begin));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  async end(name: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return;
    child.kill(name);
    await once(child, 'exit');
    if (name === 'SIGTERM') this.exits.push(child.exitCode);
  }
}
