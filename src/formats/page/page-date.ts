import type { Element } from 'domhandler';
import { blocksOf } from './page-blocks.ts';
import { hostOf, metaOf } from './page-headline.ts';
import { findAll, textOf } from './page-text.ts';
import type { PageTree } from './page-tree.ts';
import { readDateLine } from './stated-dates.ts';
import type { StructuredArticle } from './structured-data.ts';

const META = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'pubdate',
  'publishdate',
  'publish_date',
  'publish-date',
  'dc.date.issued',
  'dcterms.created',
  'dcterms.issued',
  'dc.date',
  'dcterms.date',
  'dc.date.created',
  'citation_publication_date',
  'citation_date',
  'sailthru.date',
  'parsely-pub-date',
  'article.published',
  'published_time',
  'cxenseparse:recs:publishtime',
  'bt:pubdate',
  'created',
  'article:published',
  'originalpublicationdate',
  'datecreated',
  'last-modified',
];
const EARLIEST = 1995;
const LONGEST_LINE = 80;

/** A day in numbers, and the text that it was read from. */
export interface PageDate {
  /** ISO 8601: a day, or a day with its time in the page's own offset. */
  readonly iso: string;
  readonly from: string;
}

/** When the page says that its article was first published, or null. `now` bounds what can be true. */
export function dateOf(tree: PageTree, structured: StructuredArticle | null, url: string | null): PageDate | null {
  const times = timesOf(tree);
  const sources: readonly (readonly [string, () => readonly (string | null | undefined)[]])[] = [
    ['datePublished', () => [structured?.datePublished]],
    ['meta', () => metaOf(tree, ...META)],
    ['microdata', () => marked(tree, /\bdatePublished\b/)],
    [
      'pubdate',
      () =>
        times
          .filter(({ attribs }) => 'pubdate' in attribs || /publish|entry-date/i.test(attribs.class ?? ''))
          .map(written),
    ],
    ['address', () => [dayInAddress(url ?? tree.canonical)]],
    ['time', () => times.map(written)],
    ['microdata', () => marked(tree, /\bdate(?:Created|Modified)\b/)],
    ['line', () => dateLines(tree)],
    ['dateModified', () => [structured?.dateModified, ...metaOf(tree, 'article:modified_time', 'og:updated_time')]],
  ];
  for (const [from, read] of sources) {
    for (const text of read()) {
      const iso = text ? (from === 'line' ? statedIn(text) : isoIn(text)) : null;
      if (iso !== null) return { iso, from };
    }
  }
  return null;
}

function timesOf({ root }: PageTree): Element[] {
  return findAll(root, ({ name }) => name === 'time').slice(0, 20);
}

const written = (element: Element): string => element.attribs.datetime || textOf(element);

function marked({ root }: PageTree, pattern: RegExp): string[] {
  return findAll(root, ({ attribs }) => pattern.test(attribs.itemprop ?? ''))
    .slice(0, 5)
    .map(({ attribs, ...rest }) => attribs.content || attribs.datetime || textOf(rest as Element));
}

const DATED = /date|publish|time|stand|posted|meta|datum|fecha|byline|info/i;

function dateLines({ root }: PageTree): string[] {
  const lines = findAll(root, ({ name }) =>
    /^(?:p|div|span|small|em|strong|td|li|h[2-6]|address|i|b|a|font)$/.test(name),
  );
  const short = lines.flatMap((element) => {
    const text = element.children.length <= 12 ? textOf(element) : '';
    return text.length >= 6 && text.length <= 160 && /\d{2}/.test(text) ? [{ element, text }] : [];
  });
  const set = blocksOf(root).flatMap(({ text }) => (text.length <= LONGEST_LINE && /\d{2}/.test(text) ? [text] : []));
  const named = short.filter(({ element }) => DATED.test(`${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`));
  return [...named.map(({ text }) => text), ...set];
}

