import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from '../../src/article/cut-text.ts';

test.each([
  ['a short text', 20, 'a short text'],
  ['a short text', 7, 'a short'],
  ['ab😀', 4, 'ab😀'],
  ['ab😀', 3, 'ab'],
  ['ab😀', 2, 'ab'],
  ['😀', 1, ''],
  ['anything', 0, ''],
])('%j cut to %i is %j', (text, most, cut) => {
  expect(cutText(text, most)).toBe(cut);
});

test('what is cut is a beginning, is whole Unicode where the text is, and lacks one unit at the most', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(60), (text, most) => {
      const cut = cutText(text, most);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      expect(Math.min(text.length, most) - cut.length).toBeOneOf([0, 1]);
    }),
  );
});
