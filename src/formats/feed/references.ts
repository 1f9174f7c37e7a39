import { isUtf8 } from 'node:buffer';
import { NAMED_REFERENCES } from '../xml/lookup.ts';

/** What windows-1252 has at 0x80 to 0x9f. */
const WINDOWS_1252 = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'];
const XML_NAMES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  // As HTML 4 has them.
  ['lang', '\u2329'],
  ['rang', '\u232a'],
]);
const REFERENCE = /&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,7})|([a-zA-Z]{2,8}\d{0,2}));/g;
const HIGH_BYTES = /(?:&#(?:x0{0,4}[89a-f][\da-f]|0{0,4}(?:12[89]|1[3-9]\d|2[0-4]\d|25[0-5]));){2,}/gi;
const CONTROLS = /&#(?:x0{0,5}(?:[0-8bcef]|1[\da-f]|7f)|0{0,5}(?:[0-8]|1[124-9]|2\d|3[01]|127));/gi;

/** A text with each reference replaced by its character; references to control characters are removed. */
export function decodeReferences(written: string): string {
  if (!written.includes('&')) return written;
  return mendReferences(written).replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return XML_NAMES.get(name) ?? NAMED_REFERENCES.get(name) ?? whole;
    return characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
  });
}

/**
 * Repairs references that a program wrote by mistake: where each byte of a UTF-8 character has a reference of its own,
 * the row of them becomes that character, and references to control characters are removed. All others stay as written.
 */
export function mendReferences(text: string): string {
  if (!text.includes('&#')) return text;
  return text
    .replace(HIGH_BYTES, (run) => {
      const codes = run.split(';').filter((each) => each !== '');
      const bytes = Buffer.from(codes.map((each) => numberOf(each.slice(2))));
      return isUtf8(bytes) ? bytes.toString('utf8') : run;
    })
    .replace(CONTROLS, '');
}

const numberOf = (written: string): number =>
  /^x/i.test(written) ? Number.parseInt(written.slice(1), 16) : Number(written);

function characterOf(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80] ?? '';
  if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return '';
  if (code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}
