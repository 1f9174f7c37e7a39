import { expect, test } from 'vitest';
import { compareNeighbours } from './hostile-neighbours.ts';

test('every story of five good feeds arrives beside one feed of each hostile kind', async () => {
  const { beside, troubled, ended } = await compareNeighbours(2_000, 15_000, 2_500);
  expect(beside.stories).toBeGreaterThan(5);
  expect({ lost: beside.lost, troubled, ended }).toEqual({ lost: [], troubled: [], ended: false });
}, 240_000);
