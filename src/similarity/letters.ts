import { codeAt, kindsOf, LETTER, NUMBER, onceForEach, widthOf } from './signs.ts';
import { LONGEST_TEXT, mix } from './tokens.ts';

const STOP = 0x2e;
const COLON = 0x3a;
/** Sigma and what folds to it. */
const CAPITAL_SIGMA = /[ΣϹ\u{1d6ba}\u{1d6f4}\u{1d72e}\u{1d768}\u{1d7a2}]/u;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Hash of a text's letters and figures alone: copy that lost its apostrophes, hyphens or spaces on the way is the same
 * copy. A point or a colon between figures counts.
 */
export function hashLetters(text: string): number {
  // Whether a sigma stands at the end of its word tells how it is written small.
  const start = text.slice(0, LONGEST_TEXT);
  const source = CAPITAL_SIGMA.test(start) ? fold(start) : start;
  let hash = FNV_BASIS;
  let afterFigure = false;
  let pointed = false;
  const take = (code: number): void => {
    const kind = kindsOf(code);
    if ((kind & (LETTER | NUMBER)) === 0) {
      pointed = afterFigure && (code === STOP || code === COLON);
      afterFigure = false;
      return;
    }
    const isFigure = (kind & NUMBER) !== 0;
    if (pointed && isFigure) hash = Math.imul(hash ^ STOP, FNV_PRIME);
    pointed = false;
    afterFigure = isFigure;
    if (code > 0xffff) {
      hash = Math.imul(hash ^ (0xd800 + ((code - 0x10000) >> 10)), FNV_PRIME);
      hash = Math.imul(hash ^ (0xdc00 + (code & 0x3ff)), FNV_PRIME);
    } else hash = Math.imul(hash ^ code, FNV_PRIME);
  };
  for (let at = 0; at < source.length; ) {
    const code = codeAt(source, at);
    at += widthOf(code);
    if (code < 128) take(code >= 65 && code <= 90 ? code + 32 : code);
    else for (const sign of foldedSign(code)) take(sign.codePointAt(0) as number);
  }
  return mix(hash);
}

function fold(text: string): string {
  return text.normalize('NFKD').toLowerCase();
}

const foldedSign = onceForEach(fold);
