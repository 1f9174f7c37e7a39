import type { WireItem } from '../../article/wire-item.ts';
import { escapeHtml } from '../xml/markup.ts';
import { Draft } from './draft.ts';

const SEQUENCE = /^\s*([A-Za-z]{0,10})(\d{3,5})[\x1f_]?/;
const SECOND_LINE = /^\s*([a-z])\s+([a-z]{1,2})\s*[\x13\x14]?([\x11\x12]?)\s*(.*)$/;
const TRAILER = /AP-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)GMT/;

/** Priority letters on the scale of the IPTC, as the wire services use them. */
const PRIORITIES: Readonly<Record<string, string>> = { f: '1', b: '2', u: '3', r: '4', d: '5', s: '6', h: '6', a: '6' };

/** Cycle words before a keyword: for morning or afternoon papers, or both. */
const CYCLE = /^(?:BC|AM|PM|AP)-+(?:[A-Z]{2}-+)?/;

/** The header's keyword field is this wide and cuts what does not fit. */
const KEYWORD_WIDTH = 24;

/** One message as a wire item, or null where it has no header. */
export function readAnpaMessage(message: string): WireItem | null {
  const lines = message.replace(/\r\n?/g, '\n').split('\n');
  const start = lines.findIndex((line) => /[^\s\x00-\x1f]/.test(line));
  const sequence = SEQUENCE.exec((lines[start] ?? '').replace(/^[\x00-\x1e]+/, ''));
  const second = SECOND_LINE.exec(lines[start + 1] ?? '');
  if (sequence === null || second === null) return null;
  const draft = new Draft();
  const fields = /^(\S+)(?:\s+(\S.*?))?\s+(\d\d-\d\d)\s+(\d{1,5})?/.exec(second[4]!.slice(0, 200));
  readHeader(draft, sequence, second, fields, TRAILER.exec(message));
  const copy = message.includes('\x02')
    ? message.slice(message.indexOf('\x02') + 1)
    : lines.slice(start + 2).join('\n');
  const end = copy.indexOf('\x03');
  const text = (end < 0 ? copy : copy.slice(0, end)).replace(/\r\n?/g, '\n').split('\n');
  readCopy(draft, text, fields?.[1] ?? second[4]!.trim(), second[3] === '\x12');
  return draft.finish();
}

function readHeader(
  draft: Draft,
  sequence: RegExpExecArray,
  second: RegExpExecArray,
  fields: RegExpExecArray | null,
  trailer: RegExpExecArray | null,
): void {
  const [, priority, category] = second as unknown as [string, string, string];
  const day = trailer === null ? null : `20${trailer[3]}-${trailer[1]}-${trailer[2]}`;
  const id = [`${sequence[1]}${sequence[2]}`, day ?? fields?.[3], fields?.[1]].filter(Boolean).join('-');
  draft
    .set('itemId', id, 'header')
    .set('uri', `urn:anpa1312:${id}`, 'header')
    .altId('sequence', `${sequence[1]}${sequence[2]}`);
  draft
    .set('priority', priority, 'header')
    .set('urgency', PRIORITIES[priority] ?? null, 'header')
    .set('type', 'text', 'header');
  draft.signal('category', category).subject(`a1312cat:${category}`, null).signal('wordCount', fields?.[4]);
  draft.signal('takeKey', fields?.[2]).altId('keyword', fields?.[1]);
  if (/NewsAlert|Bulletin/i.test(fields?.[1] ?? '') || priority === 'b' || priority === 'f')
    draft.signal('itemType', alertType(fields?.[1] ?? '', priority));
  if (trailer !== null)
    draft.date('versionCreated', `${day}T${trailer[4]}:${trailer[5]}:00Z`, 'trailer').add('providers', 'AP', 'trailer');
}

function alertType(keyword: string, priority: string): string {
  return /NewsAlert|Bulletin/i.test(keyword) || priority === 'b' ? 'Alert' : 'Flash';
}

