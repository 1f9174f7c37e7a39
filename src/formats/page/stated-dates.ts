/** Days and times as pages print them: anywhere in a short line, with a label before, behind or on the line above. */

import { CLOCK_LABEL, MONTHS, PUBLISHED, SMALL, UPDATED, WEEKDAYS } from './date-words.ts';
import { withOneMonth } from './levantine-months.ts';
import { AFTERNOON, MORNING, TIME, timeIn, WHOLE_HOUR, ZONE, zoneIn } from './stated-times.ts';
import { westernDigits } from './western-digits.ts';

export type DateLabel = 'published' | 'updated';

export interface StatedDate {
  /** ISO 8601: a day, or a day with its time and, where the page names a zone, that. */
  readonly value: string;
  readonly label: DateLabel | null;
}

/** A line of dates, and what else it says. */
export interface DateLine {
  readonly dates: readonly StatedDate[];
  /** What is left without the dates, their labels, the days of the week and the marks between. */
  readonly rest: string;
}

const DAY_MONTH_YEAR =
  /(?<![\d.:])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.|\))?[\s.·-]{0,3}(?:de |d[’']|of |ta |. )?(?:[\p{Script=Arabic} ]{3,20}\/\s?)?(\p{L}[\p{L}\p{M}’']{2,14})\.?[,\s.-]{0,3}(?:de |del |г\. )?((?:19|20)\d{2})(?!\d)/u;
const MONTH_DAY_YEAR =
  /(?<!\p{L})(\p{L}[\p{L}\p{M}]{2,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s?|\s)\s?((?:19|20)\d{2})(?!\d(?!\d?:\d))/u;
const YEAR_FIRST =
  /(?<!\d)((?:19|20)\d{2})\s?(?:[-./]|年|년)\s?(\d{1,2})\s?(?:[-./]|月|월)\s?(\d{1,2})(?:\s?(?:日|일)|(?!\d))/u;
/** "2026. november 24.", "2026 m. lapkričio 24 d.". */
const YEAR_MONTH_NAME_DAY =
  /(?<!\d)((?:19|20)\d{2})\.? (?:m\. )?(\p{L}[\p{L}\p{M}]{2,14}) (\d{1,2})(?:\.| d\.)?(?!\d)/u;
const NUMBERS = /(?<![\d.])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d{2}|\d{2})(?![\d]|[:.]\d\d(?!\d))/u;
/** A day of a year that the line does not name. */
const DAY_MONTH = /(?<![\d.:])(\d{1,2})(?:\.|er|º)?\s?(?:de )?(\p{L}[\p{L}\p{M}]{2,14})(?!\p{L})/u;
/** "1.8. 10:05": numbers, the day first, and the time. */
const DAY_MONTH_NUMBERS = /(?<![\d.:])(\d{1,2})\.\s?(\d{1,2})\.(?=\s(?:\p{L}{1,4}\.?\s)?\d{1,2}[:.]\d{2}(?!\d))/u;
const MONTH_DAY_CJK = /(?<!\d)(\d{1,2})(?:月|월)\s?(\d{1,2})(?:日|일)/u;

/** How long ago something was, beside another date: "Atualizado há 2 horas". */
const AGO =
  /(?<!\p{L})(?:(?:vor|il y a|hace|há|for|hà|siden) \d{1,3} \p{L}{1,12}(?: siden)?|\d{1,3} \p{L}{1,12} (?:ago|geleden|atrás|fa|siden|sedan|sitten|önce|temu))(?!\p{L})/giu;
const LONGEST = 160;
/** A year, or numbers with a mark between: what every full day has. */
const HAS_DAY = /(?:19|20)\d\d|\d\s?[./-]\s?\d/u;

/** The dates of a line; null for a line that names none or is too long to be one of dates. */
export function readDateLine(text: string): DateLine | null {
  if (text.length > LONGEST || !/\p{Nd}/u.test(text)) return null;
  const line = withOneMonth(westernDigits(text));
  const first = HAS_DAY.test(line) ? findDay(line) : null;
  if (first === null) return null;
  const { dates, beside } = datesFrom(line);
  const before = yearlessBefore(line.slice(0, first.at), first.day.slice(0, 4));
  const rest = stripped(withoutYearless(beside.replace(NAMED_PARTS, ' ')));
  return { dates: withoutSwapped([...before, ...dates]), rest };
}

