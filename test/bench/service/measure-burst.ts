import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import {
  ask,
  feed,
  type MeasuredService,
  quantile,
  untilStill,
  webhook,
  withEnds,
  withService,
} from './measured-service.ts';
import { burstWire, storyOf } from './wire-copy.ts';

/** How many stories come at once, on how many feeds, and how many of them come before anything is measured. */
export interface Burst {
  readonly stories: number;
  readonly feeds: number;
  readonly warm: number;
}

/** What a burst cost: CPU of the service and of Redis a story, and how far deliveries fell behind what was committed. */
export async function measureBurst(
  root: string,
  burst: Burst,
  then: (service: MeasuredService) => Promise<Record<string, number>> = async () => ({}),
): Promise<Record<string, number>> {
  const { stories, feeds: count, warm } = burst;
  return withEnds([stories, count, warm], async ({ feeds, receiver }) => {
    const settings = {
      feeds: Array.from({ length: count }, (_, at) => feed(`feed-${at}`, `http://127.0.0.1:${feeds}/feed/${at}`, '1s')),
      destinations: [webhook(receiver)],
    };
    return withService(root, settings, async (service) => {
      await untilStill(receiver, sentOf(warm, count));
      const file = watchFile(service.redis);
      const memory = await usedMemory(service.redis);
      const [before, began] = [service.cpuMs(), Date.now()];
      await ask(feeds, 'go');
      await untilStill(receiver, sentOf(stories, count));
      const counted = stories - warm;
      const received = new Map(await ask<[string, number][]>(receiver, 'received'));
      const lastAt = Math.max(...received.values());
      const cpuMs = service.cpuMs() - before;
      const lags = await lagsOf(service.redis, received, began);
      return {
        burstStoryMs: cpuMs / counted,
        burstStoriesPerSecond: counted / ((lastAt - began) / 1_000),
        burstLagP99S: quantile(lags, 0.99) / 1_000,
        redisBytesPerRevision: ((await usedMemory(service.redis)) - memory) / lags.length,
        aofBytesPerStory: (await file.end()) / counted,
        ...(await then(service)),
      };
    });
  });
}

/** At least so many of the first stories go out: what was killed meanwhile may, repeats and embargoes do not. */
function sentOf(stories: number, feeds: number): number {
  const kinds = Array.from({ length: stories }, (_, number) => storyOf(number, burstWire(feeds)).kind);
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  return stories - count('repeat') - count('embargoed') - count('kill');
}

/** From each commit since then to its arrival, in milliseconds, by the instants in the wire log. */
async function lagsOf(redis: Redis, received: ReadonlyMap<string, number>, since: number): Promise<number[]> {
  const entries = await redis.xrange('{copytaster}:log', String(since), '+');
  return entries.flatMap(([position, fields]) => {
    const at = received.get(`/receiver ${fields[fields.indexOf('revisionId') + 1]}`);
    return at === undefined ? [] : [at - Number(position.split('-')[0])];
  });
}

async function usedMemory(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
}

/** How many bytes are written to the append-only file, whatever is made of it meanwhile. */
function watchFile(redis: Redis): { end: () => Promise<number> } {
  let [size, written, watching] = [-1, 0, true];
  const look = async (): Promise<void> => {
    const now = Number(/aof_current_size:(\d+)/.exec(await redis.info('persistence'))?.[1]);
    if (size >= 0 && now > size) written += now - size;
    size = now;
  };
  const looking = (async () => {
    for (; watching; await wait(250)) await look();
    await look();
  })();
  return {
    async end() {
      watching = false;
      await looking;
      return written;
    },
  };
}
