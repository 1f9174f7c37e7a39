import { parseInstant } from './dates.ts';
import { clocksIn, hasDoubtfulZone, type NamedClock } from './embargo-clocks.ts';
import { dayInWords, nearDay, partsOf, weekdayIn } from './embargo-days.ts';

/** Month names and their short forms, January first; folded to lower case without accents. */
const MONTHS: readonly string[] = [
  'jan|januar|jänner|january|januari|janv|janvier|janeiro|ene|enero|gen|gennaio|tammikuuta|tammikuun|stycznia|ledna|янв|января|січня|ιανουαρίου|ocak|يناير|كانون الثاني|ianuarie|siječnja|januara|januarja|januára|ledna|lednem|януари|január',
  'feb|februar|feber|february|februari|febr|fév|févr|février|fev|fevereiro|febrero|febbraio|helmikuuta|helmikuun|lutego|února|фев|февраля|лютого|φεβρουαρίου|şubat|فبراير|شباط|februarie|veljače|februara|februarja|februára|únorem|февруари|február',
  'mar|march|mars|märz|mrz|maart|mrt|marts|marzo|março|maaliskuuta|maaliskuun|marca|března|мар|марта|березня|μαρτίου|mart|مارس|آذار|martie|ožujka|marta|brezna|březnem|март|március',
  'apr|april|avr|avril|abr|abril|aprile|huhtikuuta|huhtikuun|kwietnia|dubna|апр|апреля|квітня|απριλίου|nisan|أبريل|ابريل|نيسان|aprilie|travnja|aprila|apríla|dubnem|април|április',
  'may|mai|maj|mei|mayo|maio|mag|maggio|toukokuuta|toukokuun|maja|května|мая|травня|μαΐου|mayıs|مايو|أيار|svibnja|mája|května|květnem|май|május',
  'jun|june|juni|juin|junio|junho|giu|giugno|kesäkuuta|kesäkuun|czerwca|června|июня|червня|ιουνίου|haziran|يونيو|حزيران|iunie|lipnja|juna|junija|júna|červnem|юни|június',
  'jul|july|juli|juil|juillet|julio|julho|lug|luglio|heinäkuuta|heinäkuun|lipca|července|июля|липня|ιουλίου|temmuz|يوليو|تموز|iulie|srpnja|jula|julija|júla|července|červencem|юли|július',
  'aug|august|augustus|augusti|août|aout|ago|agosto|elokuuta|elokuun|sierpnia|srpna|авг|августа|серпня|αυγούστου|ağustos|أغسطس|آب|kolovoza|avgusta|augusta|srpnem|август|augusztus|agustus',
  'sep|sept|september|septembre|septiembre|set|setembro|settembre|syyskuuta|syyskuun|września|září|сен|сент|сентября|вересня|σεπτεμβρίου|eylül|سبتمبر|أيلول|septembrie|rujna|septembra|zářím|септември|szeptember',
  'oct|october|octobre|octubre|okt|oktober|out|outubro|ott|ottobre|lokakuuta|lokakuun|października|října|окт|октября|жовтня|οκτωβρίου|ekim|أكتوبر|تشرين الأول|octombrie|oktobra|októbra|říjnem|октомври|október',
  'nov|november|novembre|noviembre|novembro|marraskuuta|marraskuun|listopada|listopadu|ноя|нояб|ноября|листопада|νοεμβρίου|kasım|نوفمبر|تشرين الثاني|noiembrie|studenoga|studenog|novembra|listopadem|ноември',
  'dec|december|déc|décembre|dez|dezember|dezembro|des|desember|dic|dicembre|diciembre|joulukuuta|joulukuun|grudnia|prosince|дек|декабря|грудня|δεκεμβρίου|aralık|ديسمبر|كانون الأول|decembrie|prosinca|decembra|prosincem|декември',
].map(fold);
const MONTH_NUMBERS = new Map(MONTHS.flatMap((names, at) => names.split('|').map((name) => [name, at + 1] as const)));
const MONTH_NAME = `(?:${[...MONTH_NUMBERS.keys()].sort((a, b) => b.length - a.length).join('|')})(?!\\p{L})`;