/** A line has no more dates than this. */
const MOST_DATES = 4;

/** The full dates of a line, and what stands beside them. */
function datesFrom(line: string): { readonly dates: readonly StatedDate[]; readonly beside: string } {
  const dates: StatedDate[] = [];
  let before = '';
  let left = line;
  for (let tries = 0; tries < MOST_DATES; tries += 1) {
    const found = findDay(left);
    if (found === null) break;
    const ahead = left.slice(0, found.at);
    const behind = left.slice(found.at + found.length);
    const next = findDay(behind);
    const own = next === null ? behind : behind.slice(0, next.at);
    const isAlone = next === null && dates.length === 0 && timeIn(own.slice(startOfLabel(own))) === null;
    const label = labelOf(ahead) ?? (isAlone ? labelBehind(own) : null);
    dates.push({ value: `${found.day}${timeBeside(ahead, own, dates.length === 0)}`, label });
    if (next === null) dates.push(...sameDay(found.day, own, labelOf(ahead)));
    before += ` ${ahead}`;
    left = behind;
  }
  return { dates, beside: `${before} ${left}` };
}

/** "1.8. 10:05 • Päivitetty 1.8.2025": a day and its time before the first that names its year. */
function yearlessBefore(ahead: string, year: string): StatedDate[] {
  const date = readYearlessDay(ahead, year);
  const label = labelOf(ahead.slice(0, Math.max(0, ahead.search(/\d/))));
  return date?.value.includes('T') === true ? [{ ...date, label }] : [];
}

/** "March 3": a day of a year that the line has named, the month before or behind it. */
const YEARLESS = /(?<!\p{L})(?:(\p{L}{3,14})\.? \d{1,2}|\d{1,2}\.? (?:de )?(\p{L}{3,14}))(?![\p{L}\d])/gu;

const withoutYearless = (text: string): string =>
  text
    .replace(DAY_MONTH_NUMBERS, ' ')
    .replace(YEARLESS, (said, one: string | undefined, other: string | undefined) =>
      monthNamed(one ?? other ?? '') > 0 ? ' ' : said,
    );

/** "来源：新华社 作者：李文静": what stands beside a date under a label of its own. */
const NAMED_PARTS =
  /(?:来源|來源|出处|作者|记者|記者|责编|責編|责任编辑|責任編輯|编辑|編輯|校对)\s?[:：]\s?[\p{Script=Han}\w、]{1,16}/gu;

/** "05/02/2025May 2, 2025": a day said twice, of which the one in numbers alone is read month first. */
function withoutSwapped(dates: readonly StatedDate[]): readonly StatedDate[] {
  const [first, second] = dates;
  const swapped = first?.value.replace(/^(\d{4})-(\d\d)-(\d\d)/, '$1-$3-$2');
  return first !== undefined &&
    second !== undefined &&
    first.value !== second.value &&
    second.value.startsWith(swapped as string) &&
    !first.value.startsWith(swapped as string)
    ? dates.slice(1)
    : dates;
}

/** Where a label begins in a text, or the end of the text. */
function startOfLabel(text: string): number {
  const places = [text.search(UPDATED), text.search(PUBLISHED)].filter((at) => at >= 0);
  return places.length === 0 ? text.length : Math.min(...places);
}

/**
 * The time of a day as it stands behind it, up to the next label, else before it: "5:12 a.m. CT April 7, 2026 | Updated
 * 11:40 a.m. CT April 7, 2026". With its "T" and zone, or empty.
 */
