import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { Publisher } from '../../src/publishing/publisher.ts';
import { SharedRevisions } from '../../src/publishing/shared-revisions.ts';
import canonical from '../../src/renderers/canonical.ts';
import { DestinationSettings } from '../../src/settings/schema.ts';
import { packArticle } from '../../src/store/articles.ts';
import { keys } from '../../src/store/keys.ts';
import { countLanes } from '../../src/store/lanes.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { entryFields } from '../../src/store/wire-log.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';

const STORIES = 14;
const STOP = 'killed-2';

let redis: TestRedis;
let store: Store;
let attempts: string[];
let refuses: (revision: string) => boolean;
let publisher: Publisher;

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  attempts = [];
  refuses = () => false;
});

/** Puts a revision and its entry into the store, as a commit does. */
async function put(id: string, revision: number): Promise<void> {
  const stop = revision === 2;
  const article = {
    ...normaliseItem(
      { ...EMPTY_ITEM, uri: `tag:example.org,2026:${id}`, headline: `Story ${id}` },
      {
        feed: { id: 'world', agency: 'reuters', standing: 'wire', zone: null, language: 'en' },
        format: 'rss',
        receivedAt: Date.UTC(2026, 10, 3, 12),
        captureSha256: 'a'.repeat(64),
        styles: new Map(),
        detectLanguage: () => null,
      },
    ),
    id,
    revision,
    revisionId: `${id}-${revision}`,
    pubStatus: stop ? ('canceled' as const) : ('usable' as const),
  };
  const kind = stop ? 'withdrawal' : 'revision';
  const facts = { kind, hash: id, silent: false, recovered: false, epoch: '1', standing: 'wire', lineage: id } as const;
  await store.redis.hset(keys.revision(article.revisionId), { article: id, body: packArticle(article) });
  await store.redis.hset(keys.article(id), { headRevisionId: article.revisionId });
  await store.redis.xadd(keys.log, '*', ...Object.entries(entryFields(article, facts)).flat());
  publisher.wake();
}

function startPublisher(): Publisher {
  const destination = DestinationSettings.parse({ id: 'cms', type: 'webhook', from: 'beginning', concurrency: 2 });
  const started = new Publisher({
    store,
    log: createLog({ level: 'fatal' }),
    metrics: createMetrics(),
    destination,
    renderer: canonical,
    revisions: new SharedRevisions(),
    outlet: {
      async connect() {},
      async deliver({ id }) {
        attempts.push(id);
        return refuses(id)
          ? { outcome: 'failed', reason: '503', retryAfterMs: null, ambiguous: false }
          : { outcome: 'delivered', detail: 'taken' };
      },
      async close() {},
    },
    now: () => Date.now(),
    random: () => 0.5,
    topicsAbove: () => [],
    reset: () => false,
  });
  started.start();
  return started;
}

/** A story is delivered, the receiver refuses what `outage` says, more stories and the kill of the first come. */
async function outage(refused: (revision: string) => boolean): Promise<void> {
  publisher = startPublisher();
  await put('killed', 1);
  expect(await until(() => attempts.includes('killed-1'))).toBe(true);
  refuses = refused;
  for (let story = 0; story < STORIES; story += 1) await put(`story-${story}`, 1);
  expect(await until(() => attempts.length >= 10)).toBe(true);
  await put('killed', 2);
}

const stopsSent = (): number => attempts.filter((revision) => revision === STOP).length;

describe('a receiver that refuses everything', () => {
  test('is sent the kill all the same, again and again soon, and the rest once it takes something', async () => {
    await outage(() => true);
    expect(await until(() => stopsSent() >= 4, 5_000)).toBe(true);
    refuses = () => false;
    expect(await until(async () => (await countLanes(store, 'cms')) === 0, 40_000)).toBe(true);
    await publisher.stop();
  });
});

describe('a receiver that cannot take a kill', () => {
  test('is given everything else all the same, and the kill again in its times', async () => {
    await outage((revision) => revision === STOP);
    expect(await until(() => stopsSent() > 0)).toBe(true);
    expect(await until(async () => (await countLanes(store, 'cms')) === 1)).toBe(true);
    expect(new Set(attempts)).toEqual(
      new Set(['killed-1', STOP, ...Array.from({ length: STORIES }, (_, story) => `story-${story}-1`)]),
    );
    expect(stopsSent()).toBeLessThan(20);
    await publisher.stop();
  });
});
