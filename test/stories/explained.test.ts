import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { readArticle } from '../../src/store/articles.ts';
import type { CommitReply } from '../../src/store/commit.ts';
import { findArrivals, readArrival } from '../../src/store/decisions.ts';
import { listSpike, sendSpiked } from '../../src/store/spike.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { candidateOf, type Told } from '../judge/candidates.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { type Pending, RedisProcess } from './redis-process.ts';

const WINDOW_MS = 96 * 3_600_000;
const BODY = [
  'The steel maker Brandmoor said on Tuesday it would shut its oldest furnace in Kessel by the end of the year and move 200 workers to other plants.',
  'Chief executive Oda Lindqvist blamed the price of coke, which has doubled since spring, and said the decision could not be reversed.',
  'Unions called for a strike vote next week; the town council will meet in a special session on Friday evening.',
].join('\n\n');
const HEADLINE = 'Brandmoor shuts furnace in Kessel';

let server: TestRedis;
let store: Store;
beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
});
afterAll(() => server.close());
beforeEach(() => store.redis.flushall());

/** One process: its window, and stories that it works. */
class Process {
  readonly #process = new RedisProcess(store, WINDOW_MS);

  judge(id: string, from: string, body: string, item: Told['item'] = {}): Promise<Pending> {
    const candidate = candidateOf({ at: 0, from, id, headline: HEADLINE, body, item });
    const arrival = `${from}-${id}${body === '' ? '-0' : ''}`;
    return this.#process.judge({ ...candidate, now: Date.now() }, { arrival, itemId: id });
  }

  async work(id: string, from: string, body: string, item: Told['item'] = {}): Promise<CommitReply> {
    return (await this.judge(id, from, body, item)).commit();
  }
}

test('two processes that get the same copy at once make one article: the loser judges what is new', async () => {
  const [one, two] = [new Process(), new Process()];
  const first = await one.judge('a', 'reuters', BODY);
  const second = await two.judge('b', 'reuters', `${BODY} Shares fell.`);
  expect((await first.commit()).state).toBe('committed');
  expect((await second.commit()).state).toBe('behind');
  expect((await two.work('b', 'reuters', `${BODY} Shares fell.`)).state).toBe('committed');
  const { articleId } = (await readArrival(store, 'reuters-a'))!;
  expect(await readArrival(store, 'reuters-b')).toMatchObject({ action: 'revise', articleId });
});

test('a decision keeps its evidence: match, three features, changed words, rule; every name leads to it', async () => {
  const desk = new Process();
  await desk.work('urn:one', 'reuters', BODY);
  await desk.work('urn:two', 'reuters', BODY.replace('200 workers', '300 workers'));
  const first = (await readArrival(store, 'reuters-urn:one'))!;
  expect(await findArrivals(store, 'urn:two')).toEqual(['reuters-urn:two']);
  expect(await findArrivals(store, first.articleId!)).toEqual(['reuters-urn:one', 'reuters-urn:two']);
  const decided = (await readArrival(store, 'reuters-urn:two'))!;
  expect(decided).toMatchObject({ rule: 'version-by-text', change: 'correction', articleId: first.articleId });
  expect(decided.evidence).toMatchObject({
    matched: first.articleId,
    share: expect.any(Number),
    strongest: [1, 2, 3].map(() => ({ name: expect.any(String), weighs: expect.any(Number) })),
    changed: ['bodyText', 'bodyHtml'],
    words: { replaced: [{ before: '200', after: '300' }] },
  });
});

describe('the spike', () => {
  const order = { by: 'ada', reason: 'the desk wants it', now: Date.now() };

  test('holds a copy from elsewhere, and sends it after all as an article of its own, once', async () => {
    const desk = new Process();
    await desk.work('urn:one', 'reuters', BODY);
    await desk.work('urn:copy', 'daily-gazette', BODY);
    const [spiked] = await listSpike(store, 10, Date.now());
    expect(spiked).toMatchObject({ id: 'daily-gazette-urn:copy', action: 'spike', relation: 'exact' });
    const { article } = await sendSpiked(store, spiked!.id, order);
    expect(await readArticle(store, article.id)).toMatchObject<Partial<Article>>({ revision: 1, bodyText: BODY });
    expect(article.id).not.toBe(spiked!.articleId);
    expect(await listSpike(store, 10, Date.now())).toEqual([]);
    await sendSpiked(store, spiked!.id, order);
    expect((await readArticle(store, article.id))?.revision).toBe(1);
    const record = await readArrival(store, `sent-${spiked!.id}`);
    expect(record).toMatchObject({ rule: 'sent-by-operator', evidence: { by: 'ada', reason: 'the desk wants it' } });
  });

  test('sends nothing that is under an embargo of its own, though what it copies is open', async () => {
    const desk = new Process();
    await desk.work('urn:one', 'reuters', BODY);
    const dates = [{ role: 'embargoed', value: '2031-01-01T00:00:00Z', field: 'test' }] as const;
    await desk.work('urn:copy', 'daily-gazette', BODY, { dates });
    const sent = sendSpiked(store, 'daily-gazette-urn:copy', order);
    await expect(sent).rejects.toThrow('it is under an embargo until 2031-01-01');
  });

  test('sends nothing whose original its agency has stopped', async () => {
    const desk = new Process();
    await desk.work('urn:one', 'reuters', BODY);
    await desk.work('urn:copy', 'daily-gazette', BODY);
    await desk.work('urn:one', 'reuters', '', { signals: [{ kind: 'status', value: 'canceled' }] });
    expect(await readArrival(store, 'reuters-urn:one-0')).toMatchObject({ change: 'withdrawal' });
    await expect(sendSpiked(store, 'daily-gazette-urn:copy', order)).rejects.toThrow('it is withdrawn');
    await desk.work('urn:again', 'reuters', BODY);
    await expect(sendSpiked(store, 'reuters-urn:again', order)).rejects.toThrow('it is withdrawn');
    await expect(sendSpiked(store, 'unknown', order)).rejects.toThrow('no such story');
  });
});