function timeBeside(ahead: string, own: string, isFirst: boolean): string {
  const before = isFirst ? ahead : ahead.slice(startOfLabel(ahead));
  const isOthers = labelOf(own) !== null && labelOf(own) !== labelOf(ahead);
  for (const place of [own.slice(0, startOfLabel(own)), before, isFirst && !isOthers ? own : '']) {
    const time = timeIn(place);
    if (time !== null) return `T${time}${zoneIn(place) ?? zoneIn(own) ?? zoneIn(ahead) ?? ''}`;
  }
  return '';
}

/** A day that a page names by what day it is now. */
const YESTERDAY =
  /(?<!\p{L})(?:yesterday|hier|gestern|ayer|ontem|ieri|gisteren|igår|i går|eilen|wczoraj|včera|вчера|вчора|أمس|dün|kemarin|昨日|昨天|어제)(?!\p{L})/iu;

/** A second time of the same day behind a label of its own: "Updated March 2, 2026 - 4:31pm, first published 9:05am". */
function sameDay(day: string, own: string, known: DateLabel | null): StatedDate[] {
  const behind = own.slice(startOfLabel(own));
  const [time, label] = [timeIn(behind), labelOf(behind)];
  if (time === null || label === null || label === known || YESTERDAY.test(behind)) return [];
  return [{ value: `${day}T${time}${zoneIn(behind) ?? ''}`, label }];
}

/** True for a short line of dates and nothing else but a place, a section or the like. */
export function isDateLine(text: string): boolean {
  const read = readDateLine(text);
  if (read === null) return isYearlessLine(text);
  const words = read.rest
    .split(/\s+/)
    .filter((word) =>
      /[\p{Ll}\p{Lu}\p{Lt}\p{Script=Arabic}\p{Script=Hangul}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Hebrew}]/u.test(
        word,
      ),
    );
  const unspoken = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(read.rest) ? read.rest.length / 3 : 0;
  const isLabelled = read.dates.some(({ label }) => label !== null);
  if (/\p{L}{4}[.!?]$|\d{4}[.!?]$/u.test(text) && words.length >= 2 && !isLabelled) return false;
  return words.length + unspoken <= (isLabelled ? 4 : 3) && read.rest.length <= 45;
}

/** "обновлено 12 марта, 15:02": a day without its year, with a label or a time. */
function isYearlessLine(text: string): boolean {
  if (text.length > 60 || !/\d/.test(text)) return false;
  const read = readYearlessDay(text, '2000');
  if (read === null || (read.label === null && !read.value.includes('T'))) return false;
  return stripped(westernDigits(text).replace(DAY_MONTH, ' ').replace(MONTH_DAY_CJK, ' ')).length <= 20;
}

/** The label that a line consists of, without a date: "Published", "Updated:"; null for any other line. */
export function loneLabel(text: string): DateLabel | null {
  if (text.length > 40 || /\d/.test(text)) return null;
  const left = (pattern: RegExp): string =>
    text
      .replace(pattern, '')
      .replace(/[\s:：.·|–—-]/gu, '')
      .replace(SMALL, '');
  if (left(UPDATED) === '' && UPDATED.test(text)) return 'updated';
  return left(PUBLISHED) === '' && PUBLISHED.test(text) ? 'published' : null;
}

/** So many letters may stand beside a time and its label: "a las". */
const LONGEST_BESIDE_TIME = 8;

/** A time under a label, without a day: "Actualizado a las 09:15h.". */
export function isLabelledTime(text: string): boolean {
  return (
    text.length <= 60 &&
    /\d/.test(text) &&
    timeIn(text) !== null &&
    labelOf(text) !== null &&
    readDateLine(text) === null &&
    stripped(text).length <= LONGEST_BESIDE_TIME
  );
}

interface FoundDay {
  readonly day: string;
  readonly at: number;
  readonly length: number;
}

function findDay(text: string): FoundDay | null {
  const found = READERS.flatMap(({ pattern, read }) => {
    const match = pattern.exec(text);
    const day = match === null ? null : read(match);
    return match === null || day === null ? [] : [{ day, at: match.index, length: match[0].length }];
  });
  return found.reduce<FoundDay | null>((best, each) => (best === null || each.at < best.at ? each : best), null);
}

