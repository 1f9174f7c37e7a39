import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nameBeside } from '../../src/article/beside.ts';
import { FeedDown } from '../../src/article/failure.ts';
import { FeedCosts } from '../../src/fetching/feed-costs.ts';
import { FetchEnds } from '../../src/fetching/fetch-ends.ts';
import { type FetchDependencies, fetchFeed } from '../../src/fetching/fetch-feed.ts';
import { KnownSlices } from '../../src/fetching/known-slices.ts';
import { resumeReceipt } from '../../src/fetching/read-receipt.ts';
import { ToldProblems } from '../../src/fetching/told-problems.ts';
import { readDocument } from '../../src/formats/contract/read-document.ts';
import { PageFetcher } from '../../src/network/page-fetcher.ts';
import type { StoriesJob } from '../../src/queue/queues.ts';
import { loadPlugins } from '../../src/registry.ts';
import { FeedSettings } from '../../src/settings/schema.ts';
import { accountsIn } from '../../src/store/accounts.ts';
import { discardDeadLetter, listDeadLetters } from '../../src/store/dead-letters.ts';
import { readFeedState } from '../../src/store/feeds.ts';
import { inboxIn } from '../../src/store/inbox.ts';
import { keys } from '../../src/store/keys.ts';
import { abandonReceipt, readBytes, readOpenItems, readReceipt } from '../../src/store/receipts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import type { AnyTransport } from '../../src/transports/contract/transport.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const FEED = FeedSettings.parse({ id: 'wire', every: { min: '1ms', max: '1m' }, onFirstPoll: 'send' });
const formats = await loadPlugins('formats');
const reader = {
  async read(request: Parameters<typeof readDocument>[1]) {
    const answer = await readDocument(formats, request);
    readHeadlines.push(answer.items.map(({ headline }) => headline ?? ''));
    return answer;
  },
};

let server: TestRedis;
let store: Store;
let answer = '';
let filename: string | null = null;
let onlyStops = false;
let slices = new KnownSlices();
let readHeadlines: string[][] = [];
let added: StoriesJob[] = [];
let asked = 0;
let refusedFiles: { name: string; reason: string }[] = [];
let olderDocuments: Record<string, string> = {};

const transport = {
  fetch: async () => {
    asked += 1;
    const capture = { bytes: Buffer.from(answer), contentType: null, url: 'https://f.example/', contentLocation: null };
    return {
      outcome: 'ok',
      continues: true,
      hints: { waitMs: null },
      refused: refusedFiles,
      captures: [{ capture: { ...capture, filename, receivedAt: 1 }, bookmark: { etag: answer }, holds: null }],
    };
  },
  fetchOlder: async (_: unknown, url: string) => {
    const text = olderDocuments[url];
    if (text === undefined) throw new FeedDown('feed wire: answered 404', 'gone');
    return { bytes: Buffer.from(text), contentType: null, url, contentLocation: null, filename: null, receivedAt: 1 };
  },
} as unknown as AnyTransport;

function room(): FetchDependencies {
  return {
    store,
    log: createLog({ level: 'fatal' }),
    metrics: createMetrics(),
    transports: new Map([['http-poll', transport]]),
    reading: reader,
    pageReading: reader,
    pages: new PageFetcher({ userAgent: 'test', now: Date.now }),
    slices,
    told: new ToldProblems(),
    userAgent: 'test',
    accounts: accountsIn(store),
    inbox: inboxIn(store),
    publicUrl: () => null,
    signal: new AbortController().signal,
    enqueueStories: async (job) => {
      added.push(job);
    },
    beginInHand: () => false,
    enqueueMissing: async (job) => {
      added.push(job);
    },
    now: Date.now,
    onlyStops: () => onlyStops,
    recovering: async () => false,
    recovered: async () => undefined,
    ends: new FetchEnds(store),
    costs: new FeedCosts(),
    random: () => 0.5,
  };
}

