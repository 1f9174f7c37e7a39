import { describe, expect, test } from 'vitest';
import { StoryTurns } from '../../src/queue/story-turns.ts';

const FIRST = 10;

/** Takes the turns of receipts of so many chunks, one after the other, while nothing is worked. */
async function turnsOf(receipts: readonly (readonly [string, number])[]): Promise<Record<string, number[]>> {
  const turns = new StoryTurns(FIRST);
  const taken: Record<string, number[]> = {};
  for (const [feed, chunks] of receipts) {
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const turn = await turns.take(feed, async () => FIRST);
      taken[feed] = [...(taken[feed] ?? []), turn];
    }
  }
  return taken;
}

describe('the chunks of many feeds', () => {
  test('go in turn: a feed with many stands behind one with few', async () => {
    expect(
      await turnsOf([
        ['flood', 4],
        ['wire', 1],
        ['other', 2],
      ]),
    ).toEqual({
      flood: [10, 11, 12, 13],
      wire: [10],
      other: [10, 11],
    });
  });

  test('of one feed keep their order, over many receipts', async () => {
    expect(
      await turnsOf([
        ['flood', 3],
        ['wire', 1],
        ['flood', 2],
        ['wire', 1],
      ]),
    ).toEqual({
      flood: [10, 11, 12, 13, 14],
      wire: [10, 11],
    });
  });

  test('begin anew when what the feed had waiting is worked', async () => {
    const turns = new StoryTurns(FIRST);
    for (let chunk = 0; chunk < 3; chunk += 1) await turns.take('flood', async () => FIRST);
    expect(await turns.take('flood', async () => null)).toBe(FIRST);
  });

  test.each([
    ['here', null],
    ['in another process', FIRST],
  ])('stand no further back for what their feed waited for before the queue was empty, seen %s', async (_, seen) => {
    const turns = new StoryTurns(FIRST);
    for (let chunk = 0; chunk < 100; chunk += 1) await turns.take('flood', async () => FIRST);
    expect(await turns.take('wire', async () => FIRST + 60)).toBe(FIRST + 60);
    for (let chunk = 0; chunk < 100; chunk += 1) await turns.take('flood', async () => (chunk === 0 ? seen : FIRST));
    expect(await turns.take('wire', async () => FIRST)).toBe(FIRST);
  });
});