const READERS: readonly { readonly pattern: RegExp; readonly read: (match: RegExpExecArray) => string | null }[] = [
  { pattern: YEAR_FIRST, read: ([, year, month, day]) => dayOf(year, Number(month), day) },
  { pattern: YEAR_MONTH_NAME_DAY, read: ([, year, month, day]) => dayOf(year, monthNamed(month ?? ''), day) },
  { pattern: DAY_MONTH_YEAR, read: ([, day, month, year]) => dayOf(year, monthNamed(month ?? ''), day) },
  { pattern: MONTH_DAY_YEAR, read: ([, month, day, year]) => dayOf(year, monthNamed(month ?? ''), day) },
  {
    pattern: NUMBERS,
    read: ([, one, separator, two, year = '']) => {
      const full = year.length === 2 ? `20${year}` : year;
      return separator === '/' && Number(two) > 12 ? dayOf(full, Number(one), two) : dayOf(full, Number(two), one);
    },
  },
];

/** A day without a year, where the page has named one elsewhere: `year` is that year. Null where the text names none. */
export function readYearlessDay(text: string, year: string): StatedDate | null {
  if (text.length > LONGEST) return null;
  const line = westernDigits(text);
  const named = DAY_MONTH.exec(line);
  const numbers = named === null ? DAY_MONTH_NUMBERS.exec(line) : null;
  const signs = MONTH_DAY_CJK.exec(line);
  const day =
    named !== null
      ? dayOf(year, monthNamed(named[2] ?? ''), named[1])
      : signs !== null
        ? dayOf(year, Number(signs[1]), signs[2])
        : numbers !== null
          ? dayOf(year, Number(numbers[2]), numbers[1])
          : null;
  const said = named ?? signs ?? numbers;
  if (day === null || said === null) return null;
  const at = said.index;
  const behind = line.slice(at + said[0].length);
  const time = timeIn(behind) ?? timeIn(line.slice(0, at));
  return { value: `${day}${time === null ? '' : `T${time}${zoneIn(behind) ?? ''}`}`, label: labelOf(line) };
}

function dayOf(year: string | undefined, month: number, day: string | undefined): string | null {
  const [y, d] = [Number(year), Number(day)];
  if (y < 1990 || y > 2100 || month < 1 || month > 12 || d < 1 || d > new Date(Date.UTC(y, month, 0)).getUTCDate())
    return null;
  return `${y}-${String(month).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

const MONTH_STEMS = MONTHS.map((stems) => stems.split(' '));

function monthNamed(name: string): number {
  // Hebrew joins its word for "in" to the month.
  const folded = name.toLowerCase().replace(/^ב(?=\p{Script=Hebrew})/u, '');
  // "července" is July and opens as "června" does, which is June: the longest beginning tells.
  const told = MONTH_STEMS.map((stems) =>
    Math.max(0, ...stems.filter((stem) => folded.startsWith(stem)).map(({ length }) => length)),
  );
  const most = Math.max(...told);
  return most === 0 ? 0 : told.indexOf(most) + 1;
}

/** A label behind a date is the date's, unless it says how long ago something was. */
const labelBehind = (text: string): DateLabel | null => (text.search(AGO) < 0 ? labelOf(text) : null);

/** Of two labels before a date the nearer counts. */
function labelOf(text: string): DateLabel | null {
  const updated = text.search(UPDATED);
  const published = text.search(PUBLISHED);
  if (updated < 0 && published < 0) return null;
  return updated > published ? 'updated' : 'published';
}

function stripped(text: string): string {
  let left = text.replace(AGO, ' ');
  for (const pattern of [UPDATED, PUBLISHED, UPDATED, CLOCK_LABEL, TIME, WHOLE_HOUR, TIME])
    left = left.replace(pattern, ' ');
  return left
    .replace(ZONE, ' ')
    .replace(ZONE, ' ')
    .replace(WEEKDAYS, ' ')
    .replace(SMALL, ' ')
    .replace(AFTERNOON, ' ')
    .replace(MORNING, ' ')
    .replace(/[\s|·•,;:：()[\]（）/\\–—.،-]+/gu, ' ')
    .trim();
}