function dayInAddress(url: string | null): string | null {
  if (hostOf(url) === null) return null;
  const match = /\/((?:19|20)\d{2})[/-]?([01]\d|\d)[/-]?([0-3]\d|\d)(?=[/_.-]|$)/.exec(url ?? '');
  const written = /[/_-]([0-3]\d)-([01]\d)-((?:19|20)\d{2})(?=[/_.-]|$)/.exec(url ?? '');
  if (match === null && written !== null) return `${written[3]}-${written[2]}-${written[1]}`;
  return match === null ? null : `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
}

const MONTHS: readonly RegExp[] = [
  /^(?:jan|jän|ene|gen|janv|stycz|січ|янв)/,
  /^(?:feb|fev|fév|feb|lut|фев)/,
  /^(?:mar(?!ras)|mär|maa|mrt|maart|март)/,
  /^(?:apr|avr|abr|kwi|апр)/,
  /^(?:may|mai|mei|mag|maj|мая)/,
  /^(?:jun|juin|giu|czerw|июн)/,
  /^(?:jul|juil|lug|lip|июл)/,
  /^(?:aug|août|aou|ago|sierp|авг)/,
  /^(?:sep|set|wrz|сен)/,
  /^(?:oct|okt|out|ott|paź|окт)/,
  /^(?:nov|lis|marras|ноя)/,
  /^(?:dec|déc|dez|dic|gru|дек)/,
];
const ISO = /\b((?:19|20)\d{2})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$/;
const DAY_MONTH =
  /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de |of )?(\p{L}{3,12})\.?[,\s-]*(?:de |del )?((?:19|20)\d{2})/u;
const MONTH_DAY = /(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})/u;
const NUMBERS = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:19|20)?\d{2})(?!\d)/;
const YEAR_FIRST = /(?<!\d)((?:19|20)\d{2})[./](\d{1,2})[./](\d{1,2})(?!\d)/;

/** The day that a text names, with its time where it is ISO 8601; null for a text that names none for certain. */
export function isoIn(given: string): string | null {
  const text = given.slice(0, 200);
  const iso = ISO.exec(text);
  if (iso !== null) return day(iso[1], iso[2], iso[3], iso[4] === undefined ? '' : `T${iso[4]}${zoneOf(iso[5])}`);
  const compact = COMPACT.exec(text.trim());
  if (compact !== null) return day(compact[1], compact[2], compact[3]);
  const first = YEAR_FIRST.exec(text);
  if (first !== null) return day(first[1], first[2], first[3]);
  const dayMonth = DAY_MONTH.exec(text);
  const named = dayMonth === null ? null : day(dayMonth[3], monthNamed(dayMonth[2]), dayMonth[1]);
  if (named !== null) return named;
  const monthDay = MONTH_DAY.exec(text);
  const american = monthDay === null ? null : day(monthDay[3], monthNamed(monthDay[1]), monthDay[2]);
  if (american !== null) return american;
  const numbers = NUMBERS.exec(text);
  if (numbers === null) return null;
  const [, one = '', separator, two = '', year = ''] = numbers;
  const full = year.length === 2 ? `20${year}` : year;
  return separator === '/' && Number(two) > 12 ? day(full, one, two) : day(full, two, one);
}

/** The day of publication that a line names, with its time where it has one. */
function statedIn(text: string): string | null {
  if (!/(?:19|20)\d\d/.test(text)) return isoIn(text);
  const dates = readDateLine(text)?.dates ?? [];
  const stated = dates.find(({ label }) => label === 'published') ?? dates.find(({ label }) => label === null);
  return stated?.value ?? isoIn(text);
}

const zoneOf = (zone: string | undefined): string =>
  zone === undefined ? '' : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;

function monthNamed(name: string | undefined): string {
  const folded = (name ?? '').toLowerCase();
  return String(MONTHS.findIndex((pattern) => pattern.test(folded)) + 1);
}

function day(year: string | undefined, month: string | undefined, date: string | undefined, tail = ''): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(date)];
  if (y < EARLIEST || m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  return `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}${tail}`;
}
