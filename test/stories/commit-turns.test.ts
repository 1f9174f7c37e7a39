import { expect, test } from 'vitest';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import { CHUNK_ITEMS, countStandingReceipts } from '../../src/store/receipts.ts';
import { readLogAfter } from '../../src/store/wire-log.ts';
import { CommitTurns } from '../../src/stories/commit-turns.ts';
import { workStories } from '../../src/stories/work-stories.ts';
import { useTestStore } from '../test-store.ts';
import { commitDependencies, FEED, openReceiptOf, storyDependencies } from './story-dependencies.ts';

const HALF = '\ud83d';

const store = useTestStore();

/** Works a receipt of each feed, all at the same time: this many items each, the first of some that Redis refuses. */
async function workTogether(feeds: readonly string[], items: number, refused: readonly string[] = []) {
  await store.redis.flushall();
  for (const feed of feeds) {
    const uri = (at: number): string =>
      `tag:${feed}.example,2026:${at}${at === 0 && refused.includes(feed) ? HALF : ''}`;
    const item = (_: unknown, at: number) => ({ itemId: uri(at), uri: uri(at), headline: `Number ${at} of ${feed}` });
    await openReceiptOf(store, feed, Array.from({ length: items }, item));
  }
  const committing = commitDependencies(store);
  const closed: string[] = [];
  let commits = 0;
  committing.metrics.stage.startTimer = (labels) => {
    if (labels?.stage === 'commit') commits += 1;
    return () => 0;
  };
  const dependencies = {
    ...storyDependencies(store),
    commits: new CommitTurns(committing),
    feed: (id: string) => ({ ...FEED, id }),
    onClosed: async (receipt: string) => void closed.push(receipt),
  };
  await Promise.all(feeds.map((feed) => workStories(dependencies, { receipt: `${feed}.1`, chunk: 0 }, { deaths: 0 })));
  const log = await readLogAfter(store, '0-0', 1_000);
  return { commits, closed: closed.toSorted(), log: log.map(({ uri }) => uri) };
}

const FEEDS = ['harbour', 'council', 'theatre', 'court', 'market', 'river'];

test('stories of several feeds that wait for the same turn are written together, each feed in its order', async () => {
  const { commits, closed, log } = await workTogether(FEEDS, 3);
  expect(commits).toBeLessThan(FEEDS.length);
  expect(closed).toEqual(FEEDS.map((feed) => `${feed}.1`).toSorted());
  expect(log).toHaveLength(3 * FEEDS.length);
  for (const feed of FEEDS)
    expect(log.filter((uri) => uri?.includes(feed))).toEqual([0, 1, 2].map((at) => `tag:${feed}.example,2026:${at}`));
  expect(await countStandingReceipts(store)).toBe(0);
});

test('no more stories are written together than one commit takes', async () => {
  const { commits, log } = await workTogether(FEEDS, CHUNK_ITEMS - 1);
  expect(commits).toBe(FEEDS.length);
  expect(log).toHaveLength(FEEDS.length * (CHUNK_ITEMS - 1));
});

test('a story that cannot be written keeps none of another feed from it', async () => {
  const { closed, log } = await workTogether(FEEDS, 2, ['theatre']);
  expect(closed).toHaveLength(FEEDS.length);
  expect(log).toHaveLength(2 * FEEDS.length - 1);
  const letters = await listDeadLetters(store, 10);
  expect(letters.map(({ fields }) => fields.feed)).toEqual(['theatre']);
});
