import type { Logger } from 'pino';
import type { ClockNews, ServerClock } from '../redis/server-clock.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** A receiver refuses signatures that are older or newer than five minutes; well before that it is said. */
const SKEWED_MS = 30_000;

/** Keeps a process on the time of Redis, and says when a clock is wrong. */
export class ClockWatch {
  readonly #clock: ServerClock;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #onJump: () => Promise<unknown>;
  #skewed = false;

  /** @param onJump what waits for a time of this machine's clock waits for the wrong one */
  constructor(
    clock: ServerClock,
    { log, metrics, onJump }: { log: Logger; metrics: Metrics; onJump: () => Promise<unknown> },
  ) {
    this.#clock = clock;
    this.#log = log;
    this.#metrics = metrics;
    this.#onJump = onJump;
  }

  async check(): Promise<void> {
    const news: ClockNews = await this.#clock.measure();
    this.#metrics.clockSkew.set(news.skewMs / 1_000);
    const skewed = Math.abs(news.skewMs) > SKEWED_MS;
    const cure = 'set both clocks by NTP; copytaster works by the time of redis';
    if (skewed && !this.#skewed)
      this.#log.warn({ skewMs: news.skewMs, cure }, 'the clocks of this machine and of redis differ');
    if (!skewed && this.#skewed) this.#log.info({ skewMs: news.skewMs }, 'the clocks agree again');
    this.#skewed = skewed;
    if (news.serverJumpMs !== null)
      this.#log.warn(
        { jumpMs: news.serverJumpMs },
        'the clock of redis jumped: what waits for an instant waits by the new time',
      );
    if (news.jumpMs === null) return;
    this.#log.warn({ jumpMs: news.jumpMs }, 'the clock of this machine jumped');
    await this.#onJump();
  }
}
