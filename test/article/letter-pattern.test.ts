import { describe, expect, test } from 'vitest';
import { letterPattern } from '../../src/article/letter-pattern.ts';

const SCRIPTS = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Hebrew', 'Arabic', 'Devanagari', 'Bengali', 'Tamil', 'Telugu', 'Thai'],
  ...['Georgian', 'Hangul', 'Hiragana', 'Katakana', 'Han'],
];
/** Signs of the old or of the learned that no news is written in. */
const RARE =
  /[\u037a\u037f\u0559\u0560\u0588\u0870-\u089f\u09fc\ud7b0-\ud7ff\u02b0-\u02ff\u0300-\u036f\u1c80-\u1eff\u1f00-\u1fff\u2000-\u2fff\ua000-\uabff\ufb00-\ufb1c\u3200-\u33ff\u3000-\u303f]/;

const signs = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code));

describe('a pattern over letters', () => {
  test.each(SCRIPTS)('takes the letters of %s for letters, and neither its digits nor its punctuation', (script) => {
    const letter = letterPattern(String.raw`^\p{L}$`);
    const own = new RegExp(`\\p{Script=${script}}`, 'u');
    const wrong = signs.filter((sign) => {
      if (!own.test(sign) || RARE.test(sign) || /\p{M}/u.test(sign)) return false;
      return letter.test(sign) ? /[\p{N}\p{P}]/u.test(sign) : /\p{L}/u.test(sign);
    });
    expect(wrong).toEqual([]);
  });

  test.each(['.', ',', '’', '”', '،', '؟', '।', '。', '、', '：', '-', ' ', '1', '٣'])(
    'ends a word at "%s"',
    (sign) => {
      expect(letterPattern(String.raw`(?<!\p{L})kill(?!\p{L})`).test(`${sign}kill${sign}`)).toBe(true);
    },
  );

  test('goes on with a letter that is written in two signs', () => {
    expect(letterPattern(String.raw`e(?!\p{L})`).test('e\u0301')).toBe(false);
    expect(letterPattern(String.raw`^हमार[\p{L}\p{M}]*$`).test('हमारी')).toBe(true);
  });

  test('knows large and small letters where it is asked to', () => {
    expect(letterPattern('zurückgezogen|снято', 'i').test('ZURÜCKGEZOGEN')).toBe(true);
    expect(letterPattern('zurückgezogen|снято', 'i').test('СНЯТО')).toBe(true);
  });

  test('says which property it does not know', () => {
    expect(() => letterPattern(String.raw`\p{Lu}+`)).toThrow(String.raw`a pattern over letters has no \p{Lu}`);
  });
});
