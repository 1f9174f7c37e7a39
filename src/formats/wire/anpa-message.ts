import type { WireItem } from '../../article/wire-item.ts';
import { escapeHtml } from '../xml/markup.ts';
import { anpaBlocks, type CopyLine, isTableRow } from './anpa-copy.ts';
import { readAnpaHeads } from './anpa-heads.ts';
import { Draft } from './draft.ts';

const SEQUENCE = /^\s*([A-Za-z]{0,10})(\d{3,5})[\x1f_A-Z]?/;
const SECOND_LINE = /^\s{0,9}([a-z])\s{1,9}([a-z]{1,2})\s{0,9}[\x13\x14]?([\x11\x12]?)\s{0,9}(.*)$/;
/** "AP-WF-11-13-13 1509GMT", "CP-11-13-13 1009EST". */
const TRAILER =
  /([A-Z]{2,6})(?:-[A-Z]{2})?-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)\s?(GMT|UTC|[ECMP][SD]T|JST|BST|CET)(?!\p{L})/u;
/** Trailers that begin with the time and name no zone. */
const LOCAL_TRAILER = /[\x03\n]\s{0,9}[A-Z]{2,5}-(\d\d):(\d\d)-(\d\d)-(\d\d)-(\d\d)/;

/** Priority letters on the scale of the IPTC, as the wire services use them. */
const PRIORITIES: Readonly<Record<string, string>> = { f: '1', b: '2', u: '3', r: '4', d: '5', s: '6', h: '6', a: '6' };

/** Cycle words before a keyword: for morning or afternoon papers, or both. */
const CYCLE = /^(?:BC|AM|PM|AP)-+(?:[A-Z]{2}-+)?/i;

/** The header's keyword field is this wide and cuts what does not fit. */
const KEYWORD_WIDTH = 24;

/** One message as a wire item, or null where it has no header. */
export function readAnpaMessage(message: string): WireItem | null {
  const all = withTwoHeaderLines(message.replace(/\r\n?/g, '\n').split('\n'));
  const start = all.findIndex((line) => /[^\s\x00-\x1f]/.test(line));
  // Some leave a line empty between the two of the header.
  const lines = all.filter((line, at) => at !== start + 1 || line.trim() !== '');
  const sequence = SEQUENCE.exec((lines[start] ?? '').replace(/^[\x00-\x1e]+/, ''));
  const second = SECOND_LINE.exec(lines[start + 1] ?? '');
  if (sequence === null || second === null) return null;
  const draft = new Draft();
  const header = headerOf(sequence, second, message);
  readHeader(draft, header);
  const below = lines.slice(start + 2).join('\n');
  // The copy begins behind STX; some wires set their head lines before it.
  const copy =
    /^[^\x02]{0,2000}\^[^\x02]{0,2000}\x02/.test(below) || !below.includes('\x02')
      ? below
      : below.slice(below.indexOf('\x02') + 1);
  const end = copy.indexOf('\x03');
  const text = (end < 0 ? copy : copy.slice(0, end)).replace(/\r\n?/g, '\n').split('\n');
  const trailerAt = text.findLastIndex((line) => TRAILER.test(line) || LOCAL_TRAILER.test(`\n${line}`));
  const trailer = text[trailerAt] ?? '';
  if (trailer.search(TRAILER) === 0 || (trailer !== '' && !TRAILER.test(trailer))) text.splice(trailerAt, 1);
  readCopy(draft, text, header);
  return draft.finish();
}

const ONE_LINE =
  /^[\x00-\x1f]{0,40}([A-Za-z]{0,10}\d{3,5})[\s\x1c-\x1f]{1,4}[\x13\x14]([a-z])\s?[\x13\x14]([a-z]{1,2})[\x13\x14\s]{1,4}(.{1,300})$/;

/** A header whose fields stand on one line between controls, on the two lines that it has by the standard. */
function withTwoHeaderLines(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => /[^\s\x00-\x1f]/.test(line));
  const [, sequence, priority, category, named = ''] = ONE_LINE.exec(lines[start] ?? '') ?? [];
  if (sequence === undefined) return lines;
  const second = `${priority} ${category} ${named.replace(/[\s\x11-\x14]{1,20}/g, ' ')}`;
  return [`${sequence}\x1f`, second, ...lines.slice(start + 1)];
}

interface Header {
  readonly number: string;
  readonly priority: string;
  readonly category: string;
  readonly isTabular: boolean;
  readonly keyword: string;
  /** "1stLd-Writethru", "KILL" behind the keyword, or null. */
  readonly qualifier: string | null;
  readonly words: string | null;
  /** ISO day and time of the trailer; the time has no zone where none is written. */
  readonly day: string | null;
  readonly time: string | null;
  /** Whose trailer it is. */
  readonly service: string | null;
  readonly shortDay: string | null;
}

