import { afterEach, beforeEach } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import type { AttemptResult } from '../../src/article/attempt.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import type { Delivery } from '../../src/destinations/contract/destination.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { Publisher } from '../../src/publishing/publisher.ts';
import { SharedLog } from '../../src/publishing/shared-log.ts';
import { SharedRevisions } from '../../src/publishing/shared-revisions.ts';
import canonical from '../../src/renderers/canonical.ts';
import { DestinationSettings } from '../../src/settings/schema.ts';
import { packArticle } from '../../src/store/articles.ts';
import { advanceEpoch } from '../../src/store/epoch.ts';
import { keys } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/store.ts';
import { entryFields } from '../../src/store/wire-log.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts';
import { useTestStore } from '../test-store.ts';

/** A publisher of the destination `cms`, whose receiver answers as a test says. */
export function startPublisher(
  store: Store,
  deliver: (delivery: Delivery) => Promise<AttemptResult>,
  metrics: Metrics = createMetrics(),
): Publisher {
  const started = new Publisher({
    store,
    log: createLog({ level: 'fatal' }),
    metrics,
    destination: DestinationSettings.parse({ id: 'cms', type: 'webhook', from: 'beginning', concurrency: 2 }),
    renderer: canonical,
    revisions: new SharedRevisions(store),
    wireLog: new SharedLog(store),
    outlet: { async connect() {}, deliver, async close() {} },
    now: () => Date.now(),
    random: () => 0.5,
    topicsAbove: () => [],
    reset: () => false,
  });
  started.start();
  return started;
}

/** A receiver whose publisher begins anew, on an empty store, before each test. */
export interface TestReceiver {
  readonly store: Store;
  /** Articles in the order of the attempts, and those of them that it took. */
  readonly attempted: string[];
  readonly taken: string[];
  /** What it answers to the revision of an article. */
  answers: (article: string) => AttemptResult;
}

/** Starts a receiver for the tests of a file. */
export function useTestReceiver(): TestReceiver {
  const store = useTestStore({ days: 30 });
  const receiver: TestReceiver = {
    store,
    attempted: [],
    taken: [],
    answers: () => ({ outcome: 'delivered', detail: '200' }),
  };
  let publisher: Publisher;
  beforeEach(async () => {
    await store.redis.flushall();
    await advanceEpoch(store);
    for (const articles of [receiver.attempted, receiver.taken]) articles.length = 0;
    publisher = startPublisher(store, async ({ article }) => {
      const id = article?.id ?? '';
      const result = receiver.answers(id);
      receiver.attempted.push(id);
      if (result.outcome === 'delivered') receiver.taken.push(id);
      return result;
    });
  });
  afterEach(() => publisher.stop());
  return receiver;
}

/** A story of the agency's own wire, as it is normalised. */
export function storyNamed(id: string): Article {
  return normaliseItem(
    { ...EMPTY_ITEM, uri: `tag:example.org,2026:${id}`, headline: `Story ${id}` },
    {
      feed: { id: 'world', agency: 'reuters', standing: 'wire', zone: null, language: 'en' },
      format: 'rss',
      receivedAt: Date.UTC(2026, 10, 3, 12),
      captureSha256: 'a'.repeat(64),
      styles: new Map(),
      detectLanguage: () => null,
    },
  );
}

/** Puts a revision and its entry into the store, as a commit does: `story-2` is revision 2 of the article `story`. */
export async function commitRevision(
  store: Store,
  id: string,
  revision: number,
  { stop = false }: { stop?: boolean } = {},
): Promise<void> {
  const article = {
    ...storyNamed(id),
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
}
