import { Rejected } from '../../article/failure.ts';
import { repairStrings } from './repair-strings.ts';
import { endOfString, withoutTrailingCommas } from './trailing-commas.ts';

const MAX_DEPTH = 200;
const BEGINNING = 65_536;

/** What sites set before JSON so that a script of another site cannot run it: `)]}',`, `while(1);`, `for(;;);`. */
const GUARD = /^\s{0,100}(?:\)\]\}',?|while\s?\(1\);|for\s?\(;;\);)\s{0,100}(?=[{[])/;

/** True when a text may be a JSON object or list. */
export function looksLikeJson(text: string): boolean {
  const beginning = text.slice(0, 400);
  return /^\s*[{[]/.test(beginning) || GUARD.test(beginning);
}

/** True when the beginning of a text names all of these fields. */
export function namesFields(text: string, ...fields: readonly RegExp[]): boolean {
  const beginning = text.slice(0, BEGINNING);
  return looksLikeJson(text) && fields.every((field) => field.test(beginning));
}

/**
 * A JSON document, its depth checked before it is parsed. Strings with raw line ends or tabs in them, or with escapes
 * that JSON does not know, are read as what they mean, and a comma behind the last of a list says nothing.
 * @throws Rejected with the parser's words, or when it is nested too deep.
 */
export function parseJson(given: string, format: string): unknown {
  const text = given.replace(GUARD, '');
  guardDepth(text, format);
  try {
    return JSON.parse(text);
  } catch (cause) {
    try {
      return JSON.parse(withoutTrailingCommas(repairStrings(text)));
    } catch {
      // Later engines add line and column to the position that all of them name.
      const words = (cause as Error).message.replace(/ \(line \d+ column \d+\)$/, '');
      throw new Rejected(`${format}: not valid JSON: ${words}`);
    }
  }
}

const QUOTE = 34;

function guardDepth(text: string, format: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else depth += depthAddedBy(sign);
    if (depth > MAX_DEPTH) throw new Rejected(`${format}: nested deeper than ${MAX_DEPTH}`);
  }
}

/** 1 for what opens an object or a list, -1 for what closes one, else 0. */
function depthAddedBy(sign: number): number {
  if (sign === 123 || sign === 91) return 1;
  return sign === 125 || sign === 93 ? -1 : 0;
}
