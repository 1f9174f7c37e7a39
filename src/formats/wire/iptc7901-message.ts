import type { WireItem } from '../../article/wire-item.ts';
import { Draft } from './draft.ts';
import { signalKill } from './kill-words.ts';
import { htmlOfLaidOutText } from './laid-out-text.ts';
import { ETX, linesOf, STX, trailerTime } from './transmissions.ts';

const HEADER = /^\s{0,9}([a-z]{2,3})(\d{2,6}) (\d) ([a-z]{1,3}) (\d{1,9})(?: {1,9}(.*))?$/i;

/** Words on a line of their own over a headline; a line in brackets is always such. */
const STATE_WORD =
  /^(?:EXTRA|REFILE|CORRECTION|CORRECTED|BERICHTIGUNG|KORREKTUR|RECTIFICATIF|KILL|ANNULLIERUNG|ANNULATION|(?:\d+(?:ST|ND|RD|TH|\.)? )?(?:LEAD|NET|TAKE|ADD)|URGENT|FLASH|EIL|EILMELDUNG|ALERT|ADVISORY|(?:SPERRE?FRIST|EMBARG[OA]|KLAUSUL).*|ATTENTION|ACHTUNG|ROUNDUP|NEWS FEATURE|ANALYSIS|PREVIEW):?$/i;

/** A state word with what has changed behind it: "2. Lead - Zahlen aktualisiert". */
const NOTED_STATE =
  /^(?:\d+(?:ST|ND|RD|TH|\.)? (?:LEAD|NET|UPDATE)|(?:BERICHTIGUNG|KORREKTUR|RECTIFICATIF|CORRECTION|ERGÄNZUNG)) ?[-–:] \S.{2,100}$/i;

/** A word over the headline that says which part of a story the message is. */
const TAKE_WORD =
  /^\(?(?:(?:1re|2e|3e|\d(?:\.|st|nd|rd|th|ème|e)?) )?(?:suite|fin|forts(?:etzung|\.)?|schluss|schluß|add|take|prise|seguito|segue|fine|teil|vervolg|slot)(?: \d{1,2}| et fin| und schluss)?\)?:?$/i;
