import { closingCredit, isAgencyAlone, namesAnyAgency } from './agency-words.ts';
import { goesOn } from './goes-on.ts';
import { ownSentences, type PageVoice } from './own-voice.ts';
import { readDateLine } from './stated-dates.ts';
import { captionCredit } from './text-captions.ts';
import type { PagePicture, TextKind, TextLine } from './text-line.ts';
import { verdictsOn } from './text-verdicts.ts';
import { isWriterTitle, opensWriter, readLabelledName, readNameAlone, readSigned } from './text-writer.ts';
import { sharedStems, stemsOf } from './word-stems.ts';

/** The story below its head. */
export interface StoryBody {
  readonly paragraphs: readonly string[];
  readonly pictures: readonly PagePicture[];
  readonly credits: readonly string[];
  /** Who wrote it, where that stands below the story. */
  readonly byline: string | null;
  readonly dropped: readonly string[];
}

/** Kinds that close a story when most of it stands above them. */
const CLOSING: ReadonlySet<TextKind> = new Set<TextKind>(['credit', 'initials', 'rights', 'comments', 'tags', 'date']);
const NAMED_END: ReadonlySet<TextKind> = new Set<TextKind>(['credit', 'initials', 'rights']);

/**
 * Reads the story from its first paragraph on. `lines` is the whole page, `start` the place of that paragraph, `byline`
 * the names that stand above the story.
 */
export function readStoryBody(
  lines: readonly TextLine[],
  start: number,
  headline: number,
  byline: string | null,
): StoryBody {
  const end = Math.min(endOfStory(lines, start), startOfWriterBox(lines, start, byline));
  const story = lines.slice(start, end);
  const kept = verdictsOn(story, ownSentences(story, voiceOf(lines, headline, byline)));
  const paragraphs: string[] = [];
  const pictures: PagePicture[] = [];
  const dropped: string[] = [];
  for (const [at, { text }] of story.entries()) {
    const verdict = kept[at];
    if (verdict === 'copy') paragraphs.push(text);
    else if (verdict === 'caption')
      pictures.push({ caption: text, credit: captionCredit(text) ?? creditBeside(story, at) });
    else dropped.push(text);
  }
  const below = lines.slice(start);
  const named = below
    .slice(1, end - start + NEAR_WRITER)
    .map((line, at) =>
      isUnderRelated(below, at + 1) || isUnderTitle(below, at + 1)
        ? null
        : (readSigned(line) ?? namedOverAddress(below, at + 1) ?? namedUnderLabel(below, at + 1)),
    );
  return {
    paragraphs,
    pictures,
    credits: creditsOf(lines, start, end),
    byline: named.find((name) => name !== null) ?? null,
    dropped: [
      ...dropped,
      ...lines
        .slice(end)
        .filter(({ kind }) => kind !== 'credit')
        .map(({ text }) => text),
    ],
  };
}

/** So many lines of a page's beginning and end may name the paper. */
const NEAR_EDGE = 12;

/** The names of writers and paper: the paper's stands alone above the headline, and again in another line. */
function voiceOf(lines: readonly TextLine[], headline: number, byline: string | null): PageVoice {
  const edges = [...lines.slice(0, Math.max(headline, 0)), ...lines.slice(-NEAR_EDGE)].slice(0, 3 * NEAR_EDGE);
  const title = stemsOf(lines[headline]?.text ?? '');
  const papers = edges
    .filter(({ kind, sentence, text }) => kind === 'copy' && !sentence && PAPER.test(text))
    .map(({ text }) => text)
    .filter((name) => edges.some(({ text }) => text !== name && isNamedIn(name, text)))
    .filter((name) => sharedStems(stemsOf(name), title) === 0);
  return {
    writers: byline?.split(/,| (?:and|und|et|y|e|en|og|och|ja|i|и|&) /u).map((name) => name.trim()) ?? [],
    papers,
    title,
  };
}

const isNamedIn = (name: string, text: string): boolean => {
  const at = text.indexOf(name);
  return at >= 0 && !/^[\p{L}\p{M}]/u.test(text.slice(at + name.length));
};

