import { performance } from 'node:perf_hooks';
import { askServer } from './ask-server.ts';
import type { RedisClient } from './open-client.ts';

/** A clock that is off by less is nobody's trouble. */
const WORTH_SAYING_MS = 2_000;

/** What comparing the clocks has shown, in milliseconds; null where there is nothing to say. */
export interface ClockNews {
  /** This machine's clock is ahead of the server's by so much (behind: less than 0). */
  readonly skewMs: number;
  /** This machine's clock has jumped since the last check. */
  readonly jumpMs: number | null;
  /** The server's clock has jumped since the last check. */
  readonly serverJumpMs: number | null;
}

/**
 * The time by which all processes work: the Redis server's, carried on between two checks by a clock that nobody can
 * set. What a process's own clock does starves no job, opens no embargo early and breaks no order.
 */
export class ServerClock {
  readonly #redis: RedisClient;
  /** Epoch milliseconds at which the steady clock stood at 0: by the server, as far as is known, and by this machine. */
  #server: Range | null = null;
  #own: number | null = null;
  #skewMs = 0;

  constructor(redis: RedisClient) {
    this.#redis = redis;
  }

  /** Epoch milliseconds. Never ahead of the server's clock, however long its replies are under way. */
  readonly now = (): number => Math.floor((this.#server?.least ?? Date.now() - performance.now()) + performance.now());

  /** By how much this machine's clock was ahead of the server's at the last check, in milliseconds. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** Reads the server's clock. The first time there is nothing to compare it with. */
  async measure(): Promise<ClockNews> {
    const asked = performance.now();
    const [seconds, microseconds] = (await askServer(this.#redis, 'TIME')) as [string, string];
    const replied = performance.now();
    const answered = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    // The server wrote its reply at some time between the two; only that much is known of its clock.
    const range: Range = { least: answered - replied, most: answered - asked };
    const own = Date.now() - performance.now();
    const server = this.#server;
    const news = {
      skewMs: Math.round(own - within(range, server?.least ?? range.least)),
      jumpMs: this.#own === null ? null : worthSaying(own - this.#own),
      serverJumpMs: server === null ? null : worthSaying(distance(server, range)),
    };
    this.#server = server === null || distance(server, range) !== 0 ? range : both(server, range);
    this.#own = own;
    this.#skewMs = news.skewMs;
    return news;
  }
}

interface Range {
  readonly least: number;
  readonly most: number;
}

const within = ({ least, most }: Range, value: number): number => Math.min(Math.max(value, least), most);

/** How far one range lies above another: 0 where they overlap, less than 0 where it lies below. */
const distance = (before: Range, range: Range): number =>
  Math.max(0, range.least - before.most) + Math.min(0, range.most - before.least);

/** What two ranges have in common. */
const both = (one: Range, other: Range): Range => ({
  least: Math.max(one.least, other.least),
  most: Math.min(one.most, other.most),
});

function worthSaying(ms: number): number | null {
  return Math.abs(ms) < WORTH_SAYING_MS ? null : Math.round(ms);
}
