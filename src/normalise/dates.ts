import { offsetMsOf, zoneOffsetMs } from './time-zones.ts';

/** What a time as filed gave. */
export interface ReadInstant {
  /** UTC, ISO 8601, or null where no certain instant can be read. */
  readonly instant: string | null;
  /** `no-zone`, `future`, `unparsable`. */
  readonly flags: readonly string[];
}

/** Nothing is older than the wires that are kept; what is later has a year of five digits, which RFC 3339 knows none of. */
const isKept = (time: number): boolean => time >= Date.UTC(1990, 0, 1) && time <= Date.UTC(9999, 11, 31);
const FUTURE_MS = 86_400_000;

/** Beginnings of month names, January first; folded to lower case without accents. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|sijec|jaa|ene|gen|ian|янв|яну|січ|styc|led|tammi|oca|saus|ιαν|ינו|ينا)/,
  /^(?:feb|velj|fev|фев|лют|lut|uno|helmi|sub|vee|vas|φεβ|פבר|فبر)/,
  /^(?:mar(?!ras)|ozuj|mrt|mae|мар|бер|bre|maalis|kov|μαρ|מרץ|مار)/,
  /^(?:apr|travn|avr|abr|апр|кві|kwi|dub|huhti|nis|bal|απρ|אפר|ابر)/,
  /^(?:may|svib|mai|mag|maj|mei|маи|мая|тра|kve|touko|geg|μαι|מאי|ماي)/,
  /^(?:jun|lipa?nj|juin|juun|giu|iun|июн|юни|чер|cze|cerv(?:na|nu|en(?!e?c))|kesa|haz|bir|ιουν|יונ|يون)/,
  /^(?:jul|juil|juul|lug|iul|июл|юли|лип|lip(?!a?nj)|cerven(?:ec|ce)|srpa?nj|heina|tem|lie|ιουλ|יול|يول)/,
  /^(?:aug|aou|ago|agu|авг|сер|sie|srp(?!a?nj)|kolov|elo|rugp|ogos|αυγ|אוג|اغس)/,
  /^(?:sep|rujn|set|szep|сен|сеп|вер|wrz|zar|syys|eyl|rugs|σεπ|ספט|سبت)/,
  /^(?:oct|okt|out|ott|окт|жов|paz|rij|loka|eki|spal|οκτ|אוק|اكت)/,
  /^(?:nov|studen|noi|ноя|ное|лис|lis|marras|kas|lapk|νοε|נוב|نوف)/,
  /^(?:dec|dez|des|dic|dik|det|дек|гру|gru|pro|joulu|ara|δεκ|דצמ|ديس)/,
];

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly zone: string | null;
}

const READERS: readonly ((text: string) => Parts | null)[] = [
  readIso,
  readShortIso,
  readRfc822,
  readAmerican,
  readInNumbers,
  readYearFirst,
  readDotNet,
  readUnix,
];

/**
 * Reads a time as filed: ISO 8601 in its long and short forms, RFC 822 with named zones and the sins of the wild,
 * Unix time. Impossible days give null and never roll over; a time without a zone is read in the feed's, and flagged where
 * that is not known either.
 */
export function parseInstant(raw: string, { zone, now }: { zone: string | null; now: number }): ReadInstant {
  const text = USUAL.test(raw) ? raw : plainDate(raw);
  const parts = READERS.reduce<Parts | null>((found, read) => found ?? read(text), null);
  const time = parts === null || !isPossible(parts) ? null : timeOf(parts, zone);
  if (parts === null || time === null || !isKept(time)) return { instant: null, flags: ['unparsable'] };
  const flags = [
    ...(parts.zone === null && zone === null ? ['no-zone'] : []),
    ...(time > now + FUTURE_MS ? ['future'] : []),
  ];
  return { instant: new Date(time).toISOString(), flags };
}

/** As nearly all are written: there is nothing round such a time. */
const USUAL =
  /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4}))$/;

const LONGEST = 80;

