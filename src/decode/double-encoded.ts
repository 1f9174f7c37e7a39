/** The characters that Windows-1252 has where Latin-1 has controls, from byte 0x80 on. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';
const BYTES = new Map([...WINDOWS_1252].map((sign, at) => [sign, 0x80 + at]));

/** A character as a text shows it whose bytes of UTF-8 were read as Windows-1252, and then encoded once more. */
const TWICE = new RegExp(`[\\u00c2-\\u00f4][\\u0080-\\u00bf${WINDOWS_1252}]{1,3}`, 'g');
/** Letters with marks. A text that is right has more of them than such pairs, which are one or two of them each. */
const MARKED = /[\u00c0-\u024f]/g;
/** As many such characters prove it, of as many kinds: a capital before a closing quotation mark looks like one. */
const FEWEST = 8;
const FEWEST_KINDS = 3;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A text whose letters with marks were encoded twice ("FundacjÄ™"), as it was meant; any other text as it is. A text in
 * which such pairs are few, or fewer than letters that are right, is left alone.
 */
export function undoDoubleEncoding(text: string): string {
  let pairs = 0;
  const kinds = new Set<string>();
  const undone = text.replace(TWICE, (run) => {
    const read = decoded(run);
    if (read === run) return run;
    pairs += 1;
    kinds.add(read);
    return read;
  });
  if (pairs < FEWEST || kinds.size < FEWEST_KINDS) return text;
  return (text.match(MARKED)?.length ?? 0) <= 2 * pairs ? undone : text;
}

/** The longest beginning of a run that is one character in UTF-8, read; the run where there is none. */
function decoded(run: string): string {
  const bytes = Uint8Array.from(run, (sign) => BYTES.get(sign) ?? sign.charCodeAt(0));
  const lead = bytes[0] as number;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (bytes.length < length) return run;
  try {
    return utf8.decode(bytes.subarray(0, length)) + run.slice(length);
  } catch {
    return run;
  }
}
