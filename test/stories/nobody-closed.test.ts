import { expect, test } from 'vitest';
import { keys } from '../../src/store/keys.ts';
import { readReceipt } from '../../src/store/receipts.ts';
import { workStories } from '../../src/stories/work-stories.ts';
import { useTestStore } from '../test-store.ts';
import { JOB, openItems, storyDependencies } from './story-dependencies.ts';

const store = useTestStore();

test('a receipt whose items are all done is closed by the next job, where who had done them died before', async () => {
  await openItems(store, [{ itemId: 'one', uri: 'tag:wire.example,2026:1', headline: 'Harbour board meets' }]);
  await store.redis.del(keys.open(JOB.receipt));
  const closed: string[] = [];
  await workStories({ ...storyDependencies(store), onClosed: async (id) => void closed.push(id) }, JOB, { deaths: 0 });
  expect(closed).toEqual([JOB.receipt]);
  expect((await readReceipt(store, JOB.receipt))?.state ?? 'closed').toBe('closed');
  expect(await store.redis.hget(keys.feed('wire'), 'openReceipt')).toBe('');
});
