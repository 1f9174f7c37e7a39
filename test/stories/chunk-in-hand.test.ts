import { beforeEach, expect, test } from 'vitest';
import { type ChunkInHand, readOpenItems, readReceipt } from '../../src/store/receipts.ts';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { type StoryDependencies, workStories } from '../../src/stories/work-stories.ts';
import { useTestStore } from '../test-store.ts';
import { JOB, openItems, storyDependencies } from './story-dependencies.ts';

const ITEMS = 25;
const URIS = Array.from({ length: ITEMS }, (_, at) => `tag:wire.example,2026:${at}`);

const store = useTestStore();
let inHand: ChunkInHand;

beforeEach(async () => {
  await openItems(
    store,
    URIS.map((uri, at) => ({ itemId: uri, uri, headline: `Board number ${at} of the harbour meets` })),
  );
  const receipt = await readReceipt(store, JOB.receipt);
  if (receipt === null) throw new Error('no receipt was filled');
  inHand = { facts: receipt.facts, items: await readOpenItems(store, JOB.receipt, JOB.chunk) };
});

const logged = async (): Promise<(string | null)[]> => (await readLogAfter(store, '0-0', 100)).map(({ uri }) => uri);

/** Dependencies that note how much of the log stands at each end of a commit. */
function noting(lengths: Promise<number>[]): StoryDependencies {
  const onCommitted = (): void => void lengths.push(logged().then(({ length }) => length));
  return { ...storyDependencies(store), onCommitted };
}

test('of many stories in hand the first are written before the last are judged, all in their order', async () => {
  const lengths: Promise<number>[] = [];
  await workStories(noting(lengths), JOB, { deaths: 0, inHand });
  const [first = 0, ...others] = await Promise.all(lengths);
  expect(first).toBeLessThan(ITEMS / 2);
  expect(others.at(-1)).toBe(ITEMS);
  expect(await logged()).toEqual(URIS);
  expect((await readReceipt(store, JOB.receipt))?.state ?? 'closed').toBe('closed');
});

test('what another process has worked meanwhile is not written again', async () => {
  await workStories(storyDependencies(store), JOB, { deaths: 0 });
  await workStories(storyDependencies(store), JOB, { deaths: 0, inHand });
  expect(await logged()).toEqual(URIS);
});
