import type { DatelinePattern } from '../contract/house-style.ts';

/**
 * The opening of a wire story: place, country or state, day, agency. Every agency writes one of four shapes; the words
 * of its tables go in, patterns with the groups `place`, `country`, `date` and `agencies` come out. All are anchored
 * and bounded, so that prose is not eaten.
 */

/**
 * A pattern, built when it is first asked for: to build those of all agencies takes a third of a second.
 * @param sign what the pattern cannot match without, and costs little to look for: most texts open without it
 */
function openingOf(source: string, sign = ''): DatelinePattern {
  let quick: RegExp | null = null;
  let whole: RegExp | null = null;
  return {
    exec(text) {
      quick ??= new RegExp(sign, 'u');
      if (!quick.test(text)) return null;
      whole ??= new RegExp(source, 'u');
      return whole.exec(text);
    },
  };
}

const STEMS =
  'jan feb mar apr may jun jul aug sep oct nov dec janv fév févr mars avr mai juin juil août sept déc ene abr ago dic fev set out dez gen mag giu lug sett ott mär okt mrt mei maj tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu sty lut kwi cze lip sie wrz paź lis gru янв фев мар апр мая июн июл авг сен окт ноя дек ное яну юни юли січ лют бер кві тра чер лип сер вер жов лис sij velj ožu svi srp kol ruj stu led úno bře dub kvě čer zář říj pro máj jún júl ian iun iul noi avg ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ saus vas kov bal geg bir lie rugp rugs spa lap gruo maij jūn jūl jaan veeb juun juul dets oca şub nis haz tem ağu eyl eki kas agu des';
const MONTH = `(?:${STEMS.split(' ')
  .sort((a, b) => b.length - a.length)
  .map((stem) => [...stem].map((letter) => `[${letter}${letter.toUpperCase()}]`).join(''))
  .join('|')})\\p{L}{0,9}\\.?`;
const ARABIC_MONTH =
  '(?:يناير|فبراير|مارس|أبريل|ابريل|مايو|أيار|يونيو|حزيران|يوليو|تموز|أغسطس|آب|سبتمبر|أيلول|أكتوبر|تشرين (?:الأول|الثاني)|نوفمبر|ديسمبر|كانون (?:الأول|الثاني)|شباط|آذار|نيسان)';
/** Some name the day of the week alone: "Hirtshals, mandag /ritzau/ -". */
const WEEKDAY = `(?:${'monday tuesday wednesday thursday friday saturday sunday mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina'
  .split(' ')
  .map((day) => `[${day[0]}${(day[0] as string).toUpperCase()}]${day.slice(1)}`)
  .join('|')})`;
const DATE = [
  `\\d{1,2}(?:er|st|nd|rd|th|\\.)?[\\s-](?:de\\s)?(?:${MONTH}|${ARABIC_MONTH})(?:,?(?:\\sde)?\\s\\d{4})?`,
  `${MONTH}\\s?\\d{1,2}(?:st|nd|rd|th|\\sd\\.)?(?:,?\\s\\d{4})?`,
  `\\d{4}\\.\\s${MONTH}\\s\\d{1,2}\\.(?:,\\s\\p{L}{4,12})?`,
  '\\d{1,2}[-./]\\d{1,2}[-./]\\d{2,4}',
  '\\d{1,2}[/.]\\d{1,2}',
  WEEKDAY,
].join('|');

// A name is capitalised words and the small words between them; scripts without capitals go word by word.
const SMALL =
  '(?:de|la|le|les|el|los|las|al|am|an|auf|aux|bei|da|das|dem|den|der|des|di|do|dos|du|e|en|in|im|of|on|ob|sur|the|und|upon|van|y)';
const NAME = "['’]?(?:[\\p{Lu}\\p{Lo}]|al-|s-)[\\p{L}\\p{M}'’.-]{0,24}";
const WORDS = `${NAME}(?:(?:\\s|\\s?/\\s?)(?:${NAME}|${SMALL})){0,6}?`;
const PLACE = `(?<place>${WORDS})(?:\\s?\\([\\p{L} .-]{2,20}\\)(?=[,\\s]))??(?:\\s?[,،]\\s?(?<country>${WORDS}(?:, ${WORDS})??))??`;
const DAY = `(?<date>${DATE})`;

