import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { Turns } from '../../src/stories/one-at-a-time.ts';
import { workStories } from '../../src/stories/work-stories.ts';
import { startTestRedis, type TestRedis } from '../redis-server.ts';
import { JOB, openItems, storyDependencies } from './story-dependencies.ts';

const STORIES = Array.from({ length: 20 }, (_, at) => `tag:wire.example,2026:${at}`);
const HEADLINES = ['Crane', 'Copper', 'Bakers', 'Harbour', 'Tunnel'].flatMap((thing) =>
  ['stands', 'rises', 'falls', 'closes'].map((verb) => `${thing} ${verb}`),
);

let redis: TestRedis;
let store: Store;
beforeAll(async () => {
  redis = await startTestRedis();
  store = openStore(redis.connect(), { days: 1 });
});
afterAll(() => redis.close());

beforeEach(() =>
  openItems(
    store,
    STORIES.map((uri, at) => ({ itemId: uri, uri, headline: HEADLINES[at] as string })),
  ),
);

const committed = async (): Promise<string[]> => (await readLogAfter(store, '0-0', 100)).map(({ uri }) => uri);

/** Works the chunk. Gives how many stories were committed each time. */
async function work(turns: Turns): Promise<readonly number[]> {
  const counts: Promise<number>[] = [];
  const onCommitted = (): void => void counts.push(committed().then(({ length }) => length));
  await workStories({ ...storyDependencies(store), turns, onCommitted }, JOB, 0);
  return Promise.all(counts);
}

test('while nobody else waits, the first stories of a chunk do not wait for the last', async () => {
  expect(await work(new Turns())).toEqual([8, 16, 20]);
  expect(await committed()).toEqual(STORIES);
});

test('where others wait for their turn, a chunk is committed as a whole', async () => {
  const turns = new Turns();
  let end: () => void = () => undefined;
  const others = turns.take(
    () =>
      new Promise<void>((resolve) => {
        end = resolve;
      }),
  );
  const working = work(turns);
  setTimeout(() => end(), 200);
  await others;
  expect(await working).toEqual([20]);
  expect(await committed()).toEqual(STORIES);
});
