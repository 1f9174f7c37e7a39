import { expect, test } from 'vitest';
import { EMPTY_ITEM } from '../../src/article/wire-item.ts';
import { normaliseItem } from '../../src/normalise/normalise.ts';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { judgeStories } from '../../src/stories/judge-stories.ts';
import { MapMemory } from '../../src/stories/map-memory.ts';
import { workStories } from '../../src/stories/work-stories.ts';
import { useTestStore } from '../test-store.ts';
import { JOB, openItems, storyDependencies } from './story-dependencies.ts';

const ITEMS = 12;
/** Together they take longer than a chunk may. */
const EACH_MS = 100;

const store = useTestStore();

/** Uses the processor of this thread for so long. */
function burn(ms: number): void {
  const begun = process.threadCpuUsage();
  for (;;) {
    const { user, system } = process.threadCpuUsage(begun);
    if ((user + system) / 1_000 >= ms) return;
  }
}

/** Counts the turns that everything else of the process has until it is ended. */
function countTurns(): { readonly had: () => number; readonly end: () => void } {
  let turns = 0;
  let next = setImmediate(function turn() {
    turns += 1;
    next = setImmediate(turn);
  });
  return { had: () => turns, end: () => clearImmediate(next) };
}

const headlineOf = (at: number): string => `Board number ${at} of the harbour meets`;

test('between stories that take long together the rest of the process has its turns, and their cost is noted', async () => {
  await openItems(
    store,
    Array.from({ length: ITEMS }, (_, at) => ({
      itemId: `item-${at}`,
      uri: `tag:wire.example,2026:${at}`,
      headline: headlineOf(at),
    })),
  );
  const turns = countTurns();
  const turnsAt: number[] = [];
  const costs: number[] = [];
  await workStories(
    {
      ...storyDependencies(store),
      detectLanguage() {
        turnsAt.push(turns.had());
        burn(EACH_MS);
        return 'en';
      },
      noteCost: (_, usedMs) => costs.push(usedMs),
    },
    JOB,
    { deaths: 0 },
  );
  turns.end();
  expect(new Set(turnsAt).size).toBeGreaterThanOrEqual(ITEMS);
  expect(costs).toHaveLength(1);
  expect(costs[0]).toBeGreaterThan(ITEMS * EACH_MS);
  expect(await readLogAfter(store, '0-0', 100)).toHaveLength(ITEMS);
  expect(await listDeadLetters(store, 10)).toEqual([]);
});

test('an item that takes too long to normalise is let go, and no other', async () => {
  await openItems(
    store,
    Array.from({ length: 3 }, (_, at) => ({
      itemId: `item-${at}`,
      uri: `tag:wire.example,2026:${at}`,
      headline: headlineOf(at),
    })),
  );
  const dependencies = {
    ...storyDependencies(store),
    detectLanguage(text: string) {
      if (text.includes(headlineOf(1))) for (;;) burn(EACH_MS);
      return 'en';
    },
  };
  await workStories(dependencies, JOB, { deaths: 0 });
  const log = await readLogAfter(store, '0-0', 100);
  expect(log.map(({ uri }) => uri)).toEqual(['tag:wire.example,2026:0', 'tag:wire.example,2026:2']);
  const letters = await listDeadLetters(store, 10);
  expect(letters.map(({ reason, fields }) => [reason, fields.itemId])).toEqual([
    ['took longer than 1000 ms to normalise', 'item-1'],
  ]);
});

test('between stories that take long to judge the rest of the process has its turns', async () => {
  const body = Array.from({ length: 40_000 }, (_, at) => `word${at} and`).join(' ');
  const stories = Array.from({ length: 12 }, (_, at) => {
    const article = normaliseItem(
      {
        ...EMPTY_ITEM,
        uri: `urn:long:${at}`,
        headline: headlineOf(at),
        body: { kind: 'text', value: `${at} ${body}` },
      },
      {
        feed: { id: 'wire', agency: null, standing: 'wire', zone: null, language: 'en' },
        format: 'test',
        receivedAt: 1,
        captureSha256: '',
        styles: new Map(),
        detectLanguage: null,
      },
    );
    const candidate = { article, speaksFor: [], standing: 'wire', saidUsable: false, now: 1 } as const;
    return { candidate, rejection: null, previous: '' };
  });
  const turns = countTurns();
  await judgeStories(new MapMemory(3_600_000), stories);
  turns.end();
  expect(turns.had()).toBeGreaterThan(1);
});
