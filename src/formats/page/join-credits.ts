import { agenciesIn, NAMES } from './agency-words.ts';

const MOST_CREDITS = 8;
const FAMILIES = NAMES.slice(0, 3).map((names) => new RegExp(`^(?:${names})$`, 'iu'));

/** A name by which two credits of one agency are told to be one: "AFP" and "Agence France-Presse" are. */
function familyOf(name: string): string {
  const row = FAMILIES.findIndex((names) => names.test(name));
  return row < 0 ? name.toLowerCase() : String(row);
}

/**
 * The credits of a page as one line, without the marks and prepositions around them; one whose agencies another names
 * too is said once, as the last says it. Null where there are none.
 */
export function joinCredits(credits: readonly string[]): string | null {
  const bare = [...new Set(credits)].slice(0, MOST_CREDITS).map((credit) =>
    credit
      .replace(/^(?:[\s—–•·|*-]|\/(?=\s))+|(?<![\s—–•·|-])[\s—–•·|-]+$/gu, '')
      .replace(/^\p{Ll}{2,4}(?:\/\p{Ll}{2,4}){0,4}\s(?=\()/u, '')
      .replace(/^(?:by|von|par|por|door|av|af)[: ]\s?(?=[^ ])/iu, ''),
  );
  const families = bare.map((credit) => agenciesIn(credit).map(familyOf));
  const said = bare.filter((_, at) => {
    const later = families.slice(at + 1).flat();
    return !(families[at] ?? []).every((family) => later.includes(family));
  });
  return [...new Set(said)].join(', ') || null;
}
