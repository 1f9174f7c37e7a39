import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distinct } from '../../src/similarity/distinct.ts';
import { featuresOf } from '../../src/similarity/features.ts';
import { FINGERPRINT_VERSION } from '../../src/similarity/fingerprint.ts';
import { hashLetters } from '../../src/similarity/letters.ts';
import { CAPITAL, NUMBER } from '../../src/similarity/signs.ts';
import { tokenise } from '../../src/similarity/tokens.ts';

const hashesOf = (text: string): number[] => [...tokenise(text).hashes];
const wordsOf = (text: string): string[] => {
  const { offsets } = tokenise(text);
  return [...offsets].map((from, at) => text.slice(from, offsets[at + 1] ?? text.length).trim());
};

describe('one word', () => {
  test.each([
    ['case', ['Harbour', 'harbour', 'HARBOUR']],
    ['a genitive’s ending', ['Neill', 'Neill’s', "Neill's", 'NEILL’S']],
    ['apostrophes within', ['O’Neill', "O'Neill", 'ONeill', 'oneill']],
    ['contractions', ['can’t', "can't", 'cant']],
    ['points of an abbreviation', ['U.S', 'US', 'us']],
    ['accents', ['Orbán', 'Orba\u0301n', 'Orban']],
    ['ligatures and wide letters', ['\ufb01ne', 'fine', 'ＦＩＮＥ']],
    ['sharp s', ['Straße', 'STRASSE', 'strasse', 'STRAẞE']],
    ['a sigma at the end', ['Οδός', 'ΟΔΌΣ', 'οδος']],
    ['short vowels', ['مُحَمَّد', 'محمد']],
    ['alef', ['أحمد', 'احمد', 'إحمد', 'آحمد']],
    ['Hebrew points', ['שָׁלוֹם', 'שלום']],
    ['Hangul, composed or of jamo', ['한국', '한국'.normalize('NFD')]],
    ['kana with a voiced mark', ['ガ', 'カ', 'ｶ']],
    ['case beyond the first plane', ['\u{10400}\u{10401}', '\u{10428}\u{10429}']],
    ['figures in groups', ['1,234.50', '1234.50']],
    ['wide figures', ['１９８７', '1987']],
    ['superscript figures', ['10²', '102']],
  ])('is one in spite of %s', (_, spellings) => {
    for (const spelling of spellings) expect(hashesOf(spelling), spelling).toEqual(hashesOf(spellings[0] as string));
    expect(hashesOf(spellings[0] as string)).toHaveLength(1);
  });

  test.each([
    ['a point', '3.0', '30'],
    ['a comma that groups nothing', '1,2345', '12345'],
    ['a comma that groups nothing', '1,23', '123'],
    ['a colon', '10:30', '1030'],
    ['a stroke', '1/2', '12'],
    ['other figures', '1987', '1988'],
    ['another letter', 'Iran', 'Iraq'],
    ['a long s', 'O’ſ', 'O’s'],
    ['an i without its dot', 'ılık', 'ilik'],
  ])('is another by %s', (_, one, other) => {
    expect(hashesOf(one)).not.toEqual(hashesOf(other));
  });
});

