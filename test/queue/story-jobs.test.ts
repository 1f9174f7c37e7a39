import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { QueueWorkers } from '../../src/queue/queue-workers.ts';
import { STORY_PRIORITY, type StoriesJob, storiesJobId } from '../../src/queue/queues.ts';
import { sweepReceipts } from '../../src/queue/sweeper.ts';
import { keys } from '../../src/store/keys.ts';
import { type ReceiptFacts, receiptId } from '../../src/store/receipts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

const FACTS: ReceiptFacts = {
  feed: 'wire',
  sequence: 7,
  captures: [],
  holds: [],
  silent: false,
  recovered: false,
  chunks: [[0, 1], [2, 3], [4]],
  urgent: [2],
};

let server: TestRedis;
let store: Store;
let queues: QueueWorkers;
beforeAll(async () => {
  server = await startTestRedis();
  store = openStore(server.connect(), { days: 1 });
  queues = new QueueWorkers(
    { where: '', child: null, connect: () => server.connect(), close: async () => undefined },
    pino({ level: 'silent' }),
    Date.now,
    true,
  );
});
afterAll(async () => {
  await queues.close();
  await server.close();
});
beforeEach(() => store.redis.flushall());

const turnOf = async (job: StoriesJob): Promise<number | undefined> =>
  (await queues.stories.getJob(storiesJobId(job)))?.opts.priority;

/** A receipt that stands open for longer than a job takes, with these items not worked. */
async function standing(...open: number[]): Promise<void> {
  const id = receiptId(FACTS.feed, FACTS.sequence);
  await store.redis.hset(keys.receipt(id), { state: 'open', at: '1', facts: JSON.stringify(FACTS) });
  await store.redis.zadd(keys.receipts, 1, id);
  if (open.length > 0) await store.redis.sadd(keys.open(id), ...open);
}

async function swept(): Promise<(StoriesJob & { urgent: boolean })[]> {
  const added: (StoriesJob & { urgent: boolean })[] = [];
  await sweepReceipts(store, async (job, urgent) => void added.push({ ...job, urgent }), Date.now());
  return added;
}

test('a job that waits keeps its place, however often it is asked for', async () => {
  const job = { receipt: 'wire.7', chunk: 0 };
  await queues.enqueueStories(job, false);
  for (let times = 0; times < 20; times += 1) await queues.enqueueMissing(job, false);
  expect(await turnOf(job)).toBe(STORY_PRIORITY);
  await queues.enqueueStories({ receipt: 'wire.7', chunk: 1 }, false);
  expect(await turnOf({ receipt: 'wire.7', chunk: 1 })).toBe(STORY_PRIORITY + 1);
});

test('a job that was lost is added again', async () => {
  await queues.enqueueMissing({ receipt: 'wire.7', chunk: 0 }, false);
  expect(await queues.stories.getJobCountByTypes('prioritized')).toBe(1);
});

test.each([
  ['in no list', false],
  ['among those that are done', true],
])('what a worker leaves of a job whose queue was wiped, %s, keeps no job from being added', async (_, isDone) => {
  const job = { receipt: 'wire.7', chunk: 0 };
  const id = storiesJobId(job);
  const left = { processedOn: '1', ats: '1', ...(isDone ? { atm: '1', returnvalue: 'null', finishedOn: '2' } : {}) };
  await store.redis.hset(queues.stories.toKey(id), left);
  if (isDone) await store.redis.zadd(queues.stories.toKey('completed'), 2, id);
  await queues.enqueueMissing(job, false);
  expect(await queues.stories.getJobCountByTypes('prioritized')).toBe(1);
  expect((await queues.stories.getJob(id))?.data).toEqual(job);
});

test('a chunk that its process works at once needs no job, and one that finds no room does', async () => {
  const job = (sequence: number): StoriesJob => ({ receipt: receiptId('wire', sequence), chunk: 0 });
  const inHand = { facts: FACTS, items: [] };
  expect(queues.beginInHand(job(1), false, inHand)).toBe(false);
  let failAll: (error: Error) => void = () => undefined;
  const worked = new Promise<void>((_, reject) => {
    failAll = reject;
  });
  const begun: StoriesJob[] = [];
  queues.startInHand(async (each) => {
    begun.push(each);
    await worked;
  });
  const took = Array.from({ length: 12 }, (_, sequence) => queues.beginInHand(job(sequence), false, inHand));
  expect(took.indexOf(false)).toBeGreaterThan(0);
  expect(took.slice(took.indexOf(false))).not.toContain(true);
  expect(queues.beginInHand(job(0), false, inHand)).toBe(false);
  await queues.enqueueMissing(job(0), false);
  await expect.poll(() => begun.length).toBeGreaterThan(0);
  expect(begun).toEqual(took.flatMap((isTaken, sequence) => (isTaken ? [job(sequence)] : [])));
  expect(await queues.stories.count()).toBe(0);
  failAll(new Error('lost the race for its articles'));
  await expect.poll(() => queues.stories.count()).toBe(begun.length);
  expect(await turnOf(job(0))).toBe(STORY_PRIORITY);
});

test('of a receipt that stands still only chunks with open items get jobs again, and a kill before all others', async () => {
  await standing(1, 4);
  expect(await swept()).toEqual([
    { receipt: 'wire.7', chunk: 0, urgent: false },
    { receipt: 'wire.7', chunk: 2, urgent: true },
  ]);
});

test('a receipt that nobody closed gets a job once', async () => {
  await standing();
  expect(await swept()).toEqual([{ receipt: 'wire.7', chunk: 0, urgent: false }]);
});

test('chunks of a feed with many have their turn, however many others come meanwhile', async () => {
  const bring = async (feed: string, sequence: number, chunks: number): Promise<void> => {
    for (let chunk = 0; chunk < chunks; chunk += 1)
      await queues.enqueueStories({ receipt: receiptId(feed, sequence), chunk }, false);
  };
  await bring('flood', 1, 20);
  await bring('wire', 1, 1);
  await bring('other', 1, 1);
  // A feed brings again when what it brought before was worked.
  let worked = 0;
  for (let sequence = 2; sequence < 80 && worked < 20; sequence += 1) {
    const [next] = await queues.stories.getPrioritized(0, 0);
    const feed = next?.data.receipt.split('.')[0] ?? '';
    await next?.remove();
    if (feed === 'flood') worked += 1;
    else await bring(feed, sequence, 1);
  }
  expect(worked).toBe(20);
});
