import type { HouseStyle } from '../agencies/contract/house-style.ts';
import { isDeskLineAmongCopy } from '../agencies/tables/closing-words.ts';
import { changesNoted, opensAsNote } from '../agencies/tables/note-words.ts';
import { BRACKETED_EDITORS_NOTE, BRACKETED_NOTE, LINE_OF_WRITER, saysItReplaces } from '../agencies/tables/notes.ts';
import type { Article } from '../article/article.ts';
import { takeClosing } from './closing-lines.ts';
import { holdsBack } from './embargo.ts';
import { takeLonePlace, takePlace } from './filed-place.ts';
import type { HouseStyles } from './named-styles.ts';
import { OPENING_LENGTH, readDateline, takeDateline } from './read-dateline.ts';
import { replacesAnother } from './read-notice.ts';
import type { SaidSignal } from './signals.ts';

/** A body with what the house style found in it taken out. */
export interface ReadBody {
  readonly paragraphs: readonly string[];
  readonly dateline: Article['dateline'];
  readonly bylines: readonly string[];
  readonly notes: readonly string[];
  readonly said: readonly SaidSignal[];
  readonly signOff: string | null;
  /** The copy says that more of it follows. */
  readonly more: boolean;
  /** What stood over the paragraph that the dateline opens. */
  readonly teaser: string | null;
  /** There was copy, and none of it may be published. */
  readonly closed: boolean;
}

const MOST_OPENERS = 12;
const BULLET = /^(?:\*|•|–|- )\s?\S/;

/**
 * Notes, bullets and bylines stand above the copy, the dateline opens it, the sign-off closes it.
 * @param place where the story was written, as an element of the message says it
 */
export function readBody(
  given: readonly string[],
  style: HouseStyle | null,
  styles: HouseStyles,
  place: string | null = null,
): ReadBody {
  const paragraphs = withoutRules(withoutFurniture(given, style));
  const lone = style === null ? null : takeLonePlace(paragraphs, place);
  const opening = takeOpening(paragraphs, { style, styles, place });
  const { notes, more, signOff } = takeClosing(paragraphs, style);
  for (const { text, changes } of notes) addNote(opening, text, changes);
  const closed = given.length > 0 && NOT_FOR_PUBLICATION.test((given[0] as string).slice(0, 200));
  return { ...opening, dateline: opening.dateline ?? lone, paragraphs, more, closed, signOff };
}

