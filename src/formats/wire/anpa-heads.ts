import type { CopyLine } from './anpa-copy.ts';
import type { Draft } from './draft.ts';

const MEDIA = /^AP (Photo|Video|Graphic)s?\b/i;
const NOTE =
  /^(?:Eds?|Editors?|(?:EDITOR|Editor)['’]?[Ss]?['’]? (?:NOTE|Note)|Note to (?:editors|subscribers)|Attention(?: editors)?|Advisory|Embargo(?:ed)?|Hold for release|For release)\b\s*[:_—–-]*\s*/i;
const LABEL =
  /^(?:Eds?|Editors?|(?:EDITOR|Editor)['’]?[Ss]?['’]? (?:NOTE|Note)|Note to (?:editors|subscribers)|Attention(?: editors)?)\s*[:_—–-]+\s*/i;
const STATE =
  /^(?:(?:(?:bulletin|mandatory) )?(?:kill|withhold|correction|corrective|advisory|eliminate|elimination)|adv(?:ance)?\.?\s?\d{0,2}(?:-\d{1,2})?)$/i;
/** Kinds of filing that are no story of their own. */
const STATE_OF_HEADER = /^(?:\d{1,2}(?:st|nd|rd|th) add|(?:(?:bulletin|mandatory) )?kill|withhold|elimination)$/i;
const ADD = /\b(\d{1,2})(?:st|nd|rd|th) Add\b/i;

/**
 * Reads the lines over the copy. The first repeats the keyword and says what kind of filing it is, the next is the
 * headline; then pictures, notes, summary, byline. Where there is no copy below (`hasText` false) the lines after the
 * headline are the copy: they come back.
 * @param filing what the header says behind the keyword ("2nd Add", "KILL"), for wires that send no slug line
 */
export function readAnpaHeads(
  draft: Draft,
  heads: readonly CopyLine[],
  { hasText, keyword, filing }: { hasText: boolean; keyword: string; filing: string | null },
): string[] {
  const first = heads[0]?.text ?? '';
  const { slug, hasSlug } = slugOf(first, keyword, filing);
  const { isAdd } = readState(draft, slug);
  const over: string[] = [];
  for (const { text } of heads.slice(hasSlug ? 1 : 0))
    if (!readAside(draft, text) && !readStoryLine(draft, text, { isAdd, hasText })) over.push(text);
  // Others send no slug line, and their headline first.
  if (!isAdd && hasText && draft.get('headline') === null && isHeadline(first))
    draft.set('headline', first, 'head lines');
  return over;
}

/** What kind of filing it is, in the words of the slug line or of the header, and whether the first line is a slug line. */
function slugOf(first: string, keyword: string, filing: string | null): { slug: string; hasSlug: boolean } {
  if (filing !== null && !repeats(first, keyword) && STATE_OF_HEADER.test(filing))
    return { slug: `,${filing}`, hasSlug: false };
  // Some send no slug line: their first line is a note already.
  return LABEL.test(first) ? { slug: '', hasSlug: false } : { slug: first, hasSlug: true };
}

/** Takes a line as what an add is added to, as the headline or as a summary; false for a line of copy. */
function readStoryLine(draft: Draft, text: string, { isAdd, hasText }: { isAdd: boolean; hasText: boolean }): boolean {
  if (isAdd) draft.signal('pickUp', text);
  else if (draft.get('headline') === null) draft.set('headline', text, 'head lines');
  else if (hasText) draft.summary('text', text, 'head lines');
  else return false;
  return true;
}

function repeats(line: string, keyword: string): boolean {
  const [written, named] = [line, keyword].map((text) => text.replace(/[\s-]/g, '').toLowerCase());
  return written!.startsWith(named!);
}

/** True for words in a row that neither name a cycle of papers nor say what kind of filing it is. */
const isHeadline = (text: string): boolean =>
  text.split(' ').length >= 3 && !/^(?:bc|am|pm|ap)-|,/i.test(text) && !LABEL.test(text) && !STATE.test(text);

/** Pictures, notes, bylines and what stands under them; false for a headline, a summary or copy. */
function readAside(draft: Draft, text: string): boolean {
  const bracketed = /^\((.*)\)$/.exec(text)?.[1] ?? null;
  const media = MEDIA.exec(text)?.[1];
  if (media !== undefined) draft.add('mediaAnnounced', media, 'head lines');
  else if (bracketed !== null || NOTE.test(text)) readNote(draft, (bracketed ?? text).replace(LABEL, ''));
  else if (/^By /i.test(text)) draft.add('bylines', text, 'head lines');
  else return draft.finish().bylines.length > 0 || STATE.test(text);
  return true;
}

function readNote(draft: Draft, text: string): void {
  draft.note(text, 'Eds').signal('advisory', text);
}

function readState(draft: Draft, slug: string): { isAdd: boolean } {
  const full = slug.replace(/,\s*\d*$/, '');
  // The slug itself may hold any of these words: "Police-Kill".
  const state = /,\s*([^,\s][^,]*)$/.exec(full)?.[1] ?? '';
  draft.signal('takeKey', state);
  if (/\b(?:writethru|\d(?:st|nd|rd|th) ld)\b/i.test(state)) draft.signal('instruction', 'Update');
  if (/\bcorrective\b|\bcorrection\b/i.test(state)) draft.signal('instruction', 'Correction');
  if (/^(?:(?:bulletin |mandatory )?kill|elimination)$/i.test(state)) draft.signal('killWord', 'KILL');
  if (/^withhold$/i.test(state)) draft.signal('status', 'Withheld');
  if (/^advisory$/i.test(state)) draft.signal('itemType', 'Advisory');
  const add = ADD.exec(state)?.[1];
  if (add !== undefined) draft.take(Number(add) + 1);
  return { isAdd: add !== undefined };
}
