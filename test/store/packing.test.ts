import { expect, test } from 'vitest';
import { Damaged, pack, packStory, unpack } from '../../src/store/packing.ts';

test.each([
  ['anything', pack],
  ['a story', packStory],
])('bytes of %s that were altered, whichever it is, never unpack to something else', (_, packer) => {
  const story = {
    headline: 'Copper output rises',
    body: 'The northern mines dug seven percent more copper. '.repeat(8),
  };
  const packed = packer(story);
  const strange: unknown[] = [];
  let refused = 0;
  for (let at = 0; at < packed.length * 8; at += 1) {
    const altered = Buffer.from(packed);
    altered.writeUInt8(altered.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
    try {
      const read = unpack(altered);
      if (JSON.stringify(read) !== JSON.stringify(story)) strange.push(read);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      refused += 1;
    }
  }
  expect(strange).toEqual([]);
  expect(refused).toBeGreaterThan(packed.length * 7);
});
