import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffWords } from '../../src/similarity/word-diff.ts';

const marked = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ is, text }) =>
      is === 'same' ? text : `${is === 'added' ? '{+' : '[-'}${text}${is === 'added' ? '+}' : '-]'}`,
    )
    .join('');

describe('what changed between two texts', () => {
  test.each([
    ['Six people died.', 'Six people died.', 'Six people died.'],
    ['Six people died.', 'Eight people died.', '[-Six -]{+Eight +}people died.'],
    ['The bank cut rates.', 'The central bank cut rates again.', 'The {+central +}bank cut [-rates-]{+rates again+}.'],
    ['One. Two. Three.', 'One. Three.', 'One. [-Two. -]Three.'],
    ['First\n\nSecond', 'First\n\nNew\n\nSecond', 'First\n\n{+New\n\n+}Second'],
    ['First.', 'First.\n\nAnd more.', 'First.{+\n\nAnd more.+}'],
    ['東京で雨', '東京で大雨', '東京で{+大+}雨'],
    ['', 'All new', '{+All new+}'],
    ['All gone', '', '[-All gone-]'],
    ['', '', ''],
  ])('%s → %s', (before, after, expected) => {
    expect(marked(before, after)).toBe(expected);
  });

  test('gives both texts when its parts are joined', () => {
    const word = fc.constantFrom('bank ', 'rate ', 'cut. ', 'the ', '雨', '\n\n', '6,5 ', 'l’eau ', '… ');
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffWords(before, after);
        const without = (kind: string): string =>
          parts
            .filter(({ is }) => is !== kind)
            .map((part) => part.text)
            .join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
      }),
    );
  });

  test('of texts that have nothing in common is one whole in place of another', () => {
    const of = (letter: string): string => Array.from({ length: 4_000 }, (_, at) => `${letter}${at} `).join('');
    expect(diffWords(of('a'), of('b'))).toEqual([
      { is: 'removed', text: of('a') },
      { is: 'added', text: of('b') },
    ]);
  });
});