/** From here to the end of the copy nothing may be published. */
const NOT_FOR_PUBLICATION =
  /^[\s*#_(-]*(?:(?:(?:the following|this) (?:information|contacts?|details?|note|message) (?:is|are) )?(?:strictly )?not (?:intended )?for publication(?!,? (?:or |and )?(?:release|distribution|dissemination|in (?:the )?u))|nicht zur ver(?:ö|oe)ffentlichung|(?:die(?:se)? )?(?:folgenden? )?(?:informationen|angaben|meldung|hinweise) (?:sind|ist) nicht (?:zur|für die) ver(?:ö|oe)ffentlichung|(?:les informations suivantes ne sont )?pas destinées? à (?:la publication|être publiée?s?)|no (?:apto )?para (?:su )?publicación|non destinat[ao] alla pubblicazione|ej för publicering|(?:ej|inte) för publicering|ikke til offentliggørelse|ikke for publisering|nicht für die ver(?:ö|oe)ffentlichung|niet (?:voor publicatie|ter publicatie|publiceren)(?=\s?[:.)-]|\s?$)|(?:não publicar|no publicar|ne pas publier|non pubblicare|nie publikować|neveřejné|nezveřejňovat|yayımlanmaz)(?=\s?[:.)]|\s?$)|nie do publikacji|ei julkaistavaksi|не для (?:печати|публикации)|não destinad[ao]s? à publicação)/iu;

/** True for a line over the copy that says that none of it may be published: "Achtung - nicht zur Veröffentlichung". */
export function closesCopy(line: string): boolean {
  const words = line.slice(0, 200);
  return words.split(/\s[-–—]\s|[:;.]\s/u).some((part) => NOT_FOR_PUBLICATION.test(part));
}

/** A line of nothing but strokes or stars. */
const RULE_LINE = /^[-_=*—–•#\s]{3,120}$/u;

/** Rules at the ends of the copy part it from what is not there. */
function withoutRules(paragraphs: string[]): string[] {
  while (RULE_LINE.test(paragraphs.at(-1) ?? '')) paragraphs.pop();
  while (RULE_LINE.test(paragraphs[0] ?? '')) paragraphs.shift();
  return paragraphs;
}

function withoutFurniture(given: readonly string[], style: HouseStyle | null): string[] {
  const end = given.findIndex((each) => NOT_FOR_PUBLICATION.test(each.slice(0, 200)));
  const copy = end < 0 ? given : given.slice(0, end);
  const publishable = style === null ? copy : copy.filter((each) => !isDeskLineAmongCopy(each));
  const rules = style?.furniture ?? [];
  if (rules.length === 0) return [...publishable];
  return publishable.flatMap((paragraph) => {
    const left = rules.reduce((rest, { pattern }) => rest.replace(pattern, '').trimEnd(), paragraph);
    return left === '' && paragraph !== '' ? [] : [left];
  });
}

/** What stood above the copy, as it is taken off. */
interface Opening {
  readonly notes: string[];
  readonly bylines: string[];
  readonly said: SaidSignal[];
  dateline: Article['dateline'];
  teaser: string | null;
}

interface OpeningContext {
  readonly style: HouseStyle | null;
  readonly styles: HouseStyles;
  readonly place: string | null;
}

function takeOpening(paragraphs: string[], { style, styles, place }: OpeningContext): Opening {
  const opening: Opening = { dateline: null, bylines: [], notes: [], said: [], teaser: null };
  let at = 0;
  for (let seen = 0; seen < MOST_OPENERS && at < paragraphs.length; seen += 1) {
    if (takeNoteOrByline(paragraphs, at, style, opening)) continue;
    opening.dateline = takeDateline(paragraphs, at, style, styles);
    if (opening.dateline !== null || (style !== null && takePlace(paragraphs, at, place))) {
      takeNoteBehindDateline(paragraphs, at, style, opening);
      break;
    }
    if (BULLET.test(paragraphs[at] as string)) {
      at += 1;
      continue;
    }
    const teasers = style === null ? 0 : teasersAt(paragraphs, at, style, styles);
    if (teasers === 0) break;
    at += takeTeasers(paragraphs, at, teasers, opening);
  }
  return opening;
}

/** "KAGOSHIMA, Oct. 2 Kyodo - (EDS: ADDING DETAILS) A ferry …". */
function takeNoteBehindDateline(paragraphs: string[], at: number, style: HouseStyle | null, opening: Opening): void {
  const note = style === null || !paragraphs[at]?.startsWith('(') ? null : noteIn(paragraphs[at], style);
  if (note === null || !note.text.includes(' ')) return;
  addNote(opening, note.text, note.changes);
  const rest = (paragraphs[at] as string).slice(note.length).trimStart();
  paragraphs.splice(at, 1, ...(rest === '' ? [] : [rest]));
}

/** Takes a note or a byline off the top of a paragraph; false where it begins with neither. */
function takeNoteOrByline(paragraphs: string[], at: number, style: HouseStyle | null, opening: Opening): boolean {
  const paragraph = paragraphs[at] as string;
  const line = paragraph.split('\n', 1)[0] as string;
  const note = noteAt(paragraphs, at, style) ?? (style === null ? null : embargoLine(paragraph));
  const byline = note === null ? bylineIn(line, style) : null;
  if (note !== null) addNote(opening, note.text, note.changes);
  else if (byline !== null) opening.bylines.push(byline);
  else return false;
  const rest = paragraph.slice(note?.length ?? line.length).trimStart();
  if (rest === '') paragraphs.splice(at, 1);
  else paragraphs[at] = rest;
  return true;
}

function addNote({ notes, said }: Opening, text: string, changes: ReturnType<typeof changesNoted>): void {
  notes.push(text);
  said.push(...changes.map((change) => ({ source: 'body' as const, change, newsClass: null, text })));
}

/**
 * Takes the lines over the dateline, but for those where press releases say where they may not be spread: these belong
 * to their copy.
 * @returns how many lines stay there
 */
function takeTeasers(paragraphs: string[], at: number, count: number, opening: Opening): number {
  const over = paragraphs.splice(at, count);
  const legal = over.filter((line) => LEGAL_LINE.test(line.slice(0, 200)));
  paragraphs.splice(at, 0, ...legal);
  for (const line of over.filter(isDeskLine)) {
    const text = line.replace(/^\((.*)\)$/su, '$1').trim();
    addNote(opening, text, changesNoted(text));
  }
  opening.teaser = over.filter((line) => !isDeskLine(line) && !legal.includes(line)).join('\n\n') || null;
  return legal.length;
}

const LEGAL_LINE =
  /^\(?not for (?:release|publication|distribution|dissemination)\b.{0,80}\b(?:in|to|into|within|through)\b/i;

/** A line over the copy that is written for desks: in brackets, or an embargo. */
function isDeskLine(line: string): boolean {
  return /^\([^()]*(?:\([^()]*\)[^()]*)*\)$/.test(line.trim()) || holdsBack(line);
}

const MOST_TEASERS = 2;
const LONGEST_TEASER = 500;

/** How many short paragraphs stand over the one that a dateline with the agency's name opens. */
function teasersAt(paragraphs: readonly string[], at: number, style: HouseStyle, styles: HouseStyles): number {
  for (let count = 1; count <= MOST_TEASERS; count += 1) {
    const next = paragraphs[at + count];
    if (next === undefined || (paragraphs[at + count - 1] as string).length > LONGEST_TEASER) return 0;
    const read = readDateline(next.slice(0, OPENING_LENGTH), style, styles);
    if (read !== null && read.dateline.place !== null && read.dateline.agencies.length > 0) return count;
  }
  return 0;
}

function noteAt(paragraphs: readonly string[], at: number, style: HouseStyle | null): ReturnType<typeof noteIn> {
  return noteIn(paragraphs[at] as string, style) ?? replacingNoteIn(paragraphs.slice(at), style);
}

function noteIn(paragraph: string, style: HouseStyle | null) {
  if (style !== null && saysItReplaces(paragraph))
    return {
      text: paragraph.replace(/\s+/g, ' ').trim(),
      changes: ['update'] as ReturnType<typeof changesNoted>,
      length: paragraph.length,
    };
  for (const pattern of style === null ? [] : [...style.bodyNotes, BRACKETED_EDITORS_NOTE, BRACKETED_NOTE]) {
    const found = pattern.exec(paragraph.slice(0, 800))?.[0];
    if (found === undefined || !opensAsNote(found)) continue;
    const changes = changesNoted(found);
    const text = found
      .replace(/^\((.*)\)$/su, '$1')
      .replace(/\s+/g, ' ')
      .trim();
    return { text, changes, length: found.length };
  }
  return null;
}

const LONGEST_EMBARGO = 120;

/** A paragraph that says when the copy may be used, and nothing else. */
function embargoLine(paragraph: string): ReturnType<typeof noteIn> {
  const text = paragraph.trim();
  if (text.length > LONGEST_EMBARGO || !EMBARGO_OPENS.test(text) || !holdsBack(text)) return null;
  return { text: text.replace(/\s+/g, ' '), changes: [], length: paragraph.length };
}

/** In capitals, or a label with its colon: prose of an embargo has neither. */
const EMBARGO_OPENS = /^[\s(*+-]{0,4}(?:[^\p{Ll}]{8,120}$|\p{L}[\p{L} -]{3,24}[:：])/u;

/** A note that says that the copy below it takes the place of another story. */
function replacingNoteIn([note = '', ...copy]: readonly string[], style: HouseStyle | null): ReturnType<typeof noteIn> {
  if (style === null || !replacesAnother(note, copy)) return null;
  return { text: note.replace(/\s+/g, ' ').trim(), changes: ['correction'], length: note.length };
}

function bylineIn(line: string, style: HouseStyle | null): string | null {
  if (line.length > 200) return null;
  for (const pattern of style === null ? [] : [...style.bodyBylines, LINE_OF_WRITER]) {
    const name = pattern.exec(line.trim())?.[1];
    if (name !== undefined) return name.trim();
  }
  return null;
}
