import { CAPITAL, codeAt, kindsOf, LETTER, MARK, NUMBER, onceForEach, WORD_SIGN, widthOf } from './signs.ts';

/** The words of a text, folded for comparing and hashed, in order. */
export interface Tokens {
  /** 32-bit hashes, one a word. */
  readonly hashes: Uint32Array;
  /** The kinds of each word's first sign: `NUMBER` makes it a number, `CAPITAL` perhaps a name. */
  readonly kinds: Uint8Array;
  /** Where each word begins in the text. */
  readonly offsets: Uint32Array;
}

/** Longer text adds nothing that would tell stories apart. */
export const LONGEST_TEXT = 200_000;
const APOSTROPHE = 0x27;
const QUOTE = 0x2019;
const STOP = 0x2e;
const COMMA = 0x2c;
const COLON = 0x3a;
const SLASH = 0x2f;
const CAPITAL_SIGMA = 0x3a3;
const LONGEST_ENDING = 2;
const GROUP = 3;
const MARKS = /[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const ARABIC_VARIANTS: Readonly<Record<string, string>> = { أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي', ة: 'ه' };
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Arrays that hold the words of one text while it is read; each text writes over those of the one before. */
const buffers = {
  hashes: new Uint32Array(LONGEST_TEXT),
  kinds: new Uint8Array(LONGEST_TEXT),
  offsets: new Uint32Array(LONGEST_TEXT),
};

/** Splits a text into words, in any script. The same words give the same hashes whatever typography they came in. */
export function tokenise(text: string): Tokens {
  const { hashes, kinds, offsets } = buffers;
  const length = Math.min(text.length, LONGEST_TEXT);
  let count = 0;
  for (let at = 0; at < length; ) {
    const code = codeAt(text, at);
    const kind = kindsOf(code);
    const end = endOfWord(text, at, length, kind);
    if (end !== at && ((kind & NUMBER) !== 0 || isSpoken(text, at, end))) {
      const hash = (kind & NUMBER) !== 0 ? hashNumber(text, at, end) : hashWord(text, at, end);
      const figure = NUMBER_WORDS.get(hash);
      hashes[count] = figure ?? hash;
      kinds[count] = figure === undefined ? kind : NUMBER;
      offsets[count] = at;
      count += 1;
    }
    at = end === at ? at + widthOf(code) : end;
  }
  return { hashes: hashes.slice(0, count), kinds: kinds.slice(0, count), offsets: offsets.slice(0, count) };
}

/** Where the word ends that begins at a place, or that place where none does. */
function endOfWord(text: string, at: number, length: number, kind: number): number {
  if ((kind & NUMBER) !== 0) return endOfNumber(text, at, length);
  if ((kind & WORD_SIGN) !== 0) return at + widthOf(codeAt(text, at));
  return (kind & (LETTER | MARK)) === 0 ? at : endOfLetters(text, at, length);
}

/** Figures, with a point, comma, colon or stroke between them. */
function endOfNumber(text: string, at: number, length: number): number {
  let end = endOfRun(text, at, length, NUMBER);
  while (joinsFigures(text.charCodeAt(end)) && isAt(text, end + 1, length, NUMBER))
    end = endOfRun(text, end + 1, length, NUMBER);
  return end;
}

const joinsFigures = (unit: number): boolean => unit === STOP || unit === COMMA || unit === COLON || unit === SLASH;
const isApostrophe = (unit: number): boolean => unit === APOSTROPHE || unit === QUOTE;

/** Letters with their marks, "U.S" and "O'Neill" as one, and an ending of up to two letters after an apostrophe. */
function endOfLetters(text: string, at: number, length: number): number {
  let end = endOfRun(text, at, length, LETTER | MARK);
  for (;;) {
    const unit = text.charCodeAt(end);
    if (unit !== STOP && !isApostrophe(unit)) return end;
    if (isAt(text, end + 1, length, CAPITAL)) {
      end = endOfRun(text, end + 1, length, LETTER | MARK);
      continue;
    }
    if (unit === STOP) return end;
    let ending = end + 1;
    let letters = 0;
    for (; letters <= LONGEST_ENDING && isAt(text, ending, length, LETTER); letters += 1)
      ending += widthOf(codeAt(text, ending));
    return letters === 0 || letters > LONGEST_ENDING ? end : ending;
  }
}

const isAt = (text: string, at: number, length: number, kinds: number): boolean =>
  at < length && (kindsOf(codeAt(text, at)) & kinds) !== 0;

function endOfRun(text: string, from: number, length: number, kinds: number): number {
  let at = from;
  while (at < length) {
    const code = codeAt(text, at);
    if ((kindsOf(code) & kinds) === 0) break;
    at += widthOf(code);
  }
  return at;
}

/** "1,234.50" and "1234.50" are one number; "3.0" stays another than "30". */
function hashNumber(text: string, from: number, to: number): number {
  let hash = FNV_BASIS;
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 127) return hashText(foldNumber(text.slice(from, to)));
    if (unit !== COMMA || !isGroup(text, at + 1, to)) hash = Math.imul(hash ^ unit, FNV_PRIME);
  }
  return mix(hash);
}

