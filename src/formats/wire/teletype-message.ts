import type { WireItem } from '../../article/wire-item.ts';
import { hasDateline, takeOpeningDateline } from '../page/opening-dateline.ts';
import { readAnpaMessage } from './anpa-message.ts';
import { Draft } from './draft.ts';
import { readIptc7901 } from './iptc7901-message.ts';
import { signalKill } from './kill-words.ts';
import { htmlOfLaidOutText } from './laid-out-text.ts';
import { linesOf, STX, trailerTime } from './transmissions.ts';

/** The second line of a message in the manner of ANPA: "r i bc-FloodTown". */
const OF_ANPA = /^\s{0,9}[A-Za-z]{0,10}\d{3,5}\S?[^\S\n]{0,9}\n\s{0,9}[a-z] [a-z]{1,2} \S/;
/** What a message in the manner of IPTC 7901 has below its header: a slug that ends in a stroke, a headline in " =". */
const OF_7901 = /\/[^\S\n]*\n|[^\S\n]=[^\S\n]*\n/;
/** Source and sequence, priority, category, words: "KES0123 4 DEP 0098". */
const NUMBERED = /^([A-Z]{2,4})(\d{2,6})(?: ([1-8]))?(?: ([A-Z]{1,4}))?(?= |$)/;
/** A field of a header: letters in capitals, numbers and marks. */
const FIELD = /^(?:[A-Z\d/_.:+-]{1,30}|[a-z]{1,2})$/;
const LONGEST_WORD_OF_HEADER = 4;
/** How soon a message goes, as headers say it in words. */
const PRIORITY_WORD =
  /^(?:(?:very |most )?(?:urgent|immediate|priority)|flash|bulletin|alert|routine|deferred|urgente|alerta|alerte|dringend|eil|blitz|hitno|pilne|срочно|молния|عاجل)[\s!:.]{0,3}$/iu;
const LONGEST_HEAD = 12;
/** A shorter line over the copy is no paragraph. */
const SHORTEST_PARAGRAPH = 60;
const LONGEST_SLUG = 40;
/** Who wrote and edited, at the end: "ab/cd", "(CY-SA)", "RED-XY". */
const INITIALS = /^[([]?\p{L}{2,5}(?:[-/]\p{L}{2,5}){1,4}[)\]]?$/u;
/** "04-MAR-25 08:12". */
const STAMP = /^(\d{2})-([A-Z]{3})-(\d{2}) (\d{2}):(\d{2})$/;

/** One message between ZCZC and NNNN as a wire item, or null where it has no copy. `message` has line ends alone. */
export function readTeletypeMessage(message: string): WireItem | null {
  const framed = message.replace(/^[^\S\n]*\n?/, '');
  const known =
    (OF_ANPA.test(framed.slice(0, 300)) ? readAnpaMessage(framed) : null) ??
    (message.includes(STX) || OF_7901.test(framed.slice(0, 600)) ? readIptc7901(framed) : null);
  return known ?? readPlain(linesOf(framed));
}

/** What typesetters set at the ends of lines: "<!", " .=!", "<" before a heading. */
const SIGNS_BEHIND = /\s?\.?[<=+]!?$/;
const SIGNS_BEFORE = /^<(?=\S)/;
const withoutSigns = (line: string): string => line.replace(SIGNS_BEFORE, '').replace(SIGNS_BEHIND, '');

function readPlain(all: readonly string[]): WireItem | null {
  const filed = all.map((line) => line.trimEnd());
  const isTypeset = filed.some((line) => line.endsWith('!') && SIGNS_BEHIND.test(line));
  const lines = isTypeset ? filed.map(withoutSigns) : filed;
  const headerEnd = endOfHeader(lines);
  const draft = new Draft();
  const { copyEnd, sent } = readEnd(draft, lines, headerEnd);
  readSignedFields(draft, lines.slice(0, headerEnd));
  // Where the header names the headline, the copy begins behind it, however short its lines are.
  const isNamed = draft.get('headline') !== null;
  const copyStart = isNamed ? headerEnd : startOfCopy(lines.slice(0, copyEnd), headerEnd);
  const copy = lines.slice(copyStart, copyEnd).join('\n');
  if (!/\p{L}/u.test(copy)) return null;
  readHeader(draft, lines.slice(0, headerEnd), sent);
  readHead(draft, lines.slice(headerEnd, copyStart));
  const dateline = openingOf(draft, copy);
  draft.set('type', 'text', 'message').set('dateline', dateline?.place, 'beginning of the copy');
  draft.body(htmlOfLaidOutText(dateline?.rest ?? copy), 'text');
  signalKill(draft, lines.slice(headerEnd, headerEnd + LONGEST_HEAD));
  return draft.finish();
}