async function poll(text: string): Promise<void> {
  answer = text;
  const before = asked;
  for (let tries = 0; asked === before && tries < 100; tries += 1) {
    await fetchFeed(room(), FEED);
    if (asked === before) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(asked).toBe(before + 1);
}

beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
});
afterAll(() => server.close());
beforeEach(async () => {
  await store.redis.flushall();
  onlyStops = false;
  filename = null;
  slices = new KnownSlices();
  added = [];
  readHeadlines = [];
  olderDocuments = {};
  refusedFiles = [];
});

describe('a document that cannot be read', () => {
  test('and comes unchanged at every poll is one letter with its bytes once, counted, and a growing failure', async () => {
    for (let times = 0; times < 4; times += 1) await poll('<rss version="2.0"><channel><item/></channel></rss>');
    const letters = await listDeadLetters(store, 10);
    expect(letters.map(({ id, fields }) => ({ id, again: fields.again }))).toEqual([{ id: 'wire.1.0', again: '3' }]);
    expect(await store.redis.keys(keys.receipt('*'))).toEqual([keys.receipt('wire.1')]);
    expect(await readFeedState(store, 'wire')).toMatchObject({
      state: 'bad-document',
      failures: 4,
      lastError: 'rss: not one of its 1 items can be read: item 1: is empty',
    });
  });

  test('is named where it is a file', async () => {
    filename = '/srv/wire/garbage.xml';
    await poll('<rss version="2.0"><channel><item/></channel></rss>');
    expect((await readFeedState(store, 'wire')).lastError).toMatch(/^garbage\.xml: rss: not one of its 1 items/);
  });

  test('is a letter of its own once it has changed', async () => {
    await poll('<rss version="2.0"><channel><item/></channel></rss>');
    await poll('<rss version="2.0"><channel><item/><item/></channel></rss>');
    expect(await listDeadLetters(store, 10)).toHaveLength(2);
  });

  test('takes its bytes along when its letter is discarded', async () => {
    await poll('<rss version="2.0"><channel><item/></channel></rss>');
    expect(await readBytes(store, 'wire.1', 0)).not.toBeNull();
    await discardDeadLetter(store, 'wire.1.0');
    expect(await readBytes(store, 'wire.1', 0)).toBeNull();
  });

  test('is no letter where its bytes are gone: the receipt is let go, and the next poll brings them again', async () => {
    await poll('<rss version="2.0"><channel><item><guid>1</guid><title>Ferry is late</title></item></channel></rss>');
    await store.redis.hset(keys.receipt('wire.1'), { state: 'unread' });
    await store.redis.hdel(keys.receipt('wire.1'), 'bytes:0');
    await resumeReceipt(room(), FEED, 'wire.1');
    expect(await listDeadLetters(store, 10)).toEqual([]);
    expect(await readReceipt(store, 'wire.1')).toBeNull();
    expect(await store.redis.hget(keys.feed('wire'), 'openReceipt')).toBe('');
  });

  test('is forgotten when the feed is read again', async () => {
    const bad = '<rss version="2.0"><channel><item/></channel></rss>';
    await poll(bad);
    await poll('<rss version="2.0"><channel><title>none today</title></channel></rss>');
    await poll(bad);
    expect(await readFeedState(store, 'wire')).toMatchObject({ failures: 1 });
  });
});

test('a file that a source cannot give is a letter with its name', async () => {
  refusedFiles = [{ name: 'shut.xml', reason: 'it cannot be read' }];
  await poll('no feed at all');
  const letters = (await listDeadLetters(store, 10)).filter(({ fields }) => fields.file !== '');
  expect(letters.map(({ kind, reason, fields }) => [kind, reason, fields])).toEqual([
    ['document', 'it cannot be read', { feed: 'wire', file: 'shut.xml' }],
  ]);
});

describe('a feed whose documents are much work', () => {
  const list = '<rss version="2.0"><channel><item><guid>1</guid><title>Ferry is late</title></item></channel></rss>';

  test('is left alone for a while, so that its neighbours have their turns', async () => {
    const dependencies = room();
    dependencies.costs.note('wire', 3_060, 1);
    answer = list;
    await fetchFeed(dependencies, FEED);
    const { notBefore, notice } = await readFeedState(store, 'wire');
    expect(notice).toMatch(/^what it brings is much work: it is left alone for 20 s/);
    expect(notBefore).toBeGreaterThan(Date.now() + 15_000);
    expect(notBefore).toBeLessThanOrEqual(Date.now() + 20_000);
  });

  test('and one whose are not is not', async () => {
    await poll(list);
    expect((await readFeedState(store, 'wire')).notBefore).toBe(0);
  });
});