/** One of these parts every dateline from the copy, or the agency from its place. */
export const DATELINE_SIGN = /[(/\-–—_=:电]|واس/;

const DASH = '\\.?\\s?(?:\\.-|--|-{1,2}|[–—_=:])';

interface Shape {
  /** The agency's names as they stand in datelines; capitals and small letters are both found. */
  readonly tokens: readonly string[];
  /** True where the separator may be missing when a sentence begins behind the bracket. */
  readonly bareSeparator?: boolean;
}

/** "PARIS, Nov 3 (AFP) -", "Jan 30 (Reuters) -", "(Reuters) -", "Paris (ats afp)", "Bruselas, 16 ene (EFE).-". */
export function bracketed({ tokens, bareSeparator = false }: Shape): DatelinePattern[] {
  const agencies = `\\((?<agencies>${joint(tokens)})\\)`;
  const end = bareSeparator ? `(?:${DASH}\\s?|\\s(?=[\\p{Lu}\\p{Lo}"“«„]))` : `(?:${DASH})\\s?`;
  return openings().map((opening) => openingOf(`^${opening}\\s?${agencies}\\s?${end}`, inBracket(tokens)));
}

/** "(ANSA) - ROMA, 1 LUG -". */
export function leading({ tokens }: Shape): DatelinePattern[] {
  const agencies = `\\((?<agencies>${joint(tokens)})\\)\\s?[-–—]\\s?`;
  return [
    openingOf(`^${agencies}${PLACE}(?:\\s?,\\s?|\\s)${DAY}\\s?[-–—]\\s?`, inBracket(tokens)),
    openingOf(`^${agencies}${PLACE}\\s?[-–—]\\s`, inBracket(tokens)),
  ];
}

/** "SEOUL, Nov 26 AFP -", "SAITAMA, Japan, Dec. 9 Kyodo -", "CANBERRA, AAP -". */
export function unbracketed({ tokens }: Shape): DatelinePattern[] {
  const agencies = `(?<agencies>${cases(tokens)})`;
  const sign = `(?:${cases(tokens)})\\s?${DASH}`;
  return [
    openingOf(`^${PLACE}\\s?,\\s?${DAY},?\\s${agencies}\\s?${DASH}\\s?`, sign),
    openingOf(`^${PLACE},\\s${agencies}\\s?${DASH}\\s?`, sign),
  ];
}

/** "MOSCOW, March 1. /TASS/.", "København /ritzau/:". */
export function slashed({ tokens }: Shape): DatelinePattern[] {
  const agencies = `/\\s?(?<agencies>${joint(tokens)})\\s?/\\s?[.:]?(?:\\s?(?:--|[-–—]))?\\s?`;
  return openings().map((opening) =>
    openingOf(`^${opening}\\s?${agencies}`, `/[\\s\\S]{0,${LONGEST_OTHERS}}?(?:${cases(tokens)})`),
  );
}

/** "OSLO, Norway--(BUSINESS WIRE)--". */
export function dashed({ tokens }: Shape): DatelinePattern[] {
  const agencies = `\\((?<agencies>${joint(tokens)})\\)`;
  return openings().map((opening) =>
    openingOf(`^${opening}\\s?(?:--|[–—])?\\s?${agencies}\\s?(?:${DASH})\\s?`, inBracket(tokens)),
  );
}

/** A dateline element that names no agency: "Landquart GR", "Berlin, 3. Jan". */
export const WITHOUT_AGENCY: readonly DatelinePattern[] = [
  openingOf(`^${PLACE}(?:\\s?[,،]\\s?|\\s)${DAY}$`),
  openingOf(`^${PLACE}$`),
];

const SHOUTED_PLACE =
  "(?<place>\\p{Lu}[\\p{Lu}\\p{M}'’.-]{1,24}(?:\\s\\p{Lu}[\\p{Lu}\\p{M}'’.-]{0,24}){0,3})(?:\\s?,\\s?(?<country>\\p{Lu}[\\p{L}.'’-]{1,24}(?:\\s\\p{Lu}[\\p{L}.'’-]{1,24}){0,2}))?";
/** "CHILLIWACK, B.C. — ": a place in capitals and a dash, and no agency. */
export const inCapitals = (): DatelinePattern[] => [openingOf(`^${SHOUTED_PLACE}\\s(?:--|[–—_])\\s`)];

const BRACKETED_NAME = "[(](?<agencies>\\p{L}[\\p{L}\\p{N} .&/'’-]{1,28})[)]";
const NAME_OF_SERVICE = '(?<agencies>\\p{Lu}\\p{L}{2,15})';

/**
 * The opening of a service that has no house style here: the agency in brackets or between strokes behind place and
 * day, or behind a place in capitals; without brackets only behind a day.
 */
export const OF_ANY_AGENCY: readonly DatelinePattern[] = [
  openingOf(
    `^${PLACE}(?:\\s?[,،]\\s?|\\s)${DAY}[,.]?\\s?${BRACKETED_NAME}(?:\\s?${DASH}\\s?|\\s(?=["“«„]?[\\p{Lu}\\p{Lo}]))`,
    `[)](?:\\s?${DASH}|\\s)`,
  ),
  openingOf(`^${SHOUTED_PLACE}[,.]?\\s?${BRACKETED_NAME}\\s?${DASH}\\s?`, `[)]\\s?${DASH}`),
  openingOf(`^[(](?<agencies>\\p{Lu}\\p{L}+(?:\\s\\p{Lu}\\p{L}+){1,2})[)]\\s(?:--?|[–—])\\s`, '^[(]'),
  openingOf(`^${DAY}[,.]?\\s?${BRACKETED_NAME}\\s?${DASH}\\s?`, `[)]\\s?${DASH}`),
  openingOf(
    `^${PLACE}(?:\\s?[,،]\\s?|\\s)${DAY}[,.]?\\s?/(?<agencies>\\p{L}[\\p{L} -]{2,24})/\\s?${DASH}\\s?`,
    `\\p{L}/\\s?${DASH}`,
  ),
  openingOf(
    `^${PLACE}\\s?,\\s?${DAY},?\\s${NAME_OF_SERVICE}\\s(?:--?|[–—])\\s`,
    '\\p{Lu}\\p{L}{2,15}\\s(?:--?|[–—])\\s',
  ),
];

/** A place with its day, a place alone, a day alone, nothing: one pattern each, the fullest first. */
function openings(): string[] {
  return [`${DAY}\\.?\\s${PLACE}`, `${PLACE}(?:\\s?[,،]\\s?|\\s)${DAY}[,.]?`, `${PLACE}[,.]?`, `${DAY}[,.]?`, ''];
}

/** Other agencies before one of these names. */
const LONGEST_OTHERS = 40;

const inBracket = (tokens: readonly string[]): string => `\\([^()]{0,${LONGEST_OTHERS}}?(?:${cases(tokens)})`;

/** One of the agency's names, alone or among others: "ats afp", "tca/dpa", "AFP, Reuters". */
function joint(tokens: readonly string[]): string {
  const other = '[\\p{L}][\\p{L}\\p{M}.]{1,14}';
  const between = '(?:\\s?[/,&+-]\\s?|\\s)';
  return `(?:${other}${between}){0,2}(?:${cases(tokens)})(?:${between}${other}){0,2}`;
}

function cases(tokens: readonly string[]): string {
  const all = tokens.flatMap((token) => [token, token.toUpperCase(), token.toLowerCase()]);
  return [...new Set(all)]
    .sort((a, b) => b.length - a.length)
    .map((token) => token.split(' ').map(RegExp.escape).join('\\s'))
    .join('|');
}