const TEXTUAL = [
  new RegExp(
    `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º|ª)?[ -](?:de |of |d['’])?(?<month>${MONTH_NAME})\\.?(?:,?[ -](?:de |del )?(?<year>20\\d\\d))?(?!\\p{L})`,
    'u',
  ),
  new RegExp(
    `(?<!\\p{L})(?<month>${MONTH_NAME})\\.?[ -](?<day>\\d{1,2})(?!\\d)(?:st|nd|rd|th)?(?![:.]\\d)(?:,?[ -](?<year>20\\d\\d))?`,
    'u',
  ),
];
/** "26日", "26일": the month is that of the next such day. */
const DAY_ALONE = /(?<![\d月월]\s?)(?<!\d)(?<day>\d{1,2})\s?[日일](?!\s?間)/g;
const NUMERIC = [
  /(?:(?<year>20\d\d)\s?[年년]\s?)?(?<!\d)(?<month>\d{1,2})\s?[月월]\s?(?<day>\d{1,2})\s?[日일]/,
  /(?<!\d)(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)(?!\d)/,
  /(?<![\d.])(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>20\d\d)?(?!\d)/,
  // Which of two small numbers is the month nobody can tell.
  /(?<!\d)(?<day>1[3-9]|2\d|3[01])[/-](?<month>0?\d|1[0-2])[/-](?<year>20\d\d)(?!\d)/,
  /(?<!\d)(?<month>0?\d|1[0-2])[/-](?<day>1[3-9]|2\d|3[01])[/-](?<year>20\d\d)(?!\d)/,
  /(?<![\d/])(?!24\/0?7)(?<day>1[3-9]|2\d|3[01])\/(?<month>0?[1-9]|1[0-2])(?![\d/])/,
  /(?<![\d/])(?<month>0?[1-9]|1[0-2])\/(?<day>1[3-9]|2\d|3[01])(?![\d/])/,
];

interface Day {
  /** Where it stands in the text. */
  readonly at: number;
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
  /** It is the next weekday of its name: where its instant is over, another may be meant. */
  readonly isNext?: boolean;
}

/** How long a note is that says until when. */
const LONGEST = 260;
const MOST_DAYS = 4;
const DAY_MS = 86_400_000;
/** A day without a year is the one that lies between so long ago and so far ahead. */
const LONG_AGO_MS = 60 * DAY_MS;

/** The zone of the feed, and when the note arrived. */
interface Reading {
  readonly zone: string | null;
  readonly now: number;
}

/**
 * The instant that a note names in any of the languages: a day, a time, and a zone by its name or else the feed's. Null
 * where one of them is missing or may mean several, where the weekday it names is not that day's, or where a second time
 * contradicts the first: notes say one instant in several zones, or one for each use.
 */
export function instantInWords(text: string, zone: string | null, now: number): string | null {
  const words = text.slice(0, LONGEST);
  const folded = fold(words);
  const { days: dated, rest } = daysIn(folded, zone, now);
  const clocks = clocksIn(words, rest);
  if (hasDoubtfulZone(words, zone)) return null;
  const days =
    dated.length > 0
      ? dated
      : daysWithoutMonth(folded, clocks[0]?.at ?? 0, {
          now,
          zone: clocks.find((clock) => clock.zone !== null)?.zone ?? zone,
        });
  const reading = { zone, now };
  const read = clocks.map((clock) => {
    const day = nearest(days, clock);
    return { day, instant: day === undefined ? null : instantOf(day, clock, { ...reading, folded }) };
  });
  const first = read.find(({ instant }) => instant !== null);
  if (first?.instant == null) return null;
  if (first.day?.isNext === true && Date.parse(first.instant) <= now) return null;
  const agrees = read.every(
    ({ day, instant }) => instant === null || agree(first.instant as string, instant, day === first.day),
  );
  return agrees ? first.instant : null;
}

function daysWithoutMonth(folded: string, near: number, arrived: Reading): Day[] {
  const day = dayInWords(folded, arrived, near);
  return day === null ? [] : [day];
}

