import { agenciesIn, creditedBy, namesAnyAgency, withoutAgencies } from './agency-words.ts';
import { readDateLine } from './stated-dates.ts';

/** A dateline taken off a paragraph. */
export interface OpeningDateline {
  /** The place as written, without brackets and separators. */
  readonly place: string;
  /** Everything that was taken off. */
  readonly text: string;
  /** The agencies it names, as written, or null. */
  readonly credit: string | null;
  /** The reporter it names, or null. */
  readonly byline: string | null;
  readonly rest: string;
}

const SMALL =
  '(?:de|la|le|les|el|los|las|al|am|an|auf|aux|bei|da|das|dem|den|der|des|di|do|dos|du|e|en|in|im|of|on|sur|the|und|van|y|ve|och|og)';
const WORD = "(?:['’]?[\\p{Lu}\\p{Lt}][\\p{L}\\p{M}'’.-]{0,24}|al-\\p{Lu}[\\p{L}\\p{M}'’-]{1,24})";
const NAME = `${WORD}(?:(?:[ \\u00a0]|/)(?:${WORD}|${SMALL}(?=[ \\u00a0]))){0,4}`;
/** Words of scripts without capitals: two at most, so that no sentence is taken for a place. */
const UNCASED = '[\\p{Lo}\\p{M}]{2,20}(?:[ \\u00a0][\\p{Lo}\\p{M}]{2,20}){0,1}';
const PLACE = `(?:${NAME}|${UNCASED})`;
const SIGNS = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー・';

