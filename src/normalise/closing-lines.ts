import type { HouseStyle } from '../agencies/contract/house-style.ts';
import { isClosingLine, isContinued } from '../agencies/tables/closing-words.ts';
import { changesNoted, opensAsNote } from '../agencies/tables/note-words.ts';
import { withoutContactBlock } from './contact-block.ts';
import { holdsContact, isDeskContact } from './contacts.ts';
import { takeSignOff } from './sign-offs.ts';

/** What stood under the copy, as it was taken off. */
export interface Closing {
  readonly signOff: string | null;
  /** The copy says that more of it follows. */
  readonly more: boolean;
  readonly notes: readonly { readonly text: string; readonly changes: ReturnType<typeof changesNoted> }[];
}

const MOST_CLOSERS = 8;
const LONGEST_NOTE = 400;

/** Takes off the end of the copy what desks write there: who wrote, whose it is, that more follows, notes between desks. */
export function takeClosing(paragraphs: string[], style: HouseStyle | null): Closing {
  const signOffs: string[] = [];
  const notes: Closing['notes'][number][] = [];
  let more = false;
  if (style !== null) withoutContactBlock(paragraphs);
  for (let seen = 0; seen < MOST_CLOSERS && paragraphs.length > 0; seen += 1) {
    const last = (paragraphs.at(-1) as string).trim();
    const signOff = takeSignOff(paragraphs, style);
    if (signOff !== null) {
      signOffs.unshift(signOff);
      continue;
    }
    const isMore = isContinued(last);
    const note = style === null || paragraphs.length < 2 ? null : noteBelow(last);
    if (!isMore && note === null && !(paragraphs.length > 1 && saysNothing(last, style))) break;
    paragraphs.pop();
    more ||= isMore;
    if (note !== null) notes.unshift(note);
  }
  return { signOff: signOffs.join('\n') || null, more, notes };
}

/** A line that is empty, ends the copy, claims rights in it, or says how to reach the desk. */
function saysNothing(last: string, style: HouseStyle | null): boolean {
  if (last === '' || style === null) return last === '';
  return isClosingLine(last) || isDeskContact(last) || isAgencyContact(last, style);
}

const LONGEST_CONTACT = 120;

/** The agency's name with its address or telephone number: "Vilnius, +370 5 555 0188, BNS". */
function isAgencyContact(last: string, { name }: HouseStyle): boolean {
  const namesAgency = name !== '' && last.split(/[\s,;()/]+/).includes(name);
  return namesAgency && last.length <= LONGEST_CONTACT && !/[.!?]$/.test(last) && holdsContact(last);
}

/** A note between desks under the copy: in brackets, or behind a word for editors; its first word is a note's. */
function noteBelow(last: string): Closing['notes'][number] | null {
  const bracketed = /^\((?:eds?|editors?|attn)\s?[:.-]\s?([^()]{3,300})\)$/iu.exec(last)?.[1];
  const text = (bracketed ?? last).replace(/\s+/g, ' ').trim();
  if (bracketed === undefined && !(last.length <= LONGEST_NOTE && NOTE_OPENING.test(last) && opensAsNote(last)))
    return null;
  return { text, changes: changesNoted(text) };
}

/** A correction told under the copy: "Berichtigt wird …", "Rättar …". */
const NOTE_OPENING = /^(?:eds?\s?:|(?:berichtigt|korrigiert|rättar|retter|corrige|rectifie|corregge)(?!\p{L}))/iu;
