/** Letters that Unicode does not take apart into a base and a sign, and how people type them without it. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ى: 'ي',
  ة: 'ه',
};
const SPELT_LETTER = new RegExp(`[${Object.keys(SPELT).join('')}]`, 'g');
/** Accents, Hebrew points, Arabic vowel signs and the stroke that only stretches a word. */
const SIGNS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0655\u0670\u0640]/g;
/** Scripts that put no space between words, and Korean, whose words carry their particles. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const ASCII = /^[\0-\x7f]*$/;
const HAS_UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u{20000}-\u{3ffff}]/u;

/** Text without accents and case, as the index and its queries compare it. */
export function foldLetters(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(SIGNS, '')
    .normalize('NFC')
    .replace(SPELT_LETTER, (letter) => SPELT[letter] ?? letter);
}

/** Text as it is indexed: folded, and where a script has no spaces every two neighbours are a word. */
export function foldText(text: string): string {
  const folded = foldLetters(text);
  return HAS_UNSPACED.test(folded) ? folded.replace(UNSPACED, (run) => ` ${pairsOf(run).join(' ')} `) : folded;
}

/** The last character stands alone too, so that every character begins some word. */
function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}

/**
 * Words of a query as they stand in the index. In a script without spaces the lone last character of the asked words is
 * left out: in the story others may follow it.
 */
export function foldAsked(text: string): { readonly words: string; readonly isPart: boolean } {
  const folded = foldLetters(text);
  if (!HAS_UNSPACED.test(folded)) return { words: folded, isPart: false };
  const characters = [...folded.replace(/\s/gu, '')];
  if (characters.length === 1) return { words: folded, isPart: true };
  const words = folded.replace(UNSPACED, (run) => {
    const pairs = pairsOf(run);
    return ` ${(pairs.length > 1 ? pairs.slice(0, -1) : pairs).join(' ')} `;
  });
  return { words, isPart: false };
}
