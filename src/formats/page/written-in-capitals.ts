/** Letters that small print tells apart and capitals often do not: "διαβάστε επίσης" and "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ". */
const MARKED = /[àâáäãåçéèêëíìîïñóòôöõúùûüýąćęłńśźżčďěňřšťůžğışăâîșțάέήίόύώϊϋΐΰё]/giu;
/** A character class, an escape, or a letter with a mark. */
const PART = new RegExp(`\\[(?:\\\\.|[^\\]\\\\])*\\]|\\\\.(?:\\{[^}]*\\})?|${MARKED.source}`, 'giu');

const bareOf = (letter: string): string =>
  letter === 'ı' ? 'i' : letter === 'ł' ? 'l' : letter.normalize('NFD').replace(/\p{Mn}/gu, '');

/** A text without the marks on its letters, and with the Turkish ı as i. */
export function withoutMarks(text: string): string {
  return text
    .replace(/ı/gu, 'i')
    .replace(/ł/gu, 'l')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
}

/** True for a text with capitals and no small letters. */
export function isInCapitals(text: string): boolean {
  return !/\p{Ll}/u.test(text) && /\p{Lu}/u.test(text);
}

/** What a heading is asked for. */
export interface HeadingPattern {
  test(text: string): boolean;
}

/** A pattern of headings that holds for those in capitals too, which leave out the marks on letters. */
export function inCapitalsToo(pattern: RegExp): HeadingPattern {
  const spelled = pattern.source.replace(PART, (part) => {
    if (part.startsWith('[')) return part.replace(MARKED, (letter) => `${letter}${bareOf(letter)}`);
    return part.startsWith('\\') ? part : `[${part}${bareOf(part)}]`;
  });
  const capitals = new RegExp(spelled, pattern.flags);
  // The Turkish i has its dot in capitals too, and is no i for a pattern without case.
  return {
    test: (text) => pattern.test(text) || (isInCapitals(text) && capitals.test(text.replaceAll('İ', 'I'))),
  };
}
