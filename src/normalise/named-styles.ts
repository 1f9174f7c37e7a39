import type { HouseStyle } from '../agencies/contract/house-style.ts';

/** All house styles by code, as the registry loads them. */
export type HouseStyles = ReadonlyMap<string, HouseStyle>;

const MOST_NAMED = 8;
const LETTER = /\p{L}/u;
const LETTERS = /\p{L}+/gu;
/** Letters of the first plane, as `LETTER` finds them in a text that is looked at unit by unit. */
const LETTERS_BESIDE_PAIRS = /(?:(?![\u{10000}-\u{10ffff}])\p{L})+/gu;
const HALF_OF_PAIR = /[\ud800-\udfff]/;

/** The house styles whose agency's name stands in a text as a word of its own: no other can have its dateline there. */
export function stylesNamedIn(text: string, styles: HouseStyles): HouseStyle[] {
  const folded = text.toLowerCase();
  const byWord = stylesByWord(styles);
  const words = folded.match(HALF_OF_PAIR.test(folded) ? LETTERS_BESIDE_PAIRS : LETTERS) ?? [];
  const possible = new Set(['', ...words].flatMap((word) => byWord.get(word) ?? []));
  if (possible.size === 0) return [];
  return [...styles.values()]
    .filter((style) => possible.has(style) && style.names.some((name) => standsIn(folded, name)))
    .slice(0, MOST_NAMED);
}

/** True when a name stands in a text as a word of its own. */
function standsIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!LETTER.test(text[at - 1] ?? ' ') && !LETTER.test(text[at + name.length] ?? ' ')) return true;
  }
  return false;
}

const KNOWN = new WeakMap<HouseStyles, ReadonlyMap<string, readonly HouseStyle[]>>();

/** The styles by the letters that their names begin with; under '' those with a name that begins otherwise. */
function stylesByWord(styles: HouseStyles): ReadonlyMap<string, readonly HouseStyle[]> {
  const known = KNOWN.get(styles);
  if (known !== undefined) return known;
  const byWord = new Map<string, HouseStyle[]>();
  for (const style of styles.values()) {
    for (const name of style.names) {
      const [first] = name.match(LETTERS) ?? [];
      const word = first !== undefined && name.startsWith(first) ? first : '';
      byWord.set(word, [...(byWord.get(word) ?? []), style]);
    }
  }
  KNOWN.set(styles, byWord);
  return byWord;
}