/** Without what programs write round a time: other blanks, a zone's name behind its offset, words for "o'clock". */
function plainDate(raw: string): string {
  return raw
    .slice(0, 4 * LONGEST)
    .replace(/[\s\u00a0\u2000-\u200f\u202f]+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .replace(/^\p{L}[\p{L} ]{2,24}: (?=[\p{L}\d])/u, '')
    .replace(/ \([^()]{0,60}\)$/, '')
    .replace(/(?<=z|[+-]\d\d:?\d\d)\[[\w/+:-]{1,40}\]$/i, '')
    .replace(/(?<=\d{4}) \/ (?=\d{1,2}:\d\d)/, ' ')
    .replace(/ (?:uhr|hrs|h)$/i, '')
    .replace(/(?<=[+-]\d\d:?\d\d)(?: ?z| [a-z]{2,5})$/i, '');
}

const ISO =
  /^(\d{4})-?(\d{2})?(?:-?(\d{2}))?(?:[T\s]\s*(\d{1,2})(?::?(\d{2}))?(?::?(\d{2})(?:[.,]\d+)?)?\s*(z|[+-]\d{1,2}(?::?\d{2})?|(?:gmt|utc)[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,20}(?:\/[a-z_]{1,30}){0,2})?)?$/i;

/** "Fri, 2006/09/15 08:19:53 EDT" is ISO in another dress. */
function undressed(text: string): string {
  return text.replace(/^\p{L}+\.?,?\s+(?=\d{4}[-/])/u, '').replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})/, '$1-$2-$3');
}

/** Two-digit years and days of the year: "031231", "2003335". */
function readShortIso(text: string): Parts | null {
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  const noon = { hour: '0', minute: '0', second: '0' };
  if (short !== null) {
    const [, year = '', month, day] = short;
    return numbers({ year: fullYear(year), month, day, ...noon }, 'z');
  }
  const dashed = /^(\d{2})-(\d{2})-(\d{2})$/.exec(text);
  if (dashed !== null) {
    const [, year = '', month, day] = dashed;
    return numbers({ year: fullYear(year), month, day, ...noon }, 'z');
  }
  const ofMonth = /^-(\d{2})-?(\d{2})$/.exec(text);
  if (ofMonth !== null) return numbers({ year: fullYear(ofMonth[1] ?? ''), month: ofMonth[2], day: '1', ...noon }, 'z');
  // A number below 32 may be a day of the month as well.
  const shortOrdinal = /^(\d{2})-?((?!0[0-2]|03[01])\d{3})$/.exec(text);
  const ordinal = shortOrdinal ?? /^(\d{4})-?(\d{3})$/.exec(text);
  if (ordinal === null) return null;
  const year = fullYear(ordinal[1] ?? '');
  const date = new Date(Date.UTC(Number(year), 0, Number(ordinal[2])));
  if (String(date.getUTCFullYear()) !== year) return null;
  return numbers({ year, month: String(date.getUTCMonth() + 1), day: String(date.getUTCDate()), ...noon }, 'z');
}

const YEAR_FIRST =
  /^(\d{4})(?:\s{0,5}년|年|[-./])\s{0,5}(\p{L}{3,12}|\d{1,2})(?:\s{0,5}월|月|[-./])?\s{0,5}(\d{1,2})(?:\s{0,5}일|日)?[.,T\s]{0,9}(오전|오후|上午|下午|午前|午後|[ap]m)?\s{0,5}(\d{1,2}):(\d{2})(?::(\d{2}))?\s{0,5}([+-]\d{2}:?\d{2}|[a-z]+)?$/iu;

/** Year first with words between, as Korean, Chinese, Japanese and Hungarian sites write it; Korean times are Seoul's. */
function readYearFirst(text: string): Parts | null {
  const match = YEAR_FIRST.exec(text);
  if (match === null) return null;
  const [, year, month = '', day, half, hour = '0', minute, second = '0', zone = null] = match;
  const isKorean = /[년월오]/.test(text);
  const half12 = half === undefined ? undefined : /오후|下午|午後|pm/i.test(half) ? 'pm' : 'am';
  const number = /^\d+$/.test(month) ? month : monthOf(month);
  return numbers(
    { year, month: number, day, hour: halved(hour, half12), minute, second },
    zone ?? (isKorean ? 'kst' : null),
  );
}

