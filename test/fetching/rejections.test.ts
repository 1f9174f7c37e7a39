import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejectItem, sayProblems } from '../../src/fetching/rejections.ts';
import { ToldProblems } from '../../src/fetching/told-problems.ts';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import type { ReceiptFacts } from '../../src/store/receipts.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';

let redis: TestRedis;
let store: Store;
let told: ToldProblems;
let lines: string[] = [];
const log = createLog({ level: 'warn', stream: { write: (line) => void lines.push(line) } });

beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());
beforeEach(() => {
  lines = [];
  told = new ToldProblems();
});

describe('what could not be read in a document', () => {
  const decoded = { repairs: [] } as never;
  const say = (file: string | null, ...problems: string[]): number => {
    const before = lines.length;
    sayProblems({ log, told }, 'wire', file, { decoded, problems });
    return lines.length - before;
  };

  test('is said once while a feed shows the same, and again once it was whole meanwhile', () => {
    const cut = 'the document was cut short: what was whole of it is read';
    expect([say(null, cut), say(null, cut), say(null, cut)]).toEqual([1, 0, 0]);
    expect([say(null, cut, 'item 2: is empty'), say(null, cut), say(null, cut)]).toEqual([2, 1, 0]);
    expect([say(null), say(null, cut)]).toEqual([0, 1]);
  });

  test('is twenty lines at the most, and one that says how many more there are', () => {
    expect(say(null, ...Array.from({ length: 20 }, (_, at) => `item ${at + 1}: is empty`))).toBe(20);
    expect(say(null, ...Array.from({ length: 5_000 }, (_, at) => `item ${at + 1}: is empty`))).toBe(21);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      feed: 'wire',
      problems: 4_980,
      msg: 'more parts of a document could not be read',
    });
  });

  test('is said of each file', () => {
    expect([say('a.xml', 'item 1: is empty'), say('b.xml', 'item 1: is empty')]).toEqual([1, 1]);
  });
});

test('an item that is too much at every poll is one letter and one line, and its document is kept once', async () => {
  const dependencies = { store, log, metrics: createMetrics(), told, now: () => 1 };
  const rejected: boolean[] = [];
  for (const sequence of [1, 2, 3]) {
    const captures = [{ sha256: `document ${sequence}`, url: 'https://wire.example/', filename: null }];
    const facts = { feed: 'wire', sequence, captures } as unknown as ReceiptFacts;
    const item = { at: 4, sha256: 'a'.repeat(64), reason: 'took longer than 3000 ms to read' };
    rejected.push(await rejectItem(dependencies, { facts, capture: 0 }, item));
  }
  expect(rejected).toEqual([true, false, false]);
  expect(lines).toHaveLength(1);
  const letters = await listDeadLetters(store, 10);
  expect(letters.map(({ reason, fields }) => [reason, fields.receipt, fields.again])).toEqual([
    ['item 5: took longer than 3000 ms to read', 'wire.1', '2'],
  ]);
});
