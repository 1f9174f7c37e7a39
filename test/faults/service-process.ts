import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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
  /** How often it was killed, at a step of its own or from outside. */
  kills = 0;
  readonly #config: string;
  readonly #roles: string;
  readonly #redisUrl: string;
  #child: ChildProcess | null = null;

  constructor({ config, roles, redisUrl }: { config: string; roles: string; redisUrl: string }) {
    this.#config = config;
    this.#roles = roles;
    this.#redisUrl = redisUrl;
  }

  /** @param killAt the point at which it kills itself, and the how-manieth time it comes there */
  start(killAt = ''): void {
    const words = ['dist/workers/copytaster.js', 'start', '--config', this.#config, '--roles', this.#roles];
    const child = spawn(process.execPath, words, {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        REDIS_URL: this.#redisUrl,
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'fatal',
        COPYTASTER_KILL_AT: killAt,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#child = child;
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') this.kills += 1;
      if (this.#child !== child) return;
      this.#child = null;
      this.deaths.push({ code, signal });
      setTimeout(() => this.#child ?? this.start(), AGAIN_AFTER_MS).unref();
    });
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Ends it. @returns its exit code, null when a signal ended it */
  async end(name: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return null;
    child.kill(name);
    await once(child, 'exit');
    return child.exitCode;
  }
}
