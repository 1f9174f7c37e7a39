import type { DatelinePattern, HouseStyle } from '../agencies/contract/house-style.ts';
import { DATELINE_SIGN, inCapitals, OF_ANY_AGENCY, WITHOUT_AGENCY } from '../agencies/tables/datelines.ts';
import { readDeskPrefix } from '../agencies/tables/desk-words.ts';
import type { Article } from '../article/article.ts';
import { agenciesNamed } from './credits.ts';
import { type HouseStyles, stylesNamedIn } from './named-styles.ts';

export const OPENING_LENGTH = 160;

/** Takes the dateline off the paragraph at a place, or the paragraph that is nothing else; null where there is none. */
export function takeDateline(
  paragraphs: string[],
  at: number,
  style: HouseStyle | null,
  styles: HouseStyles,
): Article['dateline'] {
  // Some wires set two spaces between words; columns of a table are further apart.
  const paragraph = (paragraphs[at] as string).replace(/^[^\n]{0,160}/, (line) => line.replace(/ {2}(?! )/g, ' '));
  const read = readDateline(paragraph.slice(0, OPENING_LENGTH), style, styles);
  if (read === null) return takeLoneDateline(paragraphs, at, style, styles);
  paragraphs[at] = paragraph.slice(read.length).trimStart();
  return read.dateline;
}

const LONE_DATELINE = /^[^\n]{2,60}\([^()\n]{2,30}\)$/u;

/** A dateline that is a paragraph of its own: "Göteborg (TT)". */
function takeLoneDateline(
  paragraphs: string[],
  at: number,
  style: HouseStyle | null,
  styles: HouseStyles,
): Article['dateline'] {
  const paragraph = paragraphs[at] as string;
  if (paragraphs.length < at + 2 || !LONE_DATELINE.test(paragraph)) return null;
  const read = readDateline(`${paragraph} - X`, style, styles);
  if (read === null || read.dateline.place === null || read.dateline.agencies.length === 0) return null;
  paragraphs.splice(at, 1);
  return { ...read.dateline, text: paragraph };
}

/** The house style whose dateline opens a text, or null. */
export function styleOfDateline(text: string, styles: HouseStyles): HouseStyle | null {
  const opening = text.slice(0, OPENING_LENGTH);
  const matching = stylesNamedIn(opening, styles).flatMap((style) => {
    const match = style.datelines.map((pattern) => pattern.exec(opening)).find((each) => each !== null);
    return match ? [{ style, named: agenciesNamed(match.groups?.agencies ?? '', styles)[0]?.code }] : [];
  });
  // Of several agencies in one bracket the first sends the copy.
  return (matching.find(({ style, named }) => named === style.code) ?? matching[0])?.style ?? null;
}

/** The dateline that opens a text, in the agency's own style or that of another whose name stands in it. */
export function readDateline(
  opening: string,
  style: HouseStyle | null,
  styles: HouseStyles,
): { dateline: NonNullable<Article['dateline']>; length: number } | null {
  if (!DATELINE_SIGN.test(opening)) return null;
  const others = stylesNamedIn(opening, styles).filter((other) => other !== style);
  for (const each of style === null ? others : [style, ...others]) {
    for (const pattern of each.datelines) {
      const match = pattern.exec(opening);
      if (match !== null) return { dateline: datelineOf(match, each, styles), length: match[0].length };
    }
  }
  const match =
    (BRACKET_OR_DAY.test(opening) ? firstMatch(OF_ANY_AGENCY, opening) : null) ??
    (style === null ? null : placeInCapitals(opening));
  return match ? { dateline: datelineOf(match, null, styles), length: match[0].length } : null;
}

const IN_CAPITALS = inCapitals();
/** Words in capitals before a dash that name what follows, and no place. */
const NO_PLACE =
  /^(?:and|but|also|breaking|live|watch|read|listen|file|more|note|news|opinion|exclusive|explainer|factbox|questions?|answers?|[qa]|what|when|where|who|why|how|the|a|score|result|summary|background|video|photos?|editor['’]?s|weather|sports|business|today|correction)(?!\p{L})/iu;

/** "PLYMOUTH, Wis. —": American services leave their names out of the copy. */
function placeInCapitals(opening: string): RegExpExecArray | null {
  const match = firstMatch(IN_CAPITALS, opening);
  const place = match?.groups?.place ?? '';
  return NO_PLACE.test(place) || readDeskPrefix(place) !== null ? null : match;
}

/** No dateline of an agency without a house style is without both. */
const BRACKET_OR_DAY = /[(\d]/;

function firstMatch(patterns: readonly DatelinePattern[], text: string): RegExpExecArray | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match !== null) return match;
  }
  return null;
}

function datelineOf(
  match: RegExpExecArray,
  style: HouseStyle | null,
  styles: HouseStyles,
): NonNullable<Article['dateline']> {
  const { place, country, date, agencies = '' } = match.groups ?? {};
  const named = agenciesNamed(agencies, styles).map(({ code }) => code);
  const own = style !== null && agencies.toLowerCase().includes(style.name.toLowerCase()) ? [style.code] : [];
  return {
    text: match[0].replace(/\s+/g, ' ').trim(),
    place: nameOf(place),
    country: nameOf(country),
    date:
      date
        ?.replace(/\s+/g, ' ')
        .replace(/(?<=\p{L}{5})\.$/u, '')
        .trim() ?? null,
    agencies: named.length > 0 ? named : own,
  };
}

function nameOf(text: string | undefined): string | null {
  return (
    text
      ?.replace(/\s+/g, ' ')
      .replace(/[-–—]{1,3}$/, '')
      .trim() ?? null
  );
}

/** A dateline that stands in an element of its own, as filed. */
export function readDatelineElement(
  text: string | null,
  style: HouseStyle | null,
  styles: HouseStyles,
): Article['dateline'] {
  if (text === null) return null;
  const filed = text.trim();
  const read = readDateline(
    `${filed.slice(0, OPENING_LENGTH).replace(/(?<![.\s])[.\s]*(?<![-–—_:=])[-–—_:=]*$/u, '')} - X`,
    style,
    styles,
  );
  if (read !== null) return { ...read.dateline, text: filed };
  const match = WITHOUT_AGENCY.map((pattern) => pattern.exec(filed.slice(0, OPENING_LENGTH))).find(Boolean);
  const { place = null, country = null, date = null } = match?.groups ?? {};
  return { text: filed, place, country, date, agencies: [] };
}
