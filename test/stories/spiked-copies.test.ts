import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/judge/verdict.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { candidateOf } from '../judge/candidates.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { describeBothMemories } from './both-memories.ts';
import type { Desk, Taken } from './desk.ts';
import { RedisProcess, redisDesk } from './redis-process.ts';

const WINDOW_MS = 96 * 3_600_000;
const WIRE = [
  'Orla Ferries said it would lay off one in ten of its crews after a winter of empty decks and dear fuel.',
  'The company carried 410,000 passengers last year, down from 630,000, chief executive Ada Moe told reporters.',
  'It will close the night route to Hanstrand in May and sell two of its five ships to a Greek buyer.',
  'Unions called the plan rash and asked for talks. The ministry of transport said it would not step in.',
];
const OWN_WORDS = [
  'Our ferry page has more on this and on the islands, with maps, times of sailing, prices and a form for your questions.',
  'What do you think of the plan? Write to the desk and we print the best letters at the end of the week, with a prize.',
];
const HEADLINE = 'Winter of empty decks costs hundreds their work';

const wire = (): Candidate =>
  candidateOf({
    at: 0,
    from: 'reuters',
    id: 'urn:wire:1',
    headline: 'ORLA FERRIES SEES LOSS, SELLS SHIPS',
    body: WIRE.join('\n\n'),
  });
const elsewhere = (number: number, body: string, more: Partial<Candidate> = {}): Candidate => ({
  ...candidateOf({ at: number * 10, from: `site-${number}`, id: `urn:site:${number}`, headline: HEADLINE, body }),
  standing: 'web',
  ...more,
});
const EXCERPT = WIRE.slice(0, 3).join('\n\n');
const GOATS = [
  'A goat show opens in the market hall of Tarn on Sunday at nine, and entry is free for all who bring a goat of their own.',
];
const WITH_OWN_WORDS = [...WIRE, ...OWN_WORDS].join('\n\n');
const OF_THE_EXCERPT = [...OWN_WORDS, WIRE[0]].join('\n\n');

describeBothMemories((openDesk) => {
  let desk: Desk;
  let first: Taken;
  beforeEach(async () => {
    desk = await openDesk();
    first = await desk.take(wire());
    expect((await desk.take(elsewhere(1, EXCERPT))).verdict).toMatchObject({ action: 'spike', rule: 'copy-of-wire' });
  });

  test('what is near to a spiked copy alone belongs to the line of the story that this was spiked for', async () => {
    const third = await desk.take(elsewhere(2, OF_THE_EXCERPT));
    expect(third.verdict).toMatchObject({ action: 'publish', of: first.article.id });
    expect(third.lineage).toBe(first.lineage);
  });

  test("an agency's own wire is no version of a story because a spiked copy is like it", async () => {
    expect((await desk.take(elsewhere(3, WITH_OWN_WORDS))).verdict.action).toBe('spike');
    const own = { at: 40, from: 'reuters', id: 'urn:wire:2', headline: HEADLINE, body: OWN_WORDS.join('\n\n') };
    expect((await desk.take(candidateOf(own))).verdict).toMatchObject({ action: 'publish', of: null });
  });

  test('the words of the house that made the copy spike nothing', async () => {
    expect((await desk.take(elsewhere(3, WITH_OWN_WORDS))).verdict.action).toBe('spike');
    const other = await desk.take(elsewhere(5, [...OWN_WORDS, ...GOATS].join('\n\n')));
    expect(other.verdict.action).toBe('publish');
  });
});

describe('another process', () => {
  let redis: TestRedis;
  let store: Store;
  beforeAll(async () => {
    redis = await startTestRedis();
    store = openStore(redis.connect(), { days: 1 });
  });
  afterAll(() => redis.close());

  test('finds the copies that were spiked before it began', async () => {
    const before = redisDesk(store, WINDOW_MS);
    const first = await before.take(wire());
    await before.take(elsewhere(1, EXCERPT));
    const third = elsewhere(2, OF_THE_EXCERPT);
    const pending = await new RedisProcess(store, WINDOW_MS).judge(third, { arrival: 'third' });
    expect(pending.judged.verdict?.of).toBe(first.article.id);
  });
});