/** The place or the topic of the story on a line of its own over the headline: "Suisse:". */
const TOPIC_LINE = /^[\p{L}][\p{L}\p{N} /&'’.()-]{0,40}:$/u;

/** Before the name of who wrote, on a line of its own under the headline. */
const BYLINE =
  /^(?:By|Von|Par|Por|Di|Af|Av|Door|Przez|Napsal|Írta|Text|Texto|Testo) (?=\p{Lu}|\p{Ll}{2,5} (?:correspondents?|staff|reporters?|writers?)(?!\p{L}))/u;

/** A label before the line under the headline: "Utl.: …". */
const UNDER_HEADLINE = /^(?:Utl\.?|Untertitel|Subhead(?:line)?|Sous-titre|Sottotitolo)\s?:\s{1,3}/i;

/** Where the copy ends: the desk's notebook, or what is not for publication. */
const NOTEBOOK = /^\s*#{1,3} (?:\p{L}{2,12}[ -])?(?:notebook|notepad|notizblock|bloc-notes|carnet)(?!\p{L})/iu;
const PRIVATE =
  /^\s*(?:the following information is not (?:intended )?for publication|die folgenden informationen sind nicht (?:zur|für die) ver(?:ö|oe)ffentlichung|les informations suivantes ne sont pas destinées à la publication|not for publication|nicht zur ver(?:ö|oe)ffentlichung)/i;
const CONTACTS = /^\s*#{1,3} .*(?:contacts?|kontakte?|ansprechpartner)\b/i;

/** One message as a wire item, or null where it has no header. */
export function readIptc7901(message: string): WireItem | null {
  const lines = linesOf(message);
  const start = lines.findIndex((line) => line.trim() !== '');
  const header = HEADER.exec(lines[start]?.trim() ?? '');
  if (header === null) return null;
  const draft = new Draft();
  const etx = lines.findLastIndex((line) => line.startsWith(ETX));
  const trailerAt = etx >= 0 ? etx : lines.length;
  const sent = trailerTime(lines.slice(trailerAt).join(' ')) ?? trailerTime(lines.slice(-6).join(' '));
  readHeader(draft, header, sent);
  const copy = lines.slice(start + 1, trailerAt).filter((line) => etx >= 0 || trailerTime(line) === null);
  const afterHeadline = readHeadlineBlock(draft, copy);
  readCopy(draft, takeSubheadline(draft, copy.slice(afterHeadline)));
  return draft.finish();
}

function readHeader(draft: Draft, header: RegExpExecArray, sent: string | null): void {
  const [, source, sequence, priority, filed, words, routing] = header;
  const category = filed?.toLowerCase();
  // Programs that write this format without a counter leave zeros.
  if (!/^0+$/.test(sequence as string)) {
    const id = `${source}${sequence}${sent === null ? '' : `-${sent.slice(0, 10)}`}`;
    draft
      .set('itemId', id, 'header')
      .set('uri', `urn:iptc7901:${id}`, 'header')
      .altId('sequence', `${source}${sequence}`);
  }
  draft.set('priority', priority, 'header').set('urgency', priority, 'header').set('type', 'text', 'header');
  draft.signal('category', category).signal('wordCount', words).signal('routing', routing?.trim());
  draft.subject(`iptc7901cat:${category}`, null);
  // The option words name the service, as in "dpa 061" or "dpa-tns 0908".
  for (const word of routing?.match(/[a-z]{2,8}(?:-[a-z]{2,8})?/gi) ?? [])
    draft.add('providers', word.split('-')[0], 'header');
  draft.date('versionCreated', sent, 'trailer');
}

/** Slug lines ending in "/", then state words, headline and byline up to " =". Gives the line after. */
function readHeadlineBlock(draft: Draft, lines: readonly string[]): number {
  const { slugEnd, end } = placesOf(lines);
  const slug = lines
    .slice(0, slugEnd)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
  // Words to desks stand behind the last stroke: "Nigeria/Security/(Foto - archive)".
  const [, named = slug, word] = /^(.{2,200}\/)\s?\(([^()]{2,80})\)\/?$/.exec(slug) ?? [];
  if (word !== undefined) draft.signal('stateWord', word);
  draft.set('slugline', named.replace(/^\/+|(?<!\/)\/+$/g, '').trim(), 'slug line');
  if (end < 0) return slugEnd;
  const block = headlineLines(lines.slice(slugEnd, end + 1));
  // A word with its colon may stand over the headline, or open it.
  const isAlone = block.filter((line) => !/^\([^()]*\)$/.test(line)).length === 1;
  const headline: string[] = [];
  for (const line of block)
    if ((isAlone && NOTED_STATE.test(line)) || !readOverHeadline(draft, line, headline.length > 0)) headline.push(line);
  draft.set('headline', headline.join(' '), 'headline block');
  return end + 1;
}

const CLOSES_HEADLINE = /(?:^|\s)=\s*$/;

/** Where the slug ends, and the last line of the headline; -1 where there is none. */
function placesOf(lines: readonly string[]): { slugEnd: number; end: number } {
  const stx = lines.findIndex((line) => line.startsWith(STX));
  // Some set the whole headline before the text begins; the slug then ends with its last stroke.
  const above = lines.findIndex((line, at) => at < stx && CLOSES_HEADLINE.test(line));
  const stroke = stx >= 0 && above < 0 ? stx : lines.findIndex((line) => /\/\s*$/.test(line)) + 1;
  const from = above >= 0 ? 0 : Math.max(stx, 0);
  const end = lines.findIndex((line, at) => at >= from && at < from + 12 && CLOSES_HEADLINE.test(line));
  const slugEnd = stx < 0 && stroke === 0 ? endOfLoneSlug(lines, end) : stroke;
  return { slugEnd, end: end < 0 ? loneHeadline(lines, slugEnd) : end };
}

const LONGEST_SLUG = 48;

/** Without strokes and STX the slug is the first line, where a blank one parts it from what stands over the headline. */
function endOfLoneSlug(lines: readonly string[], end: number): number {
  const at = lines.findIndex((line) => line.trim() !== '');
  const isSlug = at >= 0 && at + 1 < end && lines[at + 1]?.trim() === '';
  return isSlug && (lines[at] as string).trim().length <= LONGEST_SLUG ? at + 1 : 0;
}

const LONGEST_HEADLINE = 160;

/** Some close no headline: it is then the one line over the first blank one, and no sentence. */
function loneHeadline(lines: readonly string[], slugEnd: number): number {
  const bare = (at: number): string => (lines[at] ?? '').replace(STX, '').trim();
  const at = lines.findIndex((_, place) => place >= slugEnd && bare(place) !== '');
  const isLone = at >= 0 && bare(at + 1) === '' && lines.slice(at + 2).some((line) => line.trim() !== '');
  const line = bare(at);
  return isLone && line.length <= LONGEST_HEADLINE && /^\p{Lu}.*[^.:]$/u.test(line) && !/\s[-–—]\s?$/.test(line)
    ? at
    : -1;
}

/** Words over or under the headline that are none of it; false for a line of the headline. */
function readOverHeadline(draft: Draft, line: string, isBelow: boolean): boolean {
  const bracket = /^\(([^()]{2,400})\)$/.exec(line)?.[1]?.trim();
  if (bracket !== undefined) draft.signal('stateWord', bracket);
  else if (isBelow && BYLINE.test(line)) draft.add('bylines', line.replace(BYLINE, ''), 'headline block');
  else if (UNDER_HEADLINE.test(line)) readUnderHeadline(draft, line);
  else if (isBelow) return false;
  else if (TAKE_WORD.test(line)) draft.signal('takeKey', line);
  else if (STATE_WORD.test(line)) readStateWord(draft, line);
  else if (NOTED_STATE.test(line)) draft.signal('stateWord', line);
  else if (TOPIC_LINE.test(line)) draft.add('keywords', line.slice(0, -1), 'headline block');
  else return false;
  return true;
}

/** The lines over the copy; one that opens a bracket goes on to where the bracket closes. */
function headlineLines(raw: readonly string[]): string[] {
  const lines: string[] = [];
  for (const each of raw) {
    const line = each
      .replace(STX, '')
      .trimEnd()
      .replace(/(?:^|\s)=$/, '')
      .replace(/\s{2,}/g, ' ')
      .trim();
    const open = lines.at(-1);
    if (line === '') continue;
    if (open?.startsWith('(') && !open.includes(')')) lines[lines.length - 1] = `${open} ${line}`;
    else lines.push(line);
  }
  return lines;
}

function readStateWord(draft: Draft, line: string): void {
  const word = line.replace(/:$/, '');
  draft.signal('stateWord', word);
  if (/^(?:SPERRE?FRIST|EMBARG[OA]|KLAUSUL)/i.test(word)) draft.signal('embargo-text', word);
}

/** What a line says that tells desks where the earlier version was wrong. */
const TELLS_ERROR =
  /(?<!\p{L})(?:richtig heißen|muss es (?:richtig )?heißen|berichtigt|\(nicht:? |lire (?:bien )?|au lieu de|instead of|not (?:\S+ ){1,3}as (?:sent|reported)|deve leggersi|léase|en lugar de|in plaats van)/iu;

/** The line under the headline: its second line, or what was wrong in the version before. */
function readUnderHeadline(draft: Draft, filed: string): void {
  const line = filed.replace(UNDER_HEADLINE, '').replace(/\s=$/, '').trim();
  if (TELLS_ERROR.test(line)) draft.note(line, 'line under the headline');
  else draft.set('subheadline', line, 'line under the headline');
}

/** The labelled line under the headline stands below its end as well. */
function takeSubheadline(draft: Draft, lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => line.replace(STX, '').trim() !== '');
  const line = lines[at]?.replace(STX, '').trim() ?? '';
  if (!UNDER_HEADLINE.test(line)) return lines;
  readUnderHeadline(draft, line);
  return lines.toSpliced(at, 1);
}

function readCopy(draft: Draft, lines: readonly string[]): void {
  const privateAt = lines.findIndex((line) => PRIVATE.test(line));
  const contactsAt = lines.findIndex((line) => CONTACTS.test(line));
  const notebookAt = lines.findIndex((line) => NOTEBOOK.test(line));
  const ends = [privateAt, contactsAt, notebookAt].filter((at) => at >= 0);
  const copyEnd = Math.min(lines.length, ...ends);
  const hiddenFrom = Math.min(lines.length, ...[privateAt, contactsAt].filter((at) => at >= 0));
  const signature = lines.findLastIndex((line) => line.trim() !== '');
  const signed = signature >= copyEnd && /^dpa(?: [a-z0-9]{2,5}){1,5}$/.test(lines[signature]!.trim());
  const notes = lines
    .slice(copyEnd, hiddenFrom)
    .filter((line) => !NOTEBOOK.test(line) && !/^\s*(?:#|\*( \*)*\s*$)/.test(line));
  const note = notes
    .join(' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s*]+|(?<![\s*])[\s*]+$/g, '');
  if (copyEnd < lines.length)
    draft.note(
      signed && hiddenFrom === lines.length ? note.replace(lines[signature]!.trim(), '').trim() : note,
      'notebook',
    );
  const hidden = lines.slice(hiddenFrom).join('\n').trim();
  draft.note(hidden, 'not for publication', false);
  if (hidden !== '') draft.dropped('notes', 'tail', 'not for publication');
  const text = lines.slice(0, copyEnd).map((line) => line.replace(STX, ''));
  draft.body(htmlOfLaidOutText(text.join('\n')), 'text');
  signalKill(draft, text.slice(0, 12));
  const take = /^\((?:more|mehr|suite|forts\.? folgt)\)$/i.test(
    text.findLast((line) => line.trim() !== '')?.trim() ?? '',
  );
  if (take) draft.signal('takeKey', 'more');
}
