import { performance } from 'node:perf_hooks';
import type { Redis } from 'ioredis';

/** A clock that is off by less is nobody's trouble. */
const WORTH_SAYING_MS = 2_000;

/** What a look at the clocks has shown, in milliseconds; null where there is nothing to say. */
export interface ClockNews {
  /** This machine's clock is ahead of the server's by so much (behind: less than 0). */
  readonly skewMs: number;
  /** This machine's clock has jumped since the last look. */
  readonly jumpMs: number | null;
  /** The server's clock has jumped since the last look. */
  readonly serverJumpMs: number | null;
}

/**
 * The time by which all processes work: the Redis server's, carried on between two looks by a clock that nobody can
 * set. What a process's own clock does starves no job, opens no embargo early and breaks no order.
 */
export class ServerClock {
  readonly #redis: Redis;
  /** Epoch milliseconds at which the steady clock stood at 0: by the server, and by this machine. */
  #server = Date.now() - performance.now();
  #own: number | null = null;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Epoch milliseconds. */
  readonly now = (): number => Math.round(this.#server + performance.now());

  /** Looks at the server's clock. The first look has nothing to compare with. */
  async look(): Promise<ClockNews> {
    const asked = performance.now();
    const [seconds, microseconds] = (await this.#redis.time()) as unknown as [string, string];
    const steady = (asked + performance.now()) / 2;
    const server = Number(seconds) * 1_000 + Number(microseconds) / 1_000 - steady;
    const own = Date.now() - performance.now();
    const first = this.#own === null;
    const news = {
      skewMs: Math.round(own - server),
      jumpMs: first ? null : worthSaying(own - (this.#own ?? own)),
      serverJumpMs: first ? null : worthSaying(server - this.#server),
    };
    this.#server = server;
    this.#own = own;
    return news;
  }
}

function worthSaying(ms: number): number | null {
  return Math.abs(ms) < WORTH_SAYING_MS ? null : Math.round(ms);
}