const foldNumber = (word: string): string => word.normalize('NFKC').replace(/,(?=\d{3}(?:\D|$))/g, '');

/** Three figures and no more. */
function isGroup(text: string, from: number, to: number): boolean {
  let figures = 0;
  while (from + figures < to && figures <= GROUP && isDigit(text.charCodeAt(from + figures))) figures += 1;
  return figures === GROUP;
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** A word's letters without case, accents, points and a genitive's ending. */
function hashWord(text: string, from: number, to: number): number {
  let hash = FNV_BASIS;
  const end = withoutGenitive(text, from, to);
  for (let at = from; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (isFoldedWithOthers(unit)) return hashText(foldWord(text.slice(from, to)));
    hash = unit < 128 ? addAscii(hash, unit) : addFolded(hash, foldedSign(unit));
  }
  return mix(hash);
}

/** Half a surrogate pair, and a sigma: whether it stands at the end of the word says how it is written small. */
const isFoldedWithOthers = (unit: number): boolean => unit === CAPITAL_SIGMA || (unit >= 0xd800 && unit < 0xe000);

function addAscii(hash: number, unit: number): number {
  if (unit === STOP || unit === APOSTROPHE) return hash;
  return Math.imul(hash ^ (unit >= 65 && unit <= 90 ? unit + 32 : unit), FNV_PRIME);
}

function addFolded(hash: number, folded: string): number {
  let added = hash;
  for (let at = 0; at < folded.length; at += 1) added = Math.imul(added ^ folded.charCodeAt(at), FNV_PRIME);
  return added;
}

function withoutGenitive(text: string, from: number, to: number): number {
  const last = text.charCodeAt(to - 1) | 32;
  return to - from > 2 && last === 0x73 && isApostrophe(text.charCodeAt(to - 2)) ? to - 2 : to;
}

const foldWord = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[’']s?$/, '')
    .replace(/[.’']/g, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/[أإآىة]/g, (letter) => ARABIC_VARIANTS[letter] ?? letter)
    .replace(/ß/g, 'ss');

const foldedSign = onceForEach(foldWord);

/** Number words that are common words of other languages. */
const AMBIGUOUS = new Set(['to', 'due', 'sei', 'ni', 'ti', 'sex', 'fire', 'tre', 'fem', 'dos']);

/** False of marks alone. */
function isSpoken(text: string, from: number, to: number): boolean {
  const end = withoutGenitive(text, from, to);
  for (let at = from; at < end; ) {
    const code = codeAt(text, at);
    at += widthOf(code);
    if (code < 128 ? code !== STOP && code !== APOSTROPHE : foldedSign(code) !== '') return true;
  }
  return false;
}

/** FNV-1a with a final mix, over UTF-16 units. */
export function hashText(text: string): number {
  let hash = FNV_BASIS;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
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

/** Numbers that are written as words, by the hashes of both. Words that mean something else too are left out. */
const NUMBER_WORDS: ReadonlyMap<number, number> = new Map(
  (
    [
      ['2', 'two zwei deux dos dois due twee två to два'],
      ['3', 'three drei trois tres três tre drie три'],
      ['4', 'four vier quatre cuatro quatro quattro fyra fire четыре'],
      ['5', 'five fünf cinq cinco cinque vijf fem пять'],
      ['6', 'six sechs seis sei zes sex seks шесть'],
      ['7', 'seven sieben sept siete sete sette zeven sju syv семь'],
      ['8', 'eight acht huit ocho oito otto åtta åtte восемь'],
      ['9', 'nine neun nueve nove negen nio ni девять'],
      ['10', 'ten zehn dix diez dez dieci tien tio ti десять'],
      ['11', 'eleven elf onze undici elva elleve'],
      ['12', 'twelve zwölf douze doce doze dodici twaalf tolv'],
      ['15', 'fifteen fünfzehn quinze quince quindici femton'],
      ['20', 'twenty zwanzig vingt veinte vinte venti twintig tjugo tyve'],
      ['30', 'thirty dreißig trente treinta trinta trenta dertig trettio tretti'],
      ['40', 'forty vierzig quarante cuarenta quarenta quaranta veertig fyrtio'],
      ['50', 'fifty fünfzig cinquante cincuenta cinquenta cinquanta vijftig femtio femti'],
    ] as const
  ).flatMap(([figure, words]) =>
    words
      .split(' ')
      .filter((word) => !AMBIGUOUS.has(word))
      .map((word) => [hashWord(word, 0, word.length), hashNumber(figure, 0, figure.length)] as const),
  ),
);
