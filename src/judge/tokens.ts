/** A word of a text: folded for comparing, hashed, and what kind of word it is. */
export interface Tokens {
  /** 32-bit hashes, one a word. */
  readonly hashes: Uint32Array;
  /** 1 where the word is a number. */
  readonly numeric: Uint8Array;
  /** 1 where the word begins with a capital letter, in scripts that have them. */
  readonly capital: Uint8Array;
  /** Where each word begins in the text. */
  readonly offsets: Uint32Array;
}

/** Longer text adds nothing that would tell stories apart. */
export const LONGEST_TEXT = 200_000;
const WORD =
  /\p{N}+(?:[.,:/]\p{N}+)*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}]+(?:[.’'](?=\p{Lu})[\p{L}\p{M}]+)*(?:[’']\p{L}{1,2}(?!\p{L}))?/gu;
/** Scripts written without spaces: each sign is a word, and shingles of them are as good as words. */
const PLAIN_LATIN = /^[\u0000-\u007f]*$/;
const MARKS = /[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const ARABIC_VARIANTS: Readonly<Record<string, string>> = { أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي', ة: 'ه' };

/** Splits a text into words, in any script. The same words give the same hashes whatever typography they came in. */
export function tokenise(text: string): Tokens {
  const source = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  const hashes: number[] = [];
  const numeric: number[] = [];
  const capital: number[] = [];
  const offsets: number[] = [];
  for (const match of source.matchAll(WORD)) {
    const word = match[0];
    const first = word.charCodeAt(0);
    const isNumber = isDigit(first) || /^\p{N}/u.test(word);
    const folded = isNumber ? foldNumber(word) : foldWord(word);
    if (folded === '') continue;
    hashes.push(hashText(folded));
    numeric.push(isNumber ? 1 : 0);
    capital.push(!isNumber && isCapital(word) ? 1 : 0);
    offsets.push(match.index);
  }
  return {
    hashes: Uint32Array.from(hashes),
    numeric: Uint8Array.from(numeric),
    capital: Uint8Array.from(capital),
    offsets: Uint32Array.from(offsets),
  };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function isCapital(word: string): boolean {
  const first = word.charCodeAt(0);
  if (first < 128) return first >= 65 && first <= 90;
  return /^\p{Lu}/u.test(word);
}

/** "1,234.50" and "1234.50" are one number; "3.0" stays another than "30". */
function foldNumber(word: string): string {
  return word.normalize('NFKC').replace(/,(?=\d{3}(?:\D|$))/g, '');
}

function foldWord(word: string): string {
  const lower = word.toLowerCase();
  const bare = lower.replace(/[’'](?:s)?$/, '').replace(/[.’']/g, '');
  if (PLAIN_LATIN.test(bare)) return bare;
  return bare
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[أإآىة]/g, (letter) => ARABIC_VARIANTS[letter] ?? letter)
    .replace(/ß/g, 'ss');
}

/** FNV-1a with a final mix, over UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** Spreads the bits of a 32-bit number evenly (the finaliser of MurmurHash3, public domain). */
export function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