function readCopy(draft: Draft, lines: readonly string[], keyword: string, tabular: boolean): void {
  const heads = lines
    .filter((line) => line.startsWith('^'))
    .map(headText)
    .filter((line) => line !== '');
  draft.set('slugline', sluglineOf(keyword, heads[0] ?? '').replace(CYCLE, ''), 'header keyword');
  readHeads(draft, heads);
  const blocks = tabular
    ? tableBlocks(lines)
    : paragraphsOf(lines).map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
  draft.body(blocks.join('\n'), tabular ? 'tabular text' : 'text');
}

/** The keyword up to the last word that the full slug line shows to be whole. */
function sluglineOf(keyword: string, full: string): string {
  const compact = full.replace(/ /g, '');
  if (keyword.length < KEYWORD_WIDTH || !compact.startsWith(keyword)) return keyword;
  let whole = '';
  for (const word of full.split(/(?<=-)(?!-)| /)) {
    if (whole.length + word.replace(/-+$/, '').length > keyword.length) break;
    whole += word;
  }
  return whole.replace(/[-,]+$/, '') || keyword;
}

/** The first line repeats the keyword, the next is the headline; then pictures, notes, summary, byline. */
function readHeads(draft: Draft, heads: readonly string[]): void {
  const slug = heads[0] ?? '';
  const full = slug.replace(/,\s*\d*$/, '');
  const qualifier = /,\s*([^,]+)$/.exec(full)?.[1];
  draft.signal('takeKey', qualifier);
  // The slug itself may hold any of these words: "Police-Kill".
  const state = qualifier ?? '';
  if (/\b(?:writethru|\d(?:st|nd|rd|th) ld)\b/i.test(state)) draft.signal('instruction', 'Update');
  if (/\bcorrective\b|\bcorrection\b/i.test(state)) draft.signal('instruction', 'Correction');
  if (/^(?:bulletin |mandatory )?kill$/i.test(state)) draft.signal('killWord', 'KILL');
  if (/^withhold$/i.test(state)) draft.signal('status', 'Withheld');
  if (/^advisory$/i.test(state)) draft.signal('itemType', 'Advisory');
  for (const head of heads.slice(1)) {
    if (/^AP (?:Photo|Video|Graphic)s?\b/i.test(head))
      draft.add('mediaAnnounced', /^AP (\w+)/.exec(head)![1]!, 'head lines');
    else if (/^Eds?\b\s*:/i.test(head))
      draft.note(head.replace(/^Eds?\s*:\s*/i, ''), 'Eds').signal('advisory', head.replace(/^Eds?\s*:\s*/i, ''));
    else if (/^By /i.test(head)) draft.add('bylines', head, 'head lines');
    else if (draft.get('headline') === null && draft.finish().bylines.length === 0)
      draft.set('headline', head, 'head lines');
    else if (draft.finish().bylines.length === 0) draft.summary('text', head, 'head lines');
  }
}

function headText(line: string): string {
  return readable(line.slice(1))
    .replace(/[<=]\s*$/, '')
    .trim();
}

function paragraphsOf(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  for (const line of lines) {
    if (line.startsWith('^')) continue;
    const text = readable(line)
      .replace(/[<=]\s*$/, '')
      .trim();
    if (text === '') continue;
    if (line.startsWith('\t') || /^ {3}/.test(line) || paragraphs.length === 0) paragraphs.push(text);
    else paragraphs[paragraphs.length - 1] += ` ${text}`;
  }
  return paragraphs;
}

/** Prose around a table stays prose; lines of columns keep every space. */
function tableBlocks(lines: readonly string[]): string[] {
  const rows = lines
    .filter((line) => !line.startsWith('^'))
    .map((line) =>
      readable(line)
        .replace(/[<=]\s*$/, '')
        .replace(/^\t? {0,3}/, '')
        .trimEnd(),
    );
  const blocks: string[] = [];
  let table: string[] = [];
  const close = () => {
    if (table.length > 0) blocks.push(`<pre>${escapeHtml(table.join('\n'))}</pre>`);
    table = [];
  };
  for (const row of rows) {
    if (row.trim() === '') continue;
    if (/;.*;|\S {2,}\S|\.{3,}/.test(row)) table.push(row);
    else {
      close();
      blocks.push(`<p>${escapeHtml(row.trim())}</p>`);
    }
  }
  close();
  return blocks;
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
