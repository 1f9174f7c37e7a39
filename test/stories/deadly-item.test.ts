import { beforeEach, expect, test } from 'vitest';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import { readReceipt } from '../../src/store/receipts.ts';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { CommitTurns } from '../../src/stories/commit-turns.ts';
import { workStories } from '../../src/stories/work-stories.ts';
import { useTestStore } from '../test-store.ts';
import { commitDependencies, JOB, openItems, storyDependencies } from './story-dependencies.ts';

const STORIES = ['Crane stands still', 'A deadly story', 'Copper output rises', 'Bakers end their strike'];
const DEADLY = STORIES[1] as string;

const store = useTestStore();

beforeEach(() =>
  openItems(
    store,
    STORIES.map((headline, at) => ({ itemId: `item-${at}`, uri: `tag:wire.example,2026:${at}`, headline })),
  ),
);

/** A worker that dies where it has a story of that kind in hand: nothing of what it did after it is ever done. */
async function work(deaths: number, deadly: (text: string) => boolean): Promise<'done' | 'died'> {
  let dead = false;
  const commits = new CommitTurns(commitDependencies(store));
  const take = commits.take.bind(commits);
  commits.take = (chunk) => (dead ? Promise.reject(new Error('died')) : take(chunk));
  const dependencies = {
    ...storyDependencies(store),
    commits,
    detectLanguage(text: string) {
      dead ||= deadly(text);
      return 'en';
    },
  };
  return workStories(dependencies, JOB, { deaths }).then(
    () => 'done',
    () => 'died',
  );
}

const committed = async (): Promise<string[]> =>
  (await readLogAfter(store, '0-0', 100)).map(({ uri }) => uri).toSorted();

test('a story of which processes die is let go with a reason after five deaths, and takes no other with it', async () => {
  let deaths = 0;
  while ((await work(deaths, (text) => text.includes(DEADLY))) === 'died') deaths += 1;
  expect(deaths).toBe(5);
  expect(await committed()).toEqual([0, 2, 3].map((at) => `tag:wire.example,2026:${at}`));
  const letters = await listDeadLetters(store, 10);
  expect(letters.map(({ kind, reason, fields }) => [kind, reason, fields.itemId])).toEqual([
    ['item', '3 processes died while they worked it', 'item-1'],
  ]);
  expect((await readReceipt(store, JOB.receipt))?.state).toBe('closed');
});

test('what fails without a death is tried as often as it takes', async () => {
  for (let tries = 0; tries < 10; tries += 1) expect(await work(4, (text) => text.includes(DEADLY))).toBe('died');
  expect(await work(4, () => false)).toBe('done');
  expect(await committed()).toHaveLength(STORIES.length);
});

test('processes that died of something else let no story go', async () => {
  for (let deaths = 0; deaths < 12; deaths += 1)
    await work(deaths, (text) => text.includes(STORIES[deaths % 4] as string));
  expect(await work(12, () => false)).toBe('done');
  expect(await committed()).toHaveLength(STORIES.length);
});