describe('a text falls into words', () => {
  test.each([
    ['O’Neill’s U.S. visit', ['O’Neill’s', 'U.S.', 'visit']],
    ['the dogs’ owners', ['the', 'dogs’', 'owners']],
    ['l’accord, l’été', ['l’', 'accord,', 'l’', 'été']],
    ["rock'n'roll", ["rock'n'", 'roll']],
    ['end.Next o’clock', ['end.Next', 'o’', 'clock']],
    ['end.next', ['end.', 'next']],
    ['1,234.50 at 10:30, 1/2. 3', ['1,234.50', 'at', '10:30,', '1/2.', '3']],
    ['10pm B2B', ['10', 'pm', 'B', '2', 'B']],
    ['東京で10人', ['東', '京', 'で', '10', '人']],
    ['กรุง', ['ก', 'รุ', 'ง']],
    ['co\u00adoperate', ['co\u00ad', 'operate']],
    ['\u{1f600} \u0301 ... ’', []],
    ['\ud800a\udc00', ['a\udc00']],
    ['', []],
  ])('%j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('numbers are told from words, and capitals from the rest', () => {
    const { kinds } = tokenise('Oslo ½ 7 Ⅷ été Été Ω 京 \u{10400}');
    expect([...kinds].map((kind) => (kind & NUMBER) !== 0)).toEqual([false, true, true, true, ...Array(5).fill(false)]);
    expect([...kinds].map((kind) => (kind & CAPITAL) !== 0)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
      true,
      false,
      true,
    ]);
  });

  test('whatever its signs, at places that rise', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(fc.constantFrom(..."aS9é's.,:/"), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
          maxLength: 80,
        }),
        (text) => {
          const { hashes, kinds, offsets } = tokenise(text);
          expect(kinds.length).toBe(hashes.length);
          expect([...offsets].every((at, index) => at < text.length && (index === 0 || at > offsets[index - 1]!))).toBe(
            true,
          );
          expect(hashesOf(text.replaceAll("'", '’'))).toEqual([...hashes]);
        },
      ),
    );
  });
});

describe('the letters of a text', () => {
  test.each([
    ['spaces, hyphens, apostrophes', ['Prime-minister’s co\u00adop', "prime minister's coop", 'primeministerscoop']],
    ['typography of sentences', ['He said: “No.” 3 went…', 'He said - "No" 3 went']],
    ['a point that parts no figures', ['3.May', '3 May']],
    ['a colon in a time', ['at 10:30.', 'at 10.30']],
    ['accents and case', ['ÉTÉ', 'e\u0301te\u0301', 'ete']],
    ['a sigma at the end', ['ΟΔΟΣ.', 'οδος']],
    ['a fraction', ['1½', '1 1 2']],
  ])('are the same in spite of %s', (_, spellings) => {
    for (const spelling of spellings) expect(hashLetters(spelling), spelling).toBe(hashLetters(spellings[0] as string));
  });

  test.each([
    ['3.0', '30'],
    ['10:30', '1030'],
    ['up 5', 'up 6'],
    ['Iran', 'Iraq'],
    ['a', ''],
  ])('of %j are not those of %j', (one, other) => {
    expect(hashLetters(one)).not.toBe(hashLetters(other));
  });
});

test('different hashes are found in order of their first appearance', () => {
  fc.assert(
    fc.property(fc.uint32Array({ maxLength: 300 }), fc.nat({ max: 32 }), (given, shift) => {
      const hashes = given.map((hash) => (hash >>> shift) << shift);
      const { values, places } = distinct(hashes);
      expect([...values]).toEqual([...new Set(hashes)]);
      expect([...places].map((place) => values[place])).toEqual([...hashes]);
    }),
  );
});

test('fingerprints that lie in Redis are of the same hashes as those made now, or of another version', () => {
  const { shingles, numbers, names, headline, bodyHash, headlineHash, slugHash } = featuresOf(
    'Ferry “Ægir” stays in port',
    'Captain O’Neill kept 1,250 of Été’s 13.5 tons; 東京 и Осло wait.',
    'ferry-port',
  );
  expect({
    version: FINGERPRINT_VERSION,
    shingles: [shingles.length, shingles[0]],
    numbers: [...numbers],
    names: [...names],
    headline: [...headline],
    hashes: [bodyHash, headlineHash, slugHash],
  }).toMatchInlineSnapshot(`
    {
      "hashes": [
        2394852486,
        3559211300,
        1783711567,
      ],
      "headline": [
        839838433,
        1442372502,
        1556834218,
        2453427618,
        3194483416,
      ],
      "names": [
        1054497731,
        2055836719,
        2585009811,
        2721668918,
      ],
      "numbers": [
        394165240,
        1394787691,
      ],
      "shingles": [
        11,
        455234410,
      ],
      "version": 6,
    }
  `);
});
