/**
 * The letters of the scripts in which news is written, with the marks that stand on them: ranges of UTF-16 code units.
 * Digits and punctuation of these scripts are not among them.
 */
const LETTERS = [
  // Latin
  'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0300-\\u036f\\u1e00-\\u1eff',
  // Greek and Cyrillic
  '\\u0370-\\u0373\\u0376\\u0377\\u037b-\\u037d\\u0386\\u0388-\\u03f5\\u03f7-\\u0481\\u0483-\\u052f\\u1f00-\\u1fbc',
  // Armenian, Hebrew and Arabic
  '\\u0531-\\u0556\\u0561-\\u0587\\u0591-\\u05bd\\u05d0-\\u05f2\\u0610-\\u061a\\u0620-\\u065f\\u066e-\\u06d3',
  '\\u06d5-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ef\\u06fa-\\u06ff\\u0750-\\u077f\\u08a0-\\u08ff\\ufb1d-\\ufdfb\\ufe70-\\ufefc',
  // the scripts of India, without their digits and the stroke that ends a sentence
  '\\u0900-\\u0963\\u0971-\\u09e3\\u09f0\\u09f1\\u0a01-\\u0a5e\\u0a70-\\u0ae3\\u0b01-\\u0b63\\u0b82-\\u0bd7\\u0c00-\\u0c63',
  '\\u0c80-\\u0ce3\\u0d00-\\u0d63\\u0d7a-\\u0ddf',
  // Thai, Lao, Burmese, Georgian, Ethiopic and Khmer
  '\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ecd\\u1000-\\u103f\\u10a0-\\u10fa\\u10fc-\\u135f\\u1780-\\u17d3',
  // Hangul, Kana, Bopomofo and Han, in their wide forms too
  '\\u1100-\\u11ff\\u3005-\\u3007\\u3041-\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u318e\\u31f0-\\u31ff',
  '\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\uff21-\\uff3a\\uff41-\\uff5a\\uff66-\\uffdc',
].join('');
const PARTS = /\\p\{([A-Za-z]+)\}|\\.|[[\]]/gsu;

/**
 * Compiles a long pattern over words, in which `\p{L}` and `\p{M}` stand for letters and their marks, without Unicode
 * mode. V8 needs up to half a second for the alternatives of many languages in Unicode mode, a twentieth of that without,
 * and does it anew in each process and for each width of text.
 * @param source the pattern as it would be written for Unicode mode; without signs beyond the basic plane
 * @throws Error where it asks for another property of signs
 */
export function letterPattern(source: string, flags = ''): RegExp {
  let isInClass = false;
  const translated = source.replace(PARTS, (part, property?: string) => {
    if (part === '[' || part === ']') isInClass = part === '[';
    if (property === undefined) return part;
    if (property !== 'L' && property !== 'M') throw new Error(`a pattern over letters has no ${part}`);
    return isInClass ? LETTERS : `[${LETTERS}]`;
  });
  return new RegExp(translated, flags);
}