describe('while there is no memory for more', () => {
  const item = (guid: string, title: string): string => `<item><guid>${guid}</guid><title>${title}</title></item>`;
  const feed = (...items: string[]): string => `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;

  test('stops alone are taken of what a feed lists, and the rest is fetched again afterwards', async () => {
    onlyStops = true;
    const listed = feed(item('1', 'Ferry is late'), item('2', 'KILL: Ferry is late'));
    await poll(listed);
    const receipt = await readReceipt(store, 'wire.1');
    expect(receipt?.facts.chunks).toEqual([[0]]);
    expect(added).toHaveLength(1);
    expect(await store.redis.hget(keys.feed('wire'), 'bookmark')).toBeNull();
  });

  test('a document without a stop is not kept', async () => {
    onlyStops = true;
    await poll(feed(item('1', 'Ferry is late')));
    expect(await store.redis.keys(keys.receipt('*'))).toEqual([]);
  });
});

describe('a listing that is polled again', () => {
  const item = (guid: string, title: string): string =>
    `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title></item>`;
  const feed = (...items: string[]): string => `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
  const ferry = item('1', 'Ferry is late');

  /** Commits what stands open, as the stories worker does. */
  async function commitAll(): Promise<void> {
    for (const { receipt, chunk } of added) {
      for (const { itemId, hash, arrival } of await readOpenItems(store, receipt, chunk))
        await store.redis.set(keys.seen('wire', itemId), `${hash}|${arrival}`);
      await abandonReceipt(store, 'wire', receipt);
    }
    await store.redis.hset(keys.feed('wire'), 'firstPollDone', '1');
    added = [];
    await store.redis.hset(keys.feed('wire'), { lastCommitAt: Date.now() });
  }
  async function pollAndCommit(text: string): Promise<void> {
    await poll(text);
    await commitAll();
  }
  beforeEach(async () => {
    await pollAndCommit(feed(ferry));
    await pollAndCommit(feed(item('2', 'Bridge is shut'), ferry));
    readHeadlines = [];
  });

  test('has only its new items read, and only those in its receipt', async () => {
    await poll(feed(item('3', 'Tunnel is open'), item('2', 'Bridge is shut'), ferry));
    expect(readHeadlines).toEqual([['Tunnel is open']]);
    expect((await readBytes(store, 'wire.3', 0))?.toString()).toBe(feed(item('3', 'Tunnel is open')));
    expect((await readReceipt(store, 'wire.3'))?.facts).toMatchObject({
      chunks: [[0]],
      captures: [{ beside: expect.arrayContaining(['1', '2', '3'].map(nameBeside)) }],
    });
  });

  test('has no receipt when it brings nothing new, and is not asked for again as it is', async () => {
    const again = feed(item('2', 'Bridge is shut'), `\n${ferry}`);
    await poll(again);
    expect(await store.redis.keys(keys.receipt('*'))).toEqual([]);
    expect(added).toEqual([]);
    expect(JSON.parse((await store.redis.hget(keys.feed('wire'), 'bookmark')) ?? '')).toEqual({ etag: again });
  });

  test('shows a correction that nobody marked', async () => {
    await poll(feed(item('2', 'Bridge is shut'), item('1', 'Ferry is later')));
    expect(readHeadlines).toEqual([['Ferry is later']]);
    expect(added).toHaveLength(1);
  });

  test('is read again where it lists what was never committed', async () => {
    await poll(feed(item('3', 'Tunnel is open'), ferry));
    await abandonReceipt(store, 'wire', 'wire.3');
    added = [];
    await poll(feed(item('3', 'Tunnel is open'), ferry));
    expect(readHeadlines.at(-1)).toEqual(['Tunnel is open']);
    expect(added).toHaveLength(1);
  });

  test('brings back a text that was changed in between', async () => {
    await pollAndCommit(feed(item('1', 'Ferry is later')));
    await poll(feed(ferry));
    expect(added).toHaveLength(1);
  });

  test('is read whole where a new item has the id of a known one', async () => {
    await poll(feed(item('1', 'Another story of a train'), ferry, item('2', 'Bridge is shut')));
    expect(readHeadlines).toEqual([
      ['Another story of a train'],
      ['Another story of a train', 'Ferry is late', 'Bridge is shut'],
    ]);
  });

  describe('and shares nothing with the last one', () => {
    const OLDER = 'https://f.example/older';
    const newest = (link = ''): string => feed(link, item('9', 'Quay is dry'), item('8', 'Crane is up'));
    const linkTo = (address: string): string =>
      `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="prev-archive" href="${address}"/>`;
    const addedHeadlines = async (): Promise<unknown[]> => {
      const all = await Promise.all(added.map(({ receipt, chunk }) => readOpenItems(store, receipt, chunk)));
      return all.flat().map(({ item: { headline } }) => headline);
    };

    test('overran: how many may be missing is kept with the feed, and it is not left alone for so long again', async () => {
      await store.redis.hset(keys.feed('wire'), 'lastOkAt', Date.now() - 40_000);
      await poll(newest());
      const { lastGap } = await readFeedState(store, 'wire');
      expect(lastGap).toBe(
        'none of the 2 items that are listed was there at the fetch 1 min before; how many are missing is not known',
      );
      const { maxMs } = JSON.parse((await store.redis.hget(keys.feed('wire'), 'overran')) ?? '{}') as { maxMs: number };
      expect(maxMs).toBeGreaterThanOrEqual(20_000);
      expect(maxMs).toBeLessThan(60_000);
    });

    test('is estimated by the rate of what it lists, where that has times', async () => {
      const at = (ms: number, guid: string): string =>
        `<item><guid>${guid}</guid><title>Story ${guid}</title><pubDate>${new Date(ms).toUTCString()}</pubDate></item>`;
      const now = Date.now();
      await store.redis.hset(keys.feed('wire'), 'lastOkAt', now - 3_600_000);
      await poll(feed(...[0, 10, 20, 30].map((minutes) => at(now - minutes * 60_000, `n${minutes}`))));
      expect((await readFeedState(store, 'wire')).lastGap).toContain('about 3 may be missing');
    });

    test('has its older documents followed back to what is known, and nothing is missing', async () => {
      olderDocuments = {
        [OLDER]: feed(linkTo(`${OLDER}/2`), item('7', 'Lock is shut'), item('6', 'Buoy is lost')),
        [`${OLDER}/2`]: feed(item('5', 'Pilot is ill'), item('2', 'Bridge is shut')),
      };
      await poll(newest(linkTo(OLDER)));
      expect((await readFeedState(store, 'wire')).lastGap).toBeNull();
      expect((await addedHeadlines()).slice(-5)).toEqual([
        'Pilot is ill',
        'Buoy is lost',
        'Lock is shut',
        'Crane is up',
        'Quay is dry',
      ]);
    });

    test('brings what it lists though an older document cannot be had', async () => {
      await poll(newest(linkTo(OLDER)));
      expect((await readFeedState(store, 'wire')).lastGap).toContain('an older document cannot be had');
      expect(await addedHeadlines()).toEqual(['Crane is up', 'Quay is dry']);
    });
  });

  test('and follows nothing but empty ones did not overrun', async () => {
    await store.redis.flushall();
    slices = new KnownSlices();
    await poll(feed());
    await poll(feed(item('9', 'Quay is dry'), item('8', 'Crane is up')));
    expect((await readFeedState(store, 'wire')).lastGap).toBeNull();
    expect(added).not.toEqual([]);
  });

  test('and shares an item with the last one did not overrun', async () => {
    await poll(feed(item('9', 'Quay is dry'), item('8', 'Crane is up'), ferry));
    expect((await readFeedState(store, 'wire')).lastGap).toBeNull();
  });
});
