import { beforeEach, expect, test } from 'vitest';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { workStories } from '../../src/stories/work-stories.ts';
import { useTestStore } from '../test-store.ts';
import { JOB, openItems, storyDependencies } from './story-dependencies.ts';

const STORIES = Array.from({ length: 20 }, (_, at) => `tag:wire.example,2026:${at}`);
const HEADLINES = ['Crane', 'Copper', 'Bakers', 'Harbour', 'Tunnel'].flatMap((thing) =>
  ['stands', 'rises', 'falls', 'closes'].map((verb) => `${thing} ${verb}`),
);

const store = useTestStore();
beforeEach(() =>
  openItems(
    store,
    STORIES.map((uri, at) => ({ itemId: uri, uri, headline: HEADLINES[at] as string })),
  ),
);

const committed = async (): Promise<string[]> => (await readLogAfter(store, '0-0', 100)).map(({ uri }) => uri);

test('a chunk is committed as a whole, in its order, and whoever publishes is told once it is', async () => {
  const counts: Promise<number>[] = [];
  const onCommitted = (): void => void counts.push(committed().then(({ length }) => length));
  await workStories({ ...storyDependencies(store), onCommitted }, JOB, { deaths: 0 });
  expect(await Promise.all(counts)).toEqual([20]);
  expect(await committed()).toEqual(STORIES);
});