/** The dateline of the copy; before it the agency may stand in brackets: "(AGN) - VALDORO, 04 MAR - ". */
function openingOf(draft: Draft, copy: string): { readonly place: string; readonly rest: string } | null {
  const first = takeOpeningDateline(copy);
  const second = first !== null && copy.startsWith('(') ? takeOpeningDateline(first.rest) : null;
  if (second !== null) draft.set('creditLine', first?.place, 'bracket before the dateline');
  return second ?? first;
}

/** The header is lines of fields alone, at most one of them a word. */
function endOfHeader(lines: readonly string[]): number {
  const end = lines.slice(0, LONGEST_HEAD).findIndex((line) => line.trim() !== '' && !isOfHeader(line));
  return Math.max(end, 0);
}

/** A field that a sign names: "%SPTALL XFI", "$J", "#slug", ":(PLACE)" or ":" with the sender, "*07000000". */
const SIGNED_FIELD =
  /^(?:[%$*@&~][\p{Lu}\d][\p{L}\d\\]{0,24}(?: [\p{L}\d]{1,10}){0,8}|#\S{1,60}|:(?:[(]?\p{Lu}[^:.!?]{1,80})?)$/u;
/** The headline among such fields: more than a code. */
const SIGNED_HEADLINE = /^\$(\p{Lu}.{8,200})$/u;

function isOfHeader(line: string): boolean {
  if ([PRIORITY_WORD, SIGNED_FIELD, SIGNED_HEADLINE].some((field) => field.test(line.trim()))) return true;
  const fields = line.trim().split(/\s+/);
  const isNumbered = fields.some((field) => /\d/.test(field));
  return fields.every((field) => FIELD.test(field) && (isNumbered || field.length <= LONGEST_WORD_OF_HEADER));
}

/** The agency alone stands behind ZCZC: "ZCZC AAP". */
const AGENCY_ALONE = /^[A-Z]{2,5}$/;

/** Slug, headline, place and subject among fields that signs name. */
function readSignedFields(draft: Draft, header: readonly string[]): void {
  const field = (pattern: RegExp): string | null =>
    header.map((line) => pattern.exec(line.trim())?.[1] ?? null).find((value) => value !== null) ?? null;
  if (!header.some((line) => /^[%#$]/.test(line))) return;
  draft.set('slugline', field(/^#(\S{1,60})$/), 'field #').set('headline', field(SIGNED_HEADLINE), 'field $');
  draft.set('located', field(/^:[(](\p{Lu}[^()]{1,60})[)]$/u), 'field :');
  const subject = field(/^\*(\d{8})$/);
  draft.subject(subject === null ? null : `subj:${subject}`, null);
}

function readHeader(draft: Draft, header: readonly string[], sent: string | null): void {
  const sender = header[0]?.trim() ?? '';
  if (AGENCY_ALONE.test(sender)) draft.add('providers', sender, 'behind ZCZC');
  const numbered = header.map((line) => NUMBERED.exec(line.trim())).find((found) => found !== null);
  if (numbered === undefined) return;
  const [, source = '', sequence = '', priority, category] = numbered;
  // A sequence begins anew each day: without the day it is the number of many stories.
  if (sent !== null) {
    const id = `${source}${sequence}-${sent.slice(0, 10)}`;
    draft.set('itemId', id, 'header').set('uri', `urn:teletype:${id}`, 'header');
  }
  draft.altId('sequence', `${source}${sequence}`).signal('category', category?.toLowerCase());
  draft.set('priority', priority, 'header').set('urgency', priority, 'header');
}

/** The copy begins at a dateline, or at the first line of a paragraph; a head of one line needs a blank one below it. */
function startOfCopy(lines: readonly string[], from: number): number {
  const head = lines.slice(from, from + LONGEST_HEAD);
  const dated = head.findIndex((line) => hasDateline(line.trim()));
  if (dated >= 0) return from + dated;
  const blank = head.findLastIndex(
    (line, at) =>
      line === '' && at > 0 && head.slice(0, at).some((above) => above !== '') && !isParagraph(head[at - 1]),
  );
  const running = head.findIndex((line, at) => isParagraph(line) || opensParagraph(lines, from + at));
  if (running < 0) return blank < 0 ? from : from + blank + 1;
  return from + running;
}

const isParagraph = (line: string | undefined): boolean =>
  line !== undefined && line.trim().length >= SHORTEST_PARAGRAPH && /[.!?,;] |[.!?]$/.test(line);

/** True where a block of lines begins that together are a paragraph. */
function opensParagraph(lines: readonly string[], at: number): boolean {
  if (lines[at] === '' || (lines[at - 1] ?? '') !== '') return false;
  const end = lines.indexOf('', at);
  const block = lines.slice(at, end < 0 ? lines.length : end);
  return (
    block.length > 1 && block.join(' ').length >= SHORTEST_PARAGRAPH && /[.!?]["”»]?$/.test(block.at(-1) as string)
  );
}

/** A slug in capitals, the headline, and what stands below it. */
function readHead(draft: Draft, lines: readonly string[]): void {
  const blocks = lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((block) => block.length > 0);
  const first = blocks[0];
  const hasMore = blocks.length > 1 || (first?.length ?? 0) > 1;
  if (first !== undefined && hasMore && isSlug(first[0] as string)) {
    draft.set('slugline', (first.shift() as string).trim(), 'line in capitals over the headline');
    // The number of the message may stand once more under its slug.
    if (first.length > 1 && isOfHeader(first[0] as string)) first.shift();
    if (first.length === 0) blocks.shift();
  }
  const [headline, ...below] = blocks.map((block) => block.map((line) => line.trim()).join(' '));
  draft.set('headline', headline, 'line over the copy');
  const day = DAY_ALONE.test(below[0] ?? '') ? (below.shift() ?? null) : null;
  draft.date('published', day, 'line under the headline');
  draft.set('subheadline', below[0], 'line under the headline');
}

/** "Tue 4 March 2025". */
const DAY_ALONE = /^(?:\p{L}{2,10}\.?,? )?(?:\d{1,2}\.? \p{L}{3,10}\.?|\p{L}{3,10}\.? \d{1,2},?) \d{4}$/u;

/** In capitals, or words that a stroke joins: "Cuba-pesca". */
const isSlug = (line: string): boolean =>
  line.length <= LONGEST_SLUG && (line === line.toUpperCase() || JOINED_WORDS.test(line.trim()));
const JOINED_WORDS = /^[\p{L}\d]+(?:[-/][\p{L}\d]+){1,6}$/u;

/** Takes initials and the time of sending off the end of a message. */
function readEnd(draft: Draft, lines: readonly string[], from: number): { copyEnd: number; sent: string | null } {
  let copyEnd = lines.length;
  let sent: string | null = null;
  for (; copyEnd > from; copyEnd -= 1) {
    const line = (lines[copyEnd - 1] as string).trim();
    const time = stampTime(line) ?? (/[.!?]$/.test(line) ? null : trailerTime(line));
    if (time !== null) sent ??= time;
    else if (INITIALS.test(line)) draft.note(line, 'initials');
    else if (line !== '') break;
  }
  draft.date('versionCreated', sent, 'time of sending');
  return { copyEnd, sent };
}

function stampTime(line: string): string | null {
  const [, day, month, year, hour, minute] = STAMP.exec(line) ?? [];
  return day === undefined ? null : trailerTime(`${day}${hour}${minute} ${month} ${year}`);
}
