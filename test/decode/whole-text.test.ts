import { describe, expect, test } from 'vitest';
import { wholeStrings, wholeText } from '../../src/decode/whole-text.ts';

describe('text', () => {
  test.each([
    ['half a pair of UTF-16', 'a\ud800b', 'a\ufffdb'],
    ['a whole pair', 'a\ud83d\ude00b', 'a\ud83d\ude00b'],
    ['C0 controls', 'a\u0001\u000b\u001fb', 'ab'],
    ['tab and newline', 'a\tb\nc', 'a\tb\nc'],
    ['other line ends', 'a\r\nb\rc', 'a\nb\nc'],
    ['C1 controls that windows-1252 has as signs', 'a\u0093b\u0094', 'a“b”'],
    ['C1 controls that are none', 'a\u0081b', 'ab'],
    ['marks that override the direction', 'a\u202eb\u202dc', 'abc'],
    ['marks of direction and isolates', 'a\u200eb\u200f\u2067c\u2069', 'a\u200eb\u200f\u2067c\u2069'],
    ['no characters', 'a\ufffeb\uffff', 'ab'],
  ])('%s', (_, given, whole) => expect(wholeText(given)).toBe(whole));

  test('is made whole in every place of a value, and what is whole stays the same', () => {
    const given = { headline: 'a\u0001', list: [{ text: 'b\ud800' }], none: null, number: 3 };
    expect(wholeStrings(given)).toEqual({ headline: 'a', list: [{ text: 'b\ufffd' }], none: null, number: 3 });
    const whole = { headline: 'a', list: [{ text: 'b' }] };
    expect(wholeStrings(whole)).toBe(whole);
  });
});