/** "[NEW YORK] Oil prices", "(BERLIN) Die". */
const BRACKETED = new RegExp(
  `^[\\[(](${NAME}(?:, ${NAME})?)[\\])][ \\u00a0]{1,2}(?:[-–—:] )?(?=["“„«‘'¿¡]?[\\p{Lu}\\p{N}])`,
  'u',
);
/** "PORT SELBY – ", "TAMUR: ", "KESSEL, NUSANTARA — ", "Oberau – ", "ROMA, 10 APR -", "Madrid.-", "KØBENHAVN:". */
const PARTED = new RegExp(
  `^(${PLACE}(?:/${PLACE})?)((?:\\s?[,،]\\s?[^,:–—\\n]{2,30}?){0,2}?)\\s?(?:\\.\\s?[-–—]{1,2}|\\.\\s?(?=[–—-])|[ \\u00a0][-–—]{1,2}|[–—](?=[ \\u00a0])|--|:)[ \\u00a0]{1,2}(?=["“„«‘'¿¡(]?[\\p{Lu}\\p{Lo}\\p{Lt}\\p{N}])`,
  'u',
);
/** "SAN RAFAEL CITY—The Ombudsman": a place in capitals, and a long dash without spaces. */
const DASHED =
  /^(\p{Lu}[\p{Lu}'’.-]{1,24}(?:[ \u00a0]\p{Lu}[\p{Lu}'’.-]{1,24}){0,3}(?:, \p{Lu}[\p{L}.-]{1,20}(?: \p{Lu}\p{L}{1,20})?)?)[—–](?=["“„«‘'¿¡]?[\p{Lu}\p{N}])/u;
/** "MONTALTO. È rimasta chiusa": a place in capitals, closed with a full stop. */
const STOPPED =
  /^((?:\p{Lu}[\p{Lu}'’-]{2,24})(?:[ \u00a0]\p{Lu}[\p{Lu}'’-]{1,24}){0,3})\. {1,2}(?=["“„«‘'¿¡]?\p{Lu}\p{Ll}|\p{Lu} )/u;
/** Signs in brackets: "（塞尔比港综合电）", "【ロンドン時事】", "【ワシントン＝佐藤健】". */
const SIGNS_IN_BRACKETS = new RegExp(
  `^[（(【［\\[〔]([${SIGNS}\\w０-９=＝・·\\s]{2,30})[）)】］\\]〕][\\s　]?(?:[-–—]\\s)?`,
  'u',
);
/** "(여수=연합뉴스) 김하늘 기자 =". */
const KOREAN_REPORTER = /^((?:[\p{Script=Hangul}]{2,4}[·\s]?){1,3})\s?(?:특파원|기자|인턴기자)\s?[=＝]\s?/u;
const SIGNS_TAIL =
  /(?:综合|綜合|专|專|特|外|时|時)?(?:电|電|讯|訊|报道|報道|报导|報導|記者|特派員|発|共同)$|(?:记者|記者).{2,8}$/u;
/** "【明日專訊】", "（本报讯）": the paper says that the story is its own. */
const OF_PAPER = /^本|(?:专|專|特)(?:讯|訊)$|(?:报|報)(?:讯|訊)$/u;

/** Words that stand before a colon or a dash and are no place. */
const NO_PLACE =
  /^(?:(?:il|la|le|el|new|neu|nouveau|nuevo|novo|nuovo|nieuw|nytt)$|(?:деталі|подробиці|джерело|контекст|передісторія|нагадаємо|подробности|детали|источник|напомним|details?|détails?|detalles?|dettagli|szczegóły|kontekst|context[eo]?|contesto|kontext|file|archiv|archives?|update[ds]?|correction|korrektur|berichtigung|live|breaking|exclusive|exklusiv|exclusif|exclusivo|analysis|analyse|opinion|kommentar|watch|video|photos?|note|editor|editorial|read|listen|explainer|interview|fact|fakten|question|answer|q|a|frage|antwort|background|hintergrund|summary|also|fazit|tipp?|info|infos|source|quelle|fuente|fonte|warning|achtung|mr|mrs|ms|dr|er|sie|es|but|and|however|still|yet|now|today|yesterday|result|score|date|time|where|when|what|who|why|how|eilmeldung|urgent|alert|attention|reuters|afp|ap|dpa|efe|ansa|tass|pa)(?!\p{L}))/iu;

/**
 * Takes the dateline off the first paragraph of a story that does not name its agency in round brackets, which the
 * agencies' own styles read; null where the paragraph has none. `body` is the story below, in which a place that only
 * stands before a colon should not be a speaker.
 */
export function takeOpeningDateline(paragraph: string, story = ''): OpeningDateline | null {
  return (
    wired(paragraph) ??
    signed(paragraph) ??
    credited(paragraph) ??
    closedByAgency(paragraph) ??
    beforeAgency(paragraph) ??
    bracketed(paragraph) ??
    parted(paragraph) ??
    dashed(paragraph) ??
    stopped(paragraph) ??
    namedAgain(paragraph, story)
  );
}

/** "МОСКВА, 25 мар - РИА Новости. Около": the agency stands behind the day, closed with a full stop. */
const CLOSED_BY_AGENCY = new RegExp(
  `^(${PLACE})\\s?[,،]\\s?([^,:–—.\\n-]{2,30}?)\\.?\\s?[-–—]\\s([^.\\n]{2,30})\\.\\s`,
  'u',
);

function closedByAgency(paragraph: string): OpeningDateline | null {
  const match = CLOSED_BY_AGENCY.exec(paragraph.slice(0, 120));
  const [text = '', place = '', behind = '', credit = ''] = match ?? [];
  if (match === null || !isRegionOrDay(behind) || creditedBy(credit) !== 'text' || !namesAnyAgency(credit)) return null;
  return { place, text: text.trim(), credit, byline: null, rest: paragraph.slice(text.length) };
}

/** "الزهراء - رويترز - قُتل", "Paris, AFP – Die": the agency stands between two marks. */
const BEFORE_AGENCY = new RegExp(`^(${PLACE})\\s?[-–—,،/]\\s?([^\\s:–—-][^:–—\\n-]{1,28}?)\\s?[-–—:]{1,2}\\s`, 'u');

function beforeAgency(paragraph: string): OpeningDateline | null {
  const match = BEFORE_AGENCY.exec(paragraph.slice(0, 120));
  const [text = '', place = '', credit = ''] = match ?? [];
  if (match === null || creditedBy(credit) !== 'text' || withoutAgencies(credit).trim() !== '') return null;
  if (NO_PLACE.test(place) || creditedBy(place) !== null) return null;
  return { place, text: text.trim(), credit, byline: null, rest: paragraph.slice(text.length) };
}

/** "(dpa/Reuters) Heftiger Regen": agencies and no place. */
const CREDITED = /^[(（]([^()（）]{2,40})[)）]\s(?=["“„«‘'¿¡]?[\p{Lu}\p{Lo}\p{N}])/u;

function credited(paragraph: string): OpeningDateline | null {
  const match = CREDITED.exec(paragraph.slice(0, 60));
  const credit = match?.[1] ?? '';
  if (match === null || creditedBy(credit) !== 'text' || !namesAnyAgency(credit)) return null;
  return { place: '', text: match[0].trim(), credit, byline: null, rest: paragraph.slice(match[0].length) };
}

/** "新华社北京2月6日电（记者李明）". */
const WIRED =
  /^([\p{Script=Han}\w]{2,6}?社|[A-Z]{2,4})([\p{Script=Han}·]{2,10}?)\s?\d{1,2}月\d{1,2}日(?:综合)?[电電](?:[（(](?:记者|記者)\s?([\p{Script=Han}、\s]{2,20})[）)])?\s?/u;

function wired(paragraph: string): OpeningDateline | null {
  const match = WIRED.exec(paragraph.slice(0, 80));
  if (match === null || !namesAnyAgency(match[1] ?? '')) return null;
  return {
    place: match[2] ?? '',
    text: match[0].trim(),
    credit: match[1] ?? null,
    byline: match[3]?.trim() ?? null,
    rest: paragraph.slice(match[0].length),
  };
}

function signed(paragraph: string): OpeningDateline | null {
  const match = SIGNS_IN_BRACKETS.exec(paragraph);
  if (match === null) return null;
  const inside = (match[1] ?? '').trim();
  const parts = inside.split(/\s?[=＝]\s?/);
  const agency = namesAnyAgency(inside);
  if (parts.length === 1 && !agency && !SIGNS_TAIL.test(inside)) return null;
  const place = withoutAgencies(parts[0] as string)
    .replace(SIGNS_TAIL, '')
    .replace(/[\s　][\d０-９]{1,2}日[\s　]?/u, '')
    .replace(/(?<![\s·・])[\s·・]+$/u, '');
  const reporter = KOREAN_REPORTER.exec(paragraph.slice(match[0].length));
  const second = parts[1] !== undefined && !namesAnyAgency(parts[1]) ? parts[1] : null;
  const text = match[0] + (reporter?.[0] ?? '');
  if (place === '') return null;
  return {
    place: OF_PAPER.test(inside) ? '' : place,
    text: text.trim(),
    credit: agency ? agenciesIn(inside).join(', ') : null,
    byline: reporter?.[1]?.trim() ?? second,
    rest: paragraph.slice(text.length),
  };
}

function bracketed(paragraph: string): OpeningDateline | null {
  const match = BRACKETED.exec(paragraph.slice(0, 120));
  const place = match?.[1];
  if (match === null || place === undefined || creditedBy(place) !== null || NO_PLACE.test(place)) return null;
  return { place, text: match[0].trim(), credit: null, byline: null, rest: paragraph.slice(match[0].length) };
}

/** "TEMPORA.CO, Jakarta -": the paper's own address stands before the place. */
const SITE_BEFORE_PLACE = /^[\p{L}\p{N}-]{2,20}(?:\.[\p{L}]{2,4}){1,2}, (?=\p{Lu})/u;

function parted(paragraph: string): OpeningDateline | null {
  const site = SITE_BEFORE_PLACE.exec(paragraph)?.[0] ?? '';
  if (site !== '') return parted(paragraph.slice(site.length));
  const match = PARTED.exec(paragraph.slice(0, 120));
  const place = match?.[1];
  if (match === null || place === undefined) return null;
  const behind = (match[2] ?? '').replace(/^[\s,،]+/u, '');
  if (/[()/]/.test(behind)) return null;
  if (NO_PLACE.test(place) || creditedBy(place) !== null || !isRegionOrDay(behind)) return null;
  // "Waktu Kota, JAKARTA": a place in capitals behind the paper's name.
  // What stands before a colon in small letters may be who speaks; a place is one or two words.
  if (/[:]\s*$/.test(match[0]) && place !== place.toUpperCase() && place.split(/\s+/).length > 2) return null;
  if (/^[\p{Lo}\p{M}]/u.test(place) && /[:]\s*$/.test(match[0])) return null;
  // "VOX.VN - ": the paper's own address is no place.
  if (/^[\p{L}\d-]+\.\p{L}{2,4}$/u.test(place)) return null;
  const isPaper = /^[\p{Lu} ]{4,}$/u.test(behind) && /\p{Ll}/u.test(place);
  const text = match[0].trim();
  return { place: isPaper ? behind : place, text, credit: null, byline: null, rest: paragraph.slice(match[0].length) };
}

const dashed = (paragraph: string): OpeningDateline | null => inCapitals(paragraph, DASHED);
const stopped = (paragraph: string): OpeningDateline | null => inCapitals(paragraph, STOPPED);

function inCapitals(paragraph: string, pattern: RegExp): OpeningDateline | null {
  const match = pattern.exec(paragraph.slice(0, 120));
  const place = match?.[1] ?? '';
  if (match === null || place.length < SHORTEST_IN_CAPITALS || NO_PLACE.test(place) || creditedBy(place) !== null)
    return null;
  return { place, text: match[0].trim(), credit: null, byline: null, rest: paragraph.slice(match[0].length) };
}

/** "Helgoland. Eine gebrochene Welle": one or two words with capitals, closed with a full stop. */
const STOPPED_NAME =
  /^(\p{Lu}\p{Ll}[\p{L}'’-]{1,24}(?:[ \u00a0-]\p{Lu}\p{Ll}[\p{L}'’-]{1,24}){0,2})\. {1,2}(?=[("“„«‘'¿¡]?[\p{Lu}\p{Ll}])/u;
const BEFORE_PLACE =
  '(?:in|aus|nach|bei|von|vor|auf|at|from|near|à|de|en|em|a|da|di|do|del|te|van|op|i|på|fra|från|w|z|ze|do|na|v)';

/** A place in small letters before a full stop, which the story names again behind a preposition. */
function namedAgain(paragraph: string, story: string): OpeningDateline | null {
  const match = STOPPED_NAME.exec(paragraph.slice(0, 120));
  const place = match?.[1] ?? '';
  if (match === null || NO_PLACE.test(place)) return null;
  const rest = paragraph.slice(match[0].length);
  const bracket = /^[(]([^()]{2,30})[)]\s/u.exec(rest);
  if (bracket !== null && creditedBy(bracket[1] as string) === 'text' && namesAnyAgency(bracket[1] as string)) {
    const text = match[0] + bracket[0];
    return { place, text: text.trim(), credit: bracket[1] ?? null, byline: null, rest: paragraph.slice(text.length) };
  }
  const again = new RegExp(`(?<!\\p{L})${BEFORE_PLACE} ${place}(?!\\p{L})`, 'iu');
  return again.test(`${rest} ${story}`) ? { place, text: match[0].trim(), credit: null, byline: null, rest } : null;
}

/** Shorter words in capitals are initials and shouts. */
const SHORTEST_IN_CAPITALS = 4;

const REGION = new RegExp(`^${PLACE}$`, 'u');
const DAY = /^(?:\p{L}{2,12}\.? )?(?:\d{1,2}\.?\s?(?:de )?\p{L}{3,12}\.?(?:\s\d{4})?|\p{L}{3,10}\.?\s\d{1,2})$/u;

function isRegionOrDay(text: string): boolean {
  return (
    text === '' ||
    text.split(/\s?[,،]\s?/u).every((part) => REGION.test(part) || DAY.test(part) || readDateLine(part) !== null)
  );
}

/** True for a paragraph that opens with a dateline, or with the place and the agency in brackets. */
export function hasDateline(text: string): boolean {
  return (
    takeOpeningDateline(text) !== null ||
    /^.{0,80}[(/](?:dpa|afp|ap|reuters|efe|ansa|тасс|tass|lusa|pap|ritzau|ntb|tt|stt|anp|belga|kna|epd|sid|apa|pti|ani|ians|أ ف ب|رويترز)[)/]/iu.test(
      text.slice(0, 100),
    )
  );
}