/** A second time with the same day may be said in a zone where it is another day. */
function agree(one: string, other: string, sameDay: boolean): boolean {
  const apart = Date.parse(one) - Date.parse(other);
  return sameDay ? apart % DAY_MS === 0 : apart === 0;
}

function nearest(days: readonly Day[], { at }: NamedClock): Day | undefined {
  return days.toSorted((one, other) => Math.abs(one.at - at) - Math.abs(other.at - at))[0];
}

function instantOf(day: Day, clock: NamedClock, { zone, now, folded }: Reading & { folded: string }): string | null {
  if (clock.zone === null && zone === null) return null;
  const years = day.year === null ? yearsNear(now) : [day.year];
  for (const year of years) {
    const { instant } = parseInstant(isoOf(year, day, clock), { zone, now });
    if (instant === null) continue;
    if (day.year === null && Date.parse(instant) < now - LONG_AGO_MS) continue;
    // A day that was found by its weekday fits it.
    return day.isNext !== undefined || weekdayFits(folded, year, day) ? instant : null;
  }
  return null;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** Neighbours call two months by one name. */
const OTHER_MONTHS: Readonly<Record<string, { readonly zones: readonly string[]; readonly month: number }>> = {
  listopada: { zones: ['Europe/Zagreb', 'Europe/Sarajevo'], month: 10 },
};

function monthNamed(name: string, zone: string | null): number {
  const other = OTHER_MONTHS[name];
  return other?.zones.includes(zone ?? '') === true ? other.month : (MONTH_NUMBERS.get(name) ?? 0);
}

/** The days in a text, and the text with them blanked out. */
interface Days {
  readonly days: readonly Day[];
  readonly rest: string;
}

/** The days that a text names with their months, or else the one that it names by its number alone. */
function daysIn(text: string, zone: string | null, now: number): Days {
  const named = daysOfMonths(text, zone);
  const [only, ...more] = named.days.length > 0 ? [] : named.rest.matchAll(DAY_ALONE);
  const alone = only === undefined || more.length > 0 ? null : dayAlone(only, now);
  if (only === undefined || alone === null) return named;
  const [found] = only;
  return { days: [alone], rest: named.rest.replace(found, ';'.padStart(found.length)) };
}

function daysOfMonths(text: string, zone: string | null): Days {
  const days: Day[] = [];
  let rest = text;
  for (const pattern of [...NUMERIC.slice(0, 2), ...TEXTUAL, ...NUMERIC.slice(2)]) {
    for (let match = pattern.exec(rest); match !== null && days.length < MOST_DAYS; match = pattern.exec(rest)) {
      const { year, month = '', day } = match.groups ?? {};
      const number = /^\d+$/.test(month) ? Number(month) : monthNamed(month, zone);
      if (number < 1 || number > 12) break;
      days.push({ at: match.index, year: yearOf(year), month: number, day: Number(day) });
      const length = match[0].length;
      rest = `${rest.slice(0, match.index)}${';'.padStart(length)}${rest.slice(match.index + length)}`;
    }
  }
  return { days, rest };
}

/** The day that a text names by its number alone, where one lies so near that no other can be meant. */
function dayAlone({ index, groups }: RegExpMatchArray, now: number): Day | null {
  const date = nearDay(Number(groups?.day), now);
  return date === null ? null : { at: index ?? 0, ...partsOf(date) };
}

const yearOf = (written: string | undefined): number | null => (written === undefined ? null : Number(written));

function isoOf(year: number, { month, day }: Day, { hour, minute, zone }: NamedClock) {
  const two = (number: number) => String(number).padStart(2, '0');
  const time = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00`;
  return zone === null ? time : /^[+-]/.test(zone) ? `${time}${zone}` : `${time} ${zone}`;
}

function yearsNear(now: number): number[] {
  const year = new Date(now).getUTCFullYear();
  return [year - 1, year, year + 1];
}

/** A weekday in front of the day contradicts it where it is another; one that is not known says nothing. */
function weekdayFits(text: string, year: number, { month, day }: Day): boolean {
  const named = weekdayIn(text);
  return named === null || new Date(Date.UTC(year, month - 1, day)).getUTCDay() === named;
}
