import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCharacters, countWords } from '../../src/normalise/text-lengths.ts';

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(' ', '\n', '\t', '\u00a0', 'a', 'é'), fc.string()) });

test('words are counted as stretches between white space', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const trimmed = text.trim();
      expect(countWords(trimmed)).toBe(trimmed === '' ? 0 : trimmed.split(/\s+/).length);
    }),
  );
});

test('characters are counted as code points, half of a pair as one', () => {
  const units = fc.string({ unit: fc.constantFrom('a', '😀', '\ud83d', '\ude00') });
  fc.assert(
    fc.property(units, (text) => {
      expect(countCharacters(text)).toBe([...text].length);
    }),
  );
});
