/** Letters that small print tells apart and capitals often do not: "διαβάστε επίσης" and "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ". */
const MARKED = /[àâáäãåçéèêëíìîïñóòôöõúùûüýąćęłńśźżčďěňřšťůžğışăâîșțάέήίόύώϊϋΐΰё]/giu;
/** A character class, an escape, or a letter with a mark. */
const PART = new RegExp(`\\[(?:\\\\.|[^\\]\\\\])*\\]|\\\\.(?:\\{[^}]*\\})?|${MARKED.source}|i`, 'giu');

/** The Turkish i has its dot in capitals too. */
const bareOf = (letter: string): string =>
  letter === 'i' ? 'İ' : letter === 'ı' ? 'i' : letter === 'ł' ? 'l' : letter.normalize('NFD').replace(/\p{Mn}/gu, '');

/** A text without the marks on its letters, and with the Turkish ı as i. */
export function withoutMarks(text: string): string {
  return text
    .replace(/ı/gu, 'i')
    .replace(/ł/gu, 'l')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
}

/** A pattern of headings that holds for those in capitals too, which leave out the marks on letters. */
export function inCapitalsToo({ source, flags }: RegExp): RegExp {
  const spelled = source.replace(PART, (part) => {
    if (part.startsWith('[')) return part.replace(MARKED, (letter) => `${letter}${bareOf(letter)}`);
    return part.startsWith('\\') ? part : `[${part}${bareOf(part)}]`;
  });
  return new RegExp(spelled, flags);
}