function readIso(given: string): Parts | null {
  const text = undressed(given);
  if (/^\d{6,7}$/.test(text) && !/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$/.test(text)) return null;
  if (/^\d{4}-\d{3}$/.test(text)) return null;
  const match = ISO.exec(text);
  if (match === null || /^\d{9,}$/.test(text)) return null;
  const [, year, month = '01', day = '01', hour, minute = '0', second = '0', zone = null] = match;
  // A day without a time is a day in UTC: feeds mean no more by it.
  return numbers({ year, month, day, hour: hour ?? '0', minute, second }, hour === undefined ? 'z' : zone);
}

/** The day of the week before a date, with or without a comma and a blank; Turkish has it behind the date. */
const WEEKDAY = String.raw`(?:\p{L}+\.?(?:[,،]\s*|\s+))?`;
const WEEKDAY_BEHIND = String.raw`(?:,?\s+(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)(?!\p{L}))?`;
const ZONE = String.raw`[+-]\d{1,2}:?\d{2}|(?:gmt|utc)[+-]\d{1,2}(?::?\d{2})?|[a-z]+(?:\/[a-z_]+){0,2}`;
/** What stands between a date and a time of day in many languages. */
const AT = String.raw`(?:[-–|]|at|um|klo|kl\.?|om|à|às|as|a las|alle|ore|ob|o|u|в|о|saat)`;
const RFC_822 = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})(?:\.|st|nd|rd|th)?[\s-]*(?:de\s+|of\s+)?(\p{L}+)\.?[\s,-]+(?:de\s+|del\s+)?(\d{4}|\d{2})(?:\s*(?:г|р|r)?\.)?${WEEKDAY_BEHIND}(?:,?\s+(?:${AT}\s+)?(\d{1,2})\s?[:.h]\s?(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?\s*([ap]\.?m\b\.?)?\s*(${ZONE})?)?$`,
  'iu',
);
const AMERICAN = new RegExp(
  String.raw`^${WEEKDAY}(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:(\d{4}),?\s+(?:${AT}\s+)?)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\b\.?)?\s*(${ZONE})?(?:\s+(\d{4}))?$`,
  'iu',
);
const AMERICAN_DAY = new RegExp(String.raw`^${WEEKDAY}(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$`, 'iu');
const IN_NUMBERS = new RegExp(
  String.raw`^(?:(\p{L}+)\.?(?:[,،]\s*|\s+))?(\d{1,2})([./-])(\d{1,2})\3(\d{4})(?:,?\s+(?:${AT}\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap]\.?m\b\.?)?\s*(${ZONE})?)?$`,
  'iu',
);

/** "25.11.2026 10:00", "11/25/2026 10:00 AM": which number is the month must be certain. */
function readInNumbers(text: string): Parts | null {
  const match = IN_NUMBERS.exec(text);
  if (match === null) return null;
  const [, weekday, first = '', sign, second = '', year, hour, minute = '0', at = '0', half, zone = null] = match;
  const named = weekday === undefined ? null : monthFirstBy(weekday, { year, first, second });
  const isAmerican = named ?? (Number(second) > 12 || (sign === '/' && half !== undefined));
  if (named === null && sign !== '.' && !isAmerican && Number(first) <= 12 && first !== second) return null;
  const [day, month] = isAmerican ? [second, first] : [first, second];
  const time = { hour: hour === undefined ? '0' : halved(hour, half), minute, second: at };
  return numbers({ year, month, day, ...time }, hour === undefined ? 'z' : zone);
}

/** Stems of the names of the days, Sunday first. */
const WEEKDAYS: readonly RegExp[] = [
  /^(?:su|so|di(?:m|man)|do(?:m|ming)|вс)/i,
  /^(?:mo|lu|seg|ma(?:an)|пн|пон)/i,
  /^(?:tu|die|mar|ter|din|вт)/i,
  /^(?:we|mi|mer|qua|woe|ср)/i,
  /^(?:th|do(?:nn|nd)|jeu?|jue|gio|qui|чт|чет)/i,
  /^(?:fr|ve|vi|sex|vri|пт|пят)/i,
  /^(?:sa|sá|zat|сб|суб)/i,
];

/** Whether the day of the week, which fits one of two readings alone, says that the month stands first; null where it does not. */
function monthFirstBy(
  weekday: string,
  { year, first, second }: { year: string | undefined; first: string; second: string },
): boolean | null {
  const day = WEEKDAYS.findIndex((stem) => stem.test(weekday));
  const isOn = (month: string, date: string): boolean =>
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(date))).getUTCDay() === day && Number(month) <= 12;
  const [asMonth, asDay] = [isOn(first, second), isOn(second, first)];
  return day < 0 || asMonth === asDay ? null : asMonth;
}

/** As JSON of .NET has it: "/Date(1764064800000+0100)/". The offset says where, not when. */
function readDotNet(text: string): Parts | null {
  const match = /^\\?\/Date\((\d{9,14})(?:[+-]\d{4})?\)\\?\/$/.exec(text);
  return match === null ? null : readUnix((match[1] ?? '').padStart(13, '0'));
}

function readRfc822(text: string): Parts | null {
  const match = RFC_822.exec(text);
  if (match === null) return null;
  const [, day, month = '', year, hour = '0', minute = '0', second = '0', half, zone = null] = match;
  return numbers(
    { year: fullYear(year ?? ''), month: monthOf(month), day, hour: halved(hour, half), minute, second },
    zone,
  );
}

function readAmerican(text: string): Parts | null {
  const american = AMERICAN.exec(text);
  if (american !== null) {
    const [, month = '', day, early, hour = '0', minute, second = '0', half, zone = null, late] = american;
    return numbers({ year: early ?? late, month: monthOf(month), day, hour: halved(hour, half), minute, second }, zone);
  }
  const [, month = '', day, year] = AMERICAN_DAY.exec(text) ?? [];
  return year === undefined
    ? null
    : numbers({ year, month: monthOf(month), day, hour: '0', minute: '0', second: '0' }, 'z');
}

function readUnix(text: string): Parts | null {
  if (!/^\d{9,10}(?:\.\d+)?$|^\d{13}$/.test(text)) return null;
  const date = new Date(text.length === 13 ? Number(text) : Math.floor(Number(text)) * 1_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    zone: 'z',
  };
}

function numbers(
  given: Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string | undefined>,
  zone: string | null,
): Parts {
  return {
    year: Number(given.year),
    month: Number(given.month),
    day: Number(given.day),
    hour: Number(given.hour),
    minute: Number(given.minute),
    second: Number(given.second),
    zone,
  };
}

function monthOf(name: string): string {
  const folded = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return String(MONTHS.findIndex((month) => month.test(folded)) + 1);
}

function fullYear(year: string): string {
  return year.length === 4 ? year : String(Number(year) + (Number(year) < 90 ? 2000 : 1900));
}

function halved(hour: string, half: string | undefined): string {
  if (half === undefined) return hour;
  return String((Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0));
}

function isPossible({ year, month, day, hour, minute, second }: Parts): boolean {
  if (![year, month, day, hour, minute, second].every(Number.isFinite)) return false;
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return false;
  if (hour === 24 && (minute > 0 || second > 0)) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function timeOf(parts: Parts, feedZone: string | null): number | null {
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, Math.min(parts.second, 59));
  if (parts.zone === null) return feedZone === null ? local : local - zoneOffsetMs(feedZone, local);
  const offsetMs = offsetMsOf(parts.zone, local);
  return offsetMs === null ? null : local - offsetMs;
}
