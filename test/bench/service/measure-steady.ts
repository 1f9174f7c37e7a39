import { setTimeout as wait } from 'node:timers/promises';
import { ask, ENOUGH, feed, quantile, webhook, withEnds, withService } from './measured-service.ts';
import { peakMb } from './processes.ts';
import { LISTED } from './wire-copy.ts';

const WARM_MS = 6_000;
const GIVE_UP_MS = 30_000;

/** What stories that come at a steady rate cost, on so many feeds that each list a hundred. */
export interface Steady {
  readonly feeds: number;
  readonly interval: string;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface SteadyFigures {
  readonly cpuMs: number;
  readonly stories: number;
  readonly polls: number;
  readonly storyMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly peakMb: number;
}

/** What a steady wire costs, and how long its stories take. @throws where stories do not arrive */
export async function measureSteady(root: string, steady: Steady): Promise<SteadyFigures> {
  return withEnds([0, steady.feeds, 0], async ({ feeds, receiver }) => {
    await ask(feeds, `fill/${LISTED}`);
    const settings = {
      feeds: Array.from({ length: steady.feeds }, (_, at) =>
        feed(`steady-${at}`, `http://127.0.0.1:${feeds}/steady/${at}`, steady.interval),
      ),
      destinations: [webhook(receiver)],
    };
    return withService(root, settings, async (service) => {
      await untilListed(feeds, steady.feeds);
      await ask(feeds, `rate?per-second=${steady.perSecond}`);
      await wait(WARM_MS);
      const [cpuBefore, pollsBefore, began] = [service.cpuMs(), await ask<number>(feeds, 'polls'), Date.now()];
      await wait(steady.seconds * 1_000);
      const seconds = (Date.now() - began) / 1_000;
      const cpuMs = service.cpuMs() - cpuBefore;
      const polls = (await ask<number>(feeds, 'polls')) - pollsBefore;
      await ask(feeds, 'rate?per-second=0');
      const served = (await ask<[string, number][]>(feeds, 'served')).filter(
        ([, at]) => at >= began && at < began + seconds * 1_000,
      );
      const ms = await latenciesOf(served, receiver);
      const stories = steady.perSecond * seconds;
      const [p50Ms, p99Ms] = [quantile(ms, 0.5), quantile(ms, 0.99)];
      return { cpuMs, stories, polls, storyMs: cpuMs / stories, p50Ms, p99Ms, peakMb: peakMb(service.pid) };
    });
  });
}

/**
 * From the answer that first listed a story to its arrival, for those that arrived.
 * @throws where more are missing than may be taken for copies of others
 */
async function latenciesOf(served: readonly (readonly [string, number])[], receiver: string): Promise<number[]> {
  for (const giveUp = Date.now() + GIVE_UP_MS; ; await wait(200)) {
    const received = new Map(await ask<[string, number][]>(receiver, 'stories'));
    const arrived = served.filter(([story]) => received.has(story));
    if (arrived.length < served.length && Date.now() < giveUp) continue;
    if (arrived.length < served.length * ENOUGH)
      throw new Error(
        `${served.length - arrived.length} of ${served.length} stories did not arrive within ${GIVE_UP_MS / 1_000} s`,
      );
    return arrived.map(([story, at]) => (received.get(story) as number) - at);
  }
}

/** Waits until every feed was polled and what it listed at first was worked. */
async function untilListed(feeds: string, count: number): Promise<void> {
  while ((await ask<number>(feeds, 'polls')) < count * 2) await wait(200);
  await wait(Math.max(4_000, count * 150));
}

/** What a poll that is answered 304 costs, over a service that polls next to nothing. */
export async function measureIdle(
  root: string,
  { feeds: count, interval, seconds }: { feeds: number; interval: string; seconds: number },
): Promise<Record<string, number>> {
  const rest = await restingService(root, { feeds: 1, interval: '10m', seconds });
  const polled = await restingService(root, { feeds: count, interval, seconds });
  return {
    idleMsPerSecond: rest.cpuMs / seconds,
    idleCommandsPerSecond: rest.commands / seconds,
    poll304Ms: (polled.cpuMs - rest.cpuMs) / polled.polls,
    poll304Commands: (polled.commands - rest.commands) / polled.polls,
    poll304PerSecond: polled.polls / seconds,
  };
}

async function restingService(
  root: string,
  { feeds: count, interval, seconds }: { feeds: number; interval: string; seconds: number },
): Promise<{ cpuMs: number; commands: number; polls: number }> {
  return withEnds([0, 1, 0], async ({ feeds }) => {
    const settings = {
      feeds: Array.from({ length: count }, (_, at) =>
        feed(`idle-${at}`, `http://127.0.0.1:${feeds}/idle/${at}`, interval),
      ),
    };
    return withService(root, settings, async ({ redis, cpuMs }) => {
      const commands = async (): Promise<number> =>
        Number(/total_commands_processed:(\d+)/.exec(await redis.info('stats'))?.[1]);
      await wait(WARM_MS + count * 20);
      const before = { cpuMs: cpuMs(), commands: await commands(), polls: await ask<number>(feeds, 'polls') };
      await wait(seconds * 1_000);
      return {
        cpuMs: cpuMs() - before.cpuMs,
        commands: (await commands()) - before.commands,
        polls: (await ask<number>(feeds, 'polls')) - before.polls,
      };
    });
  });
}
