import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Publisher } from '../../src/publishing/publisher.ts';
import { packArticle } from '../../src/store/articles.ts';
import { updateDestination } from '../../src/store/destinations.ts';
import { keys } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { ENTRY_SCHEMA, entryFields } from '../../src/store/wire-log.ts';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts';
import { startPublisher, storyNamed } from '../publishing/one-publisher.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { until } from '../running-service.ts';

let redis: TestRedis;
let store: Store;
let sent: string[];
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  sent = [];
});

/** Puts a revision and its entry into the store, as a commit does; gives the entry's position. */
async function put(id: string, { schema = ENTRY_SCHEMA, head = id } = {}): Promise<string> {
  const article = {
    ...storyNamed(id),
    id,
    revision: 1,
    revisionId: id,
  };
  const facts = { kind: 'revision', hash: id, silent: false, recovered: false, epoch: '1' } as const;
  const entry = { ...entryFields(article, { ...facts, standing: 'wire', lineage: id }), schema };
  await store.redis.hset(keys.revision(id), { article: id, body: packArticle(article) });
  await store.redis.hset(keys.article(id), {
    headRevisionId: head,
  });
  return String(await store.redis.xadd(keys.log, '*', ...Object.entries(entry).flat()));
}

const publish = (metrics?: Metrics): Publisher =>
  startPublisher(
    store,
    async ({ id }) => {
      sent.push(id);
      return { outcome: 'delivered', detail: 'taken' };
    },
    metrics,
  );

const aside = (): Promise<string[]> => store.redis.zrange(keys.unread('cms'), '0', '-1');

test('an entry of a later version is set aside and counted, and what follows it is sent', async () => {
  const strange = await put('later', { schema: '2' });
  await put('known');
  const metrics = createMetrics();
  const publisher = publish(metrics);
  expect(await until(() => sent.length > 0)).toBe(true);
  await publisher.stop();
  expect(sent).toEqual(['known']);
  expect(await aside()).toEqual([strange]);
  expect(await metrics.registry.metrics()).toContain('log_entries_skipped_total{destination="cms"} 1');
});

test('what an earlier version set aside is sent by the one that can read it, where it still stands', async () => {
  const positions = [
    await put('stands'),
    await put('moved-on', { head: 'newer' }),
    await put('strange', { schema: '2' }),
  ];
  for (const position of positions) await store.redis.zadd(keys.unread('cms'), 1, position);
  await updateDestination(store, 'cms', { cursor: positions.at(-1)! });
  await put('after');
  const publisher = publish();
  expect(await until(() => sent.length >= 2)).toBe(true);
  await publisher.stop();
  expect(sent.toSorted()).toEqual(['after', 'stands']);
  expect(await aside()).toEqual([positions[2]]);
});
