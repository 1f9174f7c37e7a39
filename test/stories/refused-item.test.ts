import { expect, test } from 'vitest';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import { readItem, readReceipt } from '../../src/store/receipts.ts';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { workStories } from '../../src/stories/work-stories.ts';
import { useTestStore } from '../test-store.ts';
import { JOB, openItems, storyDependencies } from './story-dependencies.ts';

const HALF = '\ud83d';
const ITEMS = 25;

const store = useTestStore();

test.each([
  ['none', []],
  ['the first', [0]],
  ['the last', [24]],
  ['two side by side', [11, 12]],
  ['three far apart', [2, 13, 24]],
  ['all but one', Array.from({ length: 24 }, (_, at) => at)],
])('of a chunk the store refuses %s: that alone is let go', async (_, bad) => {
  const items = Array.from({ length: ITEMS }, (_, at) => ({
    itemId: `item-${at}${bad.includes(at) ? HALF : ''}`,
    uri: `tag:wire.example,2026:${at}${bad.includes(at) ? HALF : ''}`,
    headline: `Board number ${at} of the harbour meets`,
  }));
  await openItems(store, items);
  await workStories(storyDependencies(store), JOB, { deaths: 0 });
  const log = await readLogAfter(store, '0-0', 100);
  expect(log.map(({ uri }) => uri)).toEqual(items.filter((_, at) => !bad.includes(at)).map(({ uri }) => uri));
  const letters = await listDeadLetters(store, 100);
  expect(letters.map(({ fields }) => fields.itemId).toSorted()).toEqual(bad.map((at) => `item-${at}\ufffd`).toSorted());
  for (const { reason } of letters) expect(reason).toMatch(/^the store cannot hold what it says: /);
  expect((await readReceipt(store, JOB.receipt))?.state ?? 'closed').toBe('closed');
});

test('what was let go is kept as it came', async () => {
  await openItems(store, [{ itemId: `cut ${HALF}`, uri: `cut ${HALF}`, headline: `Skaters win ${HALF}` }]);
  await workStories(storyDependencies(store), JOB, { deaths: 0 });
  const [letter] = await listDeadLetters(store, 1);
  const kept = await readItem(store, letter?.fields.receipt ?? '', Number(letter?.fields.item));
  expect(kept?.item.headline).toBe(`Skaters win ${HALF}`);
});