function headerOf(sequence: RegExpExecArray, second: RegExpExecArray, message: string): Header {
  const line = second[4]!.slice(0, 200);
  const fields = /^(.{1,80}?)\s+(\d\d-\d\d)(?:\s+(\d{1,5}))?\s*$/.exec(line.trimEnd()) ?? null;
  const named = (fields?.[1] ?? line).trim();
  const parted =
    /^(.{1,400}?)\s{2,200}(\S.*)$/.exec(named) ??
    /^(\S{1,80}?)(?:,\s*|\s+)((?:\d(?:st|nd|rd|th)|\d\d(?:th)|KILL|Advisory|Corrective|WITHHOLD).*)$/i.exec(named);
  const trailer = TRAILER.exec(message);
  const local = trailer === null ? LOCAL_TRAILER.exec(message) : null;
  const [month, date, year] = trailer?.slice(2, 5) ?? dayOf(local, message);
  const clock = trailer === null ? local?.slice(1, 3) : trailer.slice(5, 7);
  return {
    number: `${sequence[1]}${sequence[2]}`,
    priority: second[1]!,
    category: second[2]!,
    isTabular: second[3] === '\x12',
    keyword: parted?.[1] ?? named,
    qualifier: parted?.[2]?.trim() ?? null,
    words: fields?.[3] ?? null,
    day: year === undefined ? null : `20${year}-${month}-${date}`,
    time: clock === undefined ? null : `T${clock.join(':')}:00${zoneOf(trailer?.[7])}`,
    service: trailer?.[1] ?? null,
    shortDay: fields?.[2] ?? null,
  };
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Month, day and year of a trailer that begins with the time; some set the day first: the dateline tells them apart. */
function dayOf(local: RegExpExecArray | null, message: string): string[] {
  const [first, second, year] = local?.slice(3, 6) ?? [];
  if (first === undefined || second === undefined || year === undefined) return [];
  const named = MONTHS[Number(first) - 1];
  const other = MONTHS[Number(second) - 1];
  const says = (month: string | undefined, day: string) =>
    month !== undefined &&
    new RegExp(`(?<!\\p{L})${month}\\p{L}{0,6}\\.? ${Number(day)}(?!\\d)`, 'iu').test(message.slice(0, 1_500));
  const isDayFirst = named === undefined || (says(other, first) && !says(named, second));
  return isDayFirst ? [second, first, year] : [first, second, year];
}

/** A zone as it stands behind a time of day; nothing where none is named. */
function zoneOf(named: string | undefined): string {
  if (named === undefined) return '';
  return named === 'GMT' || named === 'UTC' ? 'Z' : ` ${named}`;
}

const uriOf = (id: string): string => `urn:anpa1312:${id}`;

function readHeader(draft: Draft, header: Header): void {
  const { number, priority, category, keyword, qualifier, words, day, time, service, shortDay } = header;
  const id = [number, day ?? shortDay, keyword].filter(Boolean).join('-');
  draft.set('itemId', id, 'header').set('uri', uriOf(id), 'header').altId('sequence', number);
  draft
    .set('priority', priority, 'header')
    .set('urgency', PRIORITIES[priority] ?? null, 'header')
    .set('type', 'text', 'header');
  draft.signal('category', category).subject(`a1312cat:${category}`, null).signal('wordCount', words);
  draft.signal('takeKey', qualifier).altId('keyword', keyword);
  const stops = /^(?:(?:bulletin |mandatory )?kill|withhold)/i.test(qualifier ?? '');
  if (!stops && (/NewsAlert|Bulletin/i.test(keyword) || priority === 'b' || priority === 'f'))
    draft.signal('itemType', alertType(keyword, priority));
  if (day !== null && time !== null) draft.date('versionCreated', `${day}${time}`, 'trailer');
  draft.add('providers', service, 'trailer');
}

function alertType(keyword: string, priority: string): string {
  return /NewsAlert|Bulletin/i.test(keyword) || priority === 'b' ? 'Alert' : 'Flash';
}

function readCopy(draft: Draft, lines: readonly string[], header: Header): void {
  const copy = lines.map(copyLine);
  const { heads, rest } = copy.some(({ isHead }) => isHead)
    ? markedHeads(copy, header.isTabular)
    : flushHeads(copy, header.keyword);
  draft.set('slugline', sluglineOf(header.keyword, heads[0]?.text ?? '').replace(CYCLE, ''), 'header keyword');
  const credit = rest.findLastIndex(({ text }) => text !== '');
  const signed = /^==\s?([\p{L}][\p{L} -]{1,30})$/u.exec(rest[credit]?.text ?? '')?.[1];
  if (signed !== undefined) {
    rest.splice(credit, 1);
    draft.add('providers', signed, 'last line').set('creditLine', signed, 'last line');
  }
  const hasText = rest.some(({ text }) => text !== '');
  const { keyword, qualifier: filing } = header;
  const over = readAnpaHeads(draft, heads, { hasText, keyword, filing });
  for (const number of killedNumbers(draft, [...heads, ...rest]))
    draft.withdraws(uriOf([number, header.day ?? header.shortDay, header.keyword].filter(Boolean).join('-')));
  const blocks = hasText
    ? anpaBlocks(rest, header.isTabular)
    : over.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
  draft.body(blocks.join('\n'), header.isTabular ? 'tabular text' : 'text');
}

function copyLine(raw: string): CopyLine {
  const line = raw.trimEnd().replace(/^[\x00-\x08\x0b-\x1f]+/, '');
  const isHead = line.startsWith('^');
  const text = readable(isHead ? line.slice(1) : line);
  return {
    isHead,
    isIndented: /^(?:\t| {3})/.test(line),
    ends: /[<=+]$/.exec(text)?.[0] ?? '',
    text: text.replace(/[<=+]$/, '').trim(),
    columns: text
      .replace(/[<=]$/, '')
      .replace(/^\t? {0,3}/, '')
      .trimEnd(),
  };
}

/** Head lines stand over the copy; what is marked so among it is a heading inside the copy. */
function markedHeads(copy: readonly CopyLine[], isTabular: boolean): { heads: CopyLine[]; rest: CopyLine[] } {
  const lines = copy.filter(({ isHead, text }) => !isHead || (text !== '' && text !== 'END'));
  const byline = isTabular ? lines.findIndex(({ isHead, text }) => isHead && /^By /i.test(text)) : -1;
  const begins = lines.findIndex(
    ({ isHead, text, columns }, at) =>
      text !== '' && (!isHead || (byline >= 0 && at > byline) || (isTabular && isTableRow(columns))),
  );
  const end = begins < 0 ? lines.length : begins;
  return { heads: lines.slice(0, end).filter(({ isHead }) => isHead), rest: lines.slice(end) };
}

/** Wires that mark no head lines set them flush, the slug first, and indent the copy. */
function flushHeads(copy: readonly CopyLine[], keyword: string): { heads: CopyLine[]; rest: CopyLine[] } {
  const first = copy.findIndex(({ text }) => text !== '');
  const slug = copy[first];
  const squeezed = (text: string) => text.replace(/[\s-]/g, '');
  // "+" ends a headline: no slug line stands over it.
  if (slug?.ends === '+' && !squeezed(slug.text).startsWith(squeezed(keyword)))
    return { heads: [{ ...slug, text: keyword }, slug], rest: copy.slice(first + 1) };
  if (slug === undefined || !squeezed(slug.text).startsWith(squeezed(keyword))) return { heads: [], rest: [...copy] };
  const begins = copy.findIndex((line, at) => at > first && (line.isIndented || copy[at - 1]?.ends === '+'));
  const end = begins < 0 ? first + 1 : begins;
  const lines = copy.slice(first + 1, end).filter(({ text }) => text !== '');
  const headline = { ...slug, text: lines.map(({ text }) => text).join(' ') };
  return { heads: headline.text === '' ? [slug] : [slug, headline], rest: copy.slice(end) };
}

/** The keyword up to the last word that the full slug line shows to be whole; whole where the keyword has spaces. */
function sluglineOf(keyword: string, full: string): string {
  const name = full.replace(/,[^,]*$/, (end) => (/\d|^,\s*$/.test(end) ? '' : end));
  const compact = name.replace(/ /g, '');
  if (keyword.includes(' ') && full.startsWith(keyword.trim())) return (name.split(',')[0] ?? keyword).trim();
  if (keyword.length < KEYWORD_WIDTH || !compact.startsWith(keyword)) return keyword;
  let whole = '';
  for (const word of name.split(/(?<=-)(?!-)| /)) {
    if (whole.length + word.replace(/(?<!-)-+$/, '').length > keyword.length) break;
    whole += word;
  }
  return whole.replace(/(?<![-,])[-,]+$/, '') || keyword;
}

const NUMBER = /(?<![A-Za-z0-9])[A-Za-z]{0,3}\d{4}(?![A-Za-z0-9])/g;

/** The numbers of the messages that a kill names. */
function killedNumbers(draft: Draft, lines: readonly CopyLine[]): string[] {
  if (!draft.has('killWord')) return [];
  const named = lines.slice(1).flatMap(({ text }) => text.slice(0, 2_000).match(NUMBER) ?? []);
  return [...new Set(named.filter((number) => /^[A-Za-z]/.test(number)))].slice(0, 8);
}

/** Teletypesetter signs as they are printed. */
function readable(line: string): string {
  return line
    .replace(/\x1f_?/g, ' ')
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
    .replace(/``|''/g, '"')
    .replace(/(^|\s)`(?=\S)/g, "$1'")
    .replace(/(\d)\{|\{/g, (_, digit) => `${digit === undefined ? '' : `${digit} `}1/2`)
    .replace(/(\S) _ (?=\S)/g, '$1 — ');
}