/** A name of one to four words with capitals. */
const PAPER = /^(?:\p{Lu}[\p{L}\d.&’'-]{1,24}\s?){1,4}$/u;

/** A name under a label that says that it is the writer's. */
const namedUnderLabel = (lines: readonly TextLine[], at: number): string | null =>
  opensWriter(lines[at]?.text ?? '') ? readLabelledName(lines[at + 1]?.text ?? '') : null;

/** A name on a line of its own over the address of who bears it. */
function namedOverAddress(lines: readonly TextLine[], at: number): string | null {
  const { kind, sentence, text } = lines[at] as TextLine;
  const isAddress = /^\S{1,60}@\S{1,60}\.\S{1,20}$/u.test(lines[at + 1]?.text ?? '');
  return isAddress && kind === 'copy' && !sentence ? readNameAlone(text) : null;
}

function creditBeside(story: readonly TextLine[], at: number): string | null {
  const below = story[at + 1];
  if (below?.kind === 'picture-credit') return below.text;
  const above = story[at - 1];
  return above?.kind === 'picture-credit' && above.gap === 1 && story[at]?.isCaption === true ? above.text : null;
}

/** So many lines below its end a story's credit may stand. */
const NEAR_END = 4;
const NEAR_WRITER = 6;

function creditsOf(lines: readonly TextLine[], start: number, end: number): string[] {
  const near = lines
    .slice(start, end + NEAR_END)
    .filter(({ kind, text }) => kind === 'credit' || (kind === 'rights' && namesAnyAgency(text)));
  return near.map(({ text }) => text.replace(/^[—–\-\s]+/, ''));
}

/** Where the story ends: behind its last paragraph, or at what closes it when most of the text stands above. */
function endOfStory(lines: readonly TextLine[], start: number): number {
  const running = lines.map((line, at) => (at >= start && line.kind === 'copy' && line.sentence ? line.length : 0));
  const total = running.reduce((sum, length) => sum + length, 0);
  let above = 0;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] as TextLine;
    above += running[at] ?? 0;
    if (above * 2 >= total && line.kind === 'copy' && closingCredit(line.text) !== null) return at + 1;
    if (at > start && closesStory(lines, start, at, above / total)) return at;
  }
  return lines.length;
}

/** So much of the prose stands above a credit that closes a story, and so much above tags, dates and comments. */
const ABOVE_CREDIT = 1 / 2;
const ABOVE_TAGS = 2 / 3;

function closesStory(lines: readonly TextLine[], start: number, at: number, share: number): boolean {
  const line = lines[at] as TextLine;
  if (isUnderRelated(lines, at) || !mayClose(line)) return false;
  const isNamedEnd = NAMED_END.has(line.kind);
  if (share < (isNamedEnd ? ABOVE_CREDIT : ABOVE_TAGS)) return false;
  // An agency alone may be a picture's, or an entry's of a live page.
  return (isNamedEnd && !isAgencyAlone(line.text)) || !goesOn(lines, start, at);
}

const mayClose = (line: TextLine): boolean => CLOSING.has(line.kind) && (line.kind !== 'date' || isLabelled(line));

/** True for what may stand under the title of another story, below a heading of its own: its writer, its date. */
const isUnderRelated = (lines: readonly TextLine[], at: number): boolean =>
  [lines[at - 1], lines[at - 2]].some((above) => above?.kind === 'related' && !/[:：]\s?\S/u.test(above.text));

/** Right under a line of some length that is no sentence stands who wrote the story that it is the title of. */
function isUnderTitle(lines: readonly TextLine[], at: number): boolean {
  const above = lines[at - 1];
  return (
    above !== undefined && above.gap === 1 && above.kind === 'copy' && !above.sentence && above.length >= SHORTEST_TITLE
  );
}
const SHORTEST_TITLE = 25;

/** A date alone may belong to the title of another story above it. */
const isLabelled = ({ text }: TextLine): boolean =>
  readDateLine(text)?.dates.some(({ label }) => label !== null) ?? false;

/** Below the story the name of its writer stands once more, over a line that says who that is. */
function startOfWriterBox(lines: readonly TextLine[], start: number, byline: string | null): number {
  if (byline === null) return lines.length;
  const names = byline.toLowerCase();
  const box = lines.findIndex(
    ({ text, sentence }, at) =>
      at > start &&
      !sentence &&
      text.includes(' ') &&
      names.includes(text.toLowerCase()) &&
      lines
        .slice(at + 1, at + 2)
        .every((next) => (next.sentence && next.text.length < LONGEST_ABOUT) || isWriterTitle(next.text)),
  );
  return box < 0 ? lines.length : box;
}

/** What a page says of a writer is no longer than this. */
const LONGEST_ABOUT = 300;
