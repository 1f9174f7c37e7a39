import type { HouseStyle } from '../agencies/contract/house-style.ts';
import type { Article } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import { parseInstant } from './dates.ts';

const HOLDS =
  /(?:^|[\s(*[])(?:(?:strictly |strikt(?:es)? |under |sous |bajo |unter |sob |em )?embargo(?:ed)?(?: until| till| to| for| jusqu| bis| hasta| até| al| fino|:| ?-|,|$)|sperrfrist|sperrvermerk|not for (?:public )?(?:release|use|publication|broadcast) (?:until|before)|hold for release|frei(?:gabe)? ab|برجاء عدم النشر قبل|محظور النشر)/iu;
const OVER =
  /embargo (?:is |has been |was |now )?(?:lifted|over|expired)|(?:end|lifting) of embargo|no embargo|embargo (?:est )?levé|sperrfrist (?:ist )?(?:aufgehoben|abgelaufen)|embargo (?:levantado|cancelado)/iu;
const NOTE_LENGTH = 240;
const FIRST_PARAGRAPHS = 3;

/** Until when a story is held, from every place where that is written; the latest instant stands. */
export function embargoOf(
  item: WireItem,
  {
    zone,
    now,
    style,
    opening,
  }: { zone: string | null; now: number; style: HouseStyle | null; opening: readonly string[] },
): Pick<Article, 'embargoedUntil' | 'embargoText'> {
  const filed = [
    ...item.dates.filter(({ role }) => role === 'embargoed').map(({ value }) => value),
    ...item.signals.filter(({ kind }) => kind === 'embargo-date').map(({ value }) => value),
  ];
  const instants = filed.map((value) => instantIn(value, zone, now)).filter((instant) => instant !== null);
  const words = holdingWords(item, opening);
  const spoken = words.map((text) => instantIn(text, zone, now)).filter((instant) => instant !== null);
  const until = [...instants, ...spoken].sort().at(-1) ?? null;
  if (until !== null) return { embargoedUntil: until, embargoText: words[0] ?? null };
  const unread = filed.find((value) => value.trim() !== '');
  const said = item.signals.some(({ kind, value }) => kind === 'status' && /embargo/i.test(value));
  const empty = filed.length > 0 && unread === undefined && style?.emptyEmbargo !== 'none';
  const silent = said || empty ? 'embargoed, no time given' : null;
  return { embargoedUntil: null, embargoText: words[0] ?? unread ?? silent };
}

/** Notes, headline and the first lines of the copy that hold the story back. */
function holdingWords(item: WireItem, opening: readonly string[]): string[] {
  const filed = item.signals.filter(({ kind, value }) => kind === 'embargo-text' && value.trim() !== '');
  const notes = item.notes.filter((note) => note.public).map(({ text }) => text);
  const lines = [item.headline, item.slugline, ...opening.slice(0, FIRST_PARAGRAPHS)].filter(
    (line): line is string =>
      line !== null &&
      line.length <= NOTE_LENGTH &&
      /^[\s*([+-]*(?:\p{L}+ ){0,2}(?:embargo|sperrfrist|sperrvermerk|not for|hold|frei)/iu.test(line),
  );
  const said = [...notes, ...lines].filter(
    (text) => HOLDS.test(text.slice(0, 2_000)) && !OVER.test(text.slice(0, 2_000)),
  );
  return [...new Set([...filed.map(({ value }) => value), ...said])].filter((text) => !OVER.test(text.slice(0, 2_000)));
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const ISO = /\b\d{4}-\d\d-\d\dT?\s?\d\d:\d\d(?::\d\d)?\s?(?:Z|GMT|UTC|[+-]\d\d:?\d\d)/i;
const CLOCK_FIRST = new RegExp(
  String.raw`\b(\d\d)[:.h]?(\d\d)\s?(?:hrs |hours )?(GMT|UTC|BST|CET|CEST|MEZ|MESZ|EST|EDT|Z)\b(?:[\s,/]+(?:on|am|le|el|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?)*[\s,]+(?:the )?(?:(\d{1,2})(?:st|nd|rd|th|\.)?[\s-](${MONTHS})\p{L}*|(${MONTHS})\p{L}*\.?[\s-](\d{1,2})),?[\s-](\d{4})\b`,
  'iu',
);
const DAY_FIRST = new RegExp(
  String.raw`\b(?:(\d{1,2})(?:st|nd|rd|th|\.)?[\s-](${MONTHS})\p{L}*|(${MONTHS})\p{L}*\.?[\s-](\d{1,2})),?[\s-](\d{4})[\s,]+(?:at |um |à |a las )?(\d\d)[:.h]?(\d\d)\s?(?:Uhr |hrs |hours )?(GMT|UTC|BST|CET|CEST|MEZ|MESZ|EST|EDT|Z)\b`,
  'iu',
);

const PART_OF_A_SECOND = /:?\d\d[.,]0*[1-9]/;

/** Times are read to the second: an embargo is kept to the end of the one it names. */
function secondAfter(instant: string): string {
  return new Date(Date.parse(instant) + 1_000).toISOString();
}

/** The instant a field or a sentence names; a sentence only with day, year, time and zone. */
function instantIn(text: string, zone: string | null, now: number): string | null {
  const value = text.trim();
  if (value === '') return null;
  if (value.length <= 40) {
    const { instant } = parseInstant(value, { zone, now });
    if (instant !== null) return PART_OF_A_SECOND.test(value) ? secondAfter(instant) : instant;
  }
  const sentence = value.slice(0, 1_000);
  const iso = ISO.exec(sentence)?.[0];
  if (iso !== undefined) return parseInstant(iso, { zone: null, now }).instant;
  const first = CLOCK_FIRST.exec(sentence);
  if (first !== null) {
    const [, hour, minute, named, day, month, monthFirst, dayLast, year] = first;
    return composed(year, month ?? monthFirst, day ?? dayLast, hour, minute, named, now);
  }
  const last = DAY_FIRST.exec(sentence);
  if (last === null) return null;
  const [, day, month, monthFirst, dayLast, year, hour, minute, named] = last;
  return composed(year, month ?? monthFirst, day ?? dayLast, hour, minute, named, now);
}

function composed(year = '', month = '', day = '', hour = '', minute = '', zone = '', now = 0): string | null {
  const english = zone.toUpperCase().replace('MESZ', 'CEST').replace('MEZ', 'CET');
  return parseInstant(`${day} ${month} ${year} ${hour}:${minute}:00 ${english}`, { zone: null, now }).instant;
}
