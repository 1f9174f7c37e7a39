import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { IndexThread } from '../../src/search/index-thread.ts';
import { readQuery } from '../../src/search/search-query.ts';
import { storyWords } from '../../src/search/story-words.ts';
import { articleOf } from './articles.ts';

const NOW = Date.parse('2026-11-03T12:00:00Z');
const STORIES = 4_000;

let folder: string;
let thread: IndexThread;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ct-search-thread-'));
  thread = new IndexThread();
  await thread.ask('open', folder);
});
afterEach(async () => {
  await thread.close();
  rmSync(folder, { recursive: true, force: true });
});

const search = (text: string) =>
  thread.ask('search', { ...readQuery(text, NOW), seesHeld: false, order: 'best', limit: 50, after: null });

async function take(from: number, count: number): Promise<void> {
  const changes = Array.from({ length: count }, (_, at) => {
    const body = Array.from({ length: 80 }, (_, word) => `harb${(from + at + word) % 900}`).join(' ');
    const story = articleOf(`Harbour ${from + at}`, body);
    return { article: story.id, words: storyWords(story, 'open'), position: `${NOW + from + at}-0` };
  });
  await thread.ask('take', changes, { position: `${NOW + from + count}-0`, revisionId: 'r' });
}

test('what was taken in is found, and how far the log was followed is kept with it', async () => {
  await take(0, 3);
  const found = await search('harbour');
  expect(found.count).toBe(3);
  expect(await thread.ask('size')).toBe(3);
  expect(await thread.ask('position')).toEqual({ position: `${NOW + 3}-0`, revisionId: 'r' });
});

test('while a search looks through all stories, the process that asked goes on', async () => {
  await take(0, STORIES);
  let turns = 0;
  let isAnswered = false;
  const turn = (): void => {
    turns += 1;
    if (!isAnswered) setImmediate(turn);
  };
  setImmediate(turn);
  const found = await search('har*');
  isAnswered = true;
  expect(found.count).toBe(STORIES);
  expect(turns).toBeGreaterThan(5);
});

test('calls are answered in their order, and a call that fails fails alone', async () => {
  const [before, failed, after] = await Promise.allSettled([
    thread.ask('size'),
    thread.ask('search', {
      ...readQuery('', NOW),
      match: 'words :',
      seesHeld: true,
      order: 'newest',
      limit: 1,
      after: null,
    }),
    thread.ask('size'),
  ]);
  expect(before).toMatchObject({ status: 'fulfilled', value: 0 });
  expect(failed).toMatchObject({
    status: 'rejected',
    reason: expect.objectContaining({ message: expect.stringMatching(/fts5|syntax|column/i) }),
  });
  expect(after).toMatchObject({ status: 'fulfilled', value: 0 });
});

test('a second thread has an index of its own, and a closed one says that it has ended', async () => {
  await take(0, 2);
  const second = new IndexThread();
  await second.ask('open', folder);
  expect(await second.ask('size')).toBe(0);
  await second.close();
  await expect(second.ask('size')).rejects.toThrow('the thread of the search index has ended');
  expect(second.ended).not.toBeNull();
});
