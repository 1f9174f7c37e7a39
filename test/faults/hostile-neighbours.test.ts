import { expect, test } from 'vitest';
import { compareNeighbours } from './hostile-neighbours.ts';

test('every story of five good feeds arrives beside one feed of each hostile kind', async () => {
  const { stories, lost, troubled, ended } = await compareNeighbours(15_000, 2_500);
  expect(stories).toBeGreaterThan(5);
  expect({ lost, troubled, ended }).toEqual({ lost: [], troubled: [], ended: false });
}, 240_000);
