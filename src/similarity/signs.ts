/** Kinds of a sign, as bits. */
export const LETTER = 1;
export const NUMBER = 2;
export const MARK = 4;
/** Upper-case letter, in scripts that have them. */
export const CAPITAL = 8;
/** A sign of a script that is written without spaces: it counts as a word by itself. */
export const WORD_SIGN = 16;
const LOOKED_UP = 128;
const KINDS = [
  [/^\p{L}/u, LETTER],
  [/^\p{N}/u, NUMBER],
  [/^\p{M}/u, MARK],
  [/^\p{Lu}/u, CAPITAL],
  [
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u,
    WORD_SIGN,
  ],
] as const;

const kinds = new Uint8Array(0x10000);

/** The kinds of a sign by its code point, looked up once for each. */
export function kindsOf(code: number): number {
  if (code > 0xffff) return lookUp(code);
  if (kinds[code] === 0) kinds[code] = lookUp(code);
  return kinds[code] as number;
}

function lookUp(code: number): number {
  const sign = String.fromCodePoint(code);
  return KINDS.reduce((sum, [pattern, kind]) => (pattern.test(sign) ? sum | kind : sum), LOOKED_UP);
}

/** The code point at a place in a text. */
export function codeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00 ? (text.codePointAt(at) as number) : unit;
}

/** How many UTF-16 units a code point takes. */
export const widthOf = (code: number): number => (code > 0xffff ? 2 : 1);

/** Keeps what a function of one sign gave: of the signs of the first plane each is asked once. */
export function onceForEach(fold: (sign: string) => string): (code: number) => string {
  const kept: (string | undefined)[] = [];
  return (code) => {
    if (code > 0xffff) return fold(String.fromCodePoint(code));
    kept[code] ??= fold(String.fromCharCode(code));
    return kept[code];
  };
}
