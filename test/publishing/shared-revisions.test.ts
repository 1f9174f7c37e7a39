import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { SharedRevisions } from '../../src/publishing/shared-revisions.ts';
import canonical from '../../src/renderers/canonical.ts';
import type { Renderer } from '../../src/renderers/contract/renderer.ts';
import { packArticle } from '../../src/store/articles.ts';
import { keys } from '../../src/store/keys.ts';
import type { LaneEntry } from '../../src/store/lanes.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const made = normaliseItem(
  { ...EMPTY_ITEM, uri: 'tag:example.org,2026:1', headline: 'A story' },
  {
    feed: { id: 'world', agency: 'reuters', standing: 'wire', zone: null, language: 'en' },
    format: 'rss',
    receivedAt: 0,
    captureSha256: 'a'.repeat(64),
    styles: new Map(),
    detectLanguage: () => null,
  },
);
const event = (timestamp = '2026-11-27T12:00:00.000Z') => ({ type: 'article.new', timestamp });
const entryOf = (revisionId: string, stop = false): LaneEntry => ({ revisionId, stop }) as LaneEntry;
const bodyOf = (headline: string): Buffer => packArticle({ ...made, headline });
const NOW = Date.UTC(2026, 10, 27, 12);

let redis: TestRedis;
let store: Store;
let revisions: SharedRevisions;
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(async () => {
  await store.redis.flushall();
  await store.redis.hset(keys.revision('r1'), 'body', bodyOf('A story'));
  revisions = new SharedRevisions(store);
});

const read = (body: Buffer | null = null, now = NOW): Promise<Article | null> =>
  revisions.read({ entry: entryOf('r1', body !== null), body }, now);

test('a revision is read and written once in each format, however many destinations get it', async () => {
  let rendered = 0;
  const counting: Renderer = {
    ...canonical,
    render(article, options) {
      rendered += 1;
      return canonical.render(article, options);
    },
  };
  const write = async (bare: boolean, now = NOW) =>
    revisions.write(entryOf('r1'), (await read()) as Article, {
      renderer: counting,
      bare,
      event: event(new Date(now).toISOString()),
      now,
    });
  const [one, two] = await Promise.all([write(false), write(false, NOW + 900)]);
  expect(two).toBe(one);
  expect(rendered).toBe(1);
  const stats = await store.redis.info('commandstats');
  expect(stats).toMatch(/cmdstat_hget:calls=1,/);
  await write(true);
  expect(rendered).toBe(2);
  const later = await write(false, NOW + 1_500);
  expect(later.event.timestamp).toBe('2026-11-27T12:00:01.500Z');
  expect(later.body).toContain('"timestamp":"2026-11-27T12:00:01.500Z"');
  expect(later.bytes.toString()).toBe(later.body);
  expect(rendered).toBe(2);
});

test('a revision that was purged is not had from here for long', async () => {
  expect(await read()).toMatchObject({ headline: 'A story' });
  await store.redis.del(keys.revision('r1'));
  expect(await read(null, NOW + 2_000)).toBeNull();
});

test('what a stop sends is not the revision, and what a gate cut down is not what was read', async () => {
  const whole = (await read()) as Article;
  const stopped = await read(bodyOf('Withdrawn'));
  expect([whole.headline, stopped?.headline]).toEqual(['A story', 'Withdrawn']);
  const writing = { renderer: canonical, bare: false, event: event(), now: NOW };
  expect(revisions.write(entryOf('r1'), whole, writing).body).toContain('"headline":"A story"');
  expect(revisions.write(entryOf('r1'), { ...whole, headline: 'Cut' }, writing).body).toContain('"headline":"Cut"');
});
