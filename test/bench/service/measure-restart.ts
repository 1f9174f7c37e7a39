import { setTimeout as wait } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Article } from '../../../src/article/article.ts';
import { fingerprintOf } from '../../../src/similarity/fingerprint.ts';
import { ask, feed, untilStill, webhook, withEnds, withService } from './measured-service.ts';
import { peakMb } from './processes.ts';
import { textOf } from './wire-copy.ts';

const WORDS = 220;
const AT_ONCE = 500;

/** From the start of the service to the first story that it judged and delivered, with so many in its window. */
export async function measureRestart(root: string, inWindow: number): Promise<Record<string, number>> {
  return withEnds([200, 1, 100], async ({ feeds, receiver }) => {
    const settings = {
      feeds: [feed('feed-0', `http://127.0.0.1:${feeds}/feed/0`, '500ms')],
      destinations: [{ ...webhook(receiver), from: 'now' }],
    };
    return withService(root, settings, async ({ redis, startAgain }) => {
      await wait(3_000);
      await fillWindow(redis, inWindow);
      const before = await ask<number>(receiver, 'count');
      await ask(feeds, 'go');
      const { service, readyMs, began } = await startAgain();
      while ((await ask<number>(receiver, 'count')) === before) await wait(20);
      const restartS = (Date.now() - began) / 1_000;
      await untilStill(receiver, before + 1);
      return { restartS, restartReadyS: readyMs / 1_000, windowMemoryMb: peakMb(service.pid) };
    });
  });
}

/** Puts entries of other stories into the wire log, and beside them what the window keeps of their text. */
async function fillWindow(redis: Redis, count: number): Promise<void> {
  let template: string[] = [];
  for (; template.length === 0; await wait(100)) {
    const [last] = await redis.xrevrange('{copytaster}:log', '+', '-', 'COUNT', 1);
    template = last?.[1] ?? [];
  }
  const like = (fields: Readonly<Record<string, string>>): string[] =>
    template.map((value, at) => (at % 2 === 0 ? value : (fields[template[at - 1] as string] ?? value)));
  for (let number = 0; number < count; ) {
    const pipeline = redis.pipeline();
    for (const end = Math.min(count, number + AT_ONCE); number < end; number += 1) {
      const { headline, body } = textOf(number, WORDS);
      const [article, revisionId] = [`art_window${number}`, `rev_window${number}`];
      const story = { headline, bodyText: body, storyKey: null } as Article;
      pipeline.hset(
        `{copytaster}:revision:${revisionId}`,
        'article',
        article,
        'fingerprint',
        Buffer.from(fingerprintOf(story)),
      );
      const fields = {
        article,
        revisionId,
        kind: 'revision',
        silent: '1',
        lineage: article,
        uri: article,
        related: '',
      };
      pipeline.xadd(
        '{copytaster}:log',
        '*',
        ...like({ ...fields, hash: revisionId, event: '', change: 'new', until: '' }),
      );
    }
    await pipeline.exec();
  }
}
