import { closingCredit, namesAnyAgency } from './agency-words.ts';
import { opensAsSite, speaksOfItself, speaksOfStory } from './furniture-words.ts';
import { readDateLine } from './stated-dates.ts';
import { captionCredit } from './text-captions.ts';
import type { PagePicture, TextKind, TextLine } from './text-line.ts';
import { isRunning } from './text-prose.ts';
import { isWriterTitle, readNameAlone, readSigned } from './text-writer.ts';
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
/** A line without the end of a sentence is copy from this length on. */
const LONG = 110;
/** Of the paragraphs of a page with blank lines so many stand alone. */
const MOSTLY = 0.7;

/**
 * Reads the story from its first paragraph on. `lines` is the whole page, `start` the place of that paragraph, `byline`
 * the names that stand above the story.
 */
export function readStoryBody(lines: readonly TextLine[], start: number, byline: string | null): StoryBody {
  const end = Math.min(endOfStory(lines, start), startOfWriterBox(lines, start, byline));
  const story = lines.slice(start, end);
  const kept = verdicts(story);
  const paragraphs: string[] = [];
  const pictures: PagePicture[] = [];
  const dropped: string[] = [];
  for (const [at, { text }] of story.entries()) {
    const verdict = kept[at];
    if (verdict === 'copy') paragraphs.push(text);
    else if (verdict === 'caption')
      pictures.push({ caption: text, credit: captionCredit(text) ?? creditBelow(story, at) });
    else dropped.push(text);
  }
  const below = lines.slice(start);
  const named = below
    .slice(1, end - start + NEAR_WRITER)
    .map((line, at) => (isUnderRelated(below, at + 1) ? null : (readSigned(line) ?? namedOverAddress(below, at + 1))));
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

/** A name on a line of its own over the address of who bears it. */
function namedOverAddress(lines: readonly TextLine[], at: number): string | null {
  const { kind, sentence, text } = lines[at] as TextLine;
  const isAddress = /^\S{1,60}@\S{1,60}\.\S{1,20}$/u.test(lines[at + 1]?.text ?? '');
  return isAddress && kind === 'copy' && !sentence ? readNameAlone(text) : null;
}

const creditBelow = (story: readonly TextLine[], at: number): string | null =>
  story[at + 1]?.kind === 'picture-credit' ? (story[at + 1]?.text ?? null) : null;

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
    const isClosed = line.kind === 'copy' && closingCredit(line.text) !== null;
    if (isClosed && above * 2 >= total) return at + 1;
    if (isUnderRelated(lines, at)) continue;
    if (at <= start || !CLOSING.has(line.kind) || (line.kind === 'date' && !isLabelled(line))) continue;
    if (NAMED_END.has(line.kind) ? above * 2 >= total : above * 1.5 >= total && !goesOn(lines, start, at)) return at;
  }
  return lines.length;
}

/** True for what may stand under the title of another story, below a heading of its own: its writer, its date. */
const isUnderRelated = (lines: readonly TextLine[], at: number): boolean =>
  [lines[at - 1], lines[at - 2]].some((above) => above?.kind === 'related' && !/[:：]\s?\S/u.test(above.text));

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

/** So many lines above and below a closing line are asked. */
const NEAR_CLOSING = 60;

/** True when below a line that may close the story stands a sentence that speaks of it. */
function goesOn(lines: readonly TextLine[], start: number, at: number): boolean {
  const told = stemsOf(
    lines
      .slice(Math.max(start, at - NEAR_CLOSING), at)
      .map(({ kind, text }) => (kind === 'copy' ? text : ''))
      .join(' '),
  );
  return lines.slice(at, at + NEAR_CLOSING).some((line) => {
    if (line.kind !== 'copy' || !line.sentence || opensAsSite(line.text)) return false;
    const stems = stemsOf(line.text);
    return sharedStems(stems, told) >= 2 || (stems.size <= 4 && sharedStems(stems, told) > 0);
  });
}

type Verdict = 'copy' | 'caption' | 'no';

function verdicts(story: readonly TextLine[]): Verdict[] {
  const parted = isParted(story);
  const boxes = parted ? boxesOf(story) : new Set<number>();
  const last = story.findLastIndex((line, at) => !boxes.has(at) && isCopy(line));
  const found: Verdict[] = [];
  const told = stemsOf(
    story
      .filter(isCopy)
      .map(({ text }) => text)
      .join(' '),
  );
  for (const [at, line] of story.entries())
    found.push(verdictOf(story, line, at, { boxes, parted, last, told, found }));
  return found;
}

interface Around {
  /** The lines of boxes that the page set into the story. */
  readonly boxes: ReadonlySet<number>;
  /** The page parts its paragraphs with blank lines. */
  readonly parted: boolean;
  readonly last: number;
  /** What the paragraphs speak of. */
  readonly told: ReadonlySet<string>;
  /** The verdicts on the lines above. */
  readonly found: readonly Verdict[];
}

function verdictOf(story: readonly TextLine[], line: TextLine, at: number, around: Around): Verdict {
  const { boxes, parted, last, found } = around;
  if (at === 0) return 'copy';
  if (line.kind === 'caption') return 'caption';
  if (line.kind === 'sign-off') return 'copy';
  if (line.kind !== 'copy' || boxes.has(at) || at > last) return 'no';
  if (at === last && line.length < 200 && opensAsSite(line.text)) return 'no';
  const next = story[at + 1];
  if (
    next?.kind === 'picture-credit' &&
    story[at - 1]?.kind !== 'related' &&
    ((line.gap === 1 && parted) || !line.sentence)
  )
    return 'caption';
  const above = story[at - 1] as TextLine;
  if (isCopy(line)) {
    if (
      found[at - 1] === 'no' &&
      (isQuestion(line) || (above.kind === 'related' && line.length < 120 && /[!！]$/u.test(line.text)))
    )
      return 'no';
    if (line.length < 200 && opensAsSite(line.text) && (speaksOfItself(line.text) || found[at - 1] === 'no'))
      return 'no';
    return 'copy';
  }
  if (isItem(line.text)) return found[at - 1] === 'copy' ? 'copy' : 'no';
  return isCrosshead(story, at, around) ? 'copy' : 'no';
}

const isItem = (text: string): boolean => /^(?:[•·▪◦*–—-]\s|\d{1,2}[.)]\s|["“„«「])/u.test(text);

/** A question alone, as headings and titles of other stories are. */
const isQuestion = ({ text, length }: TextLine): boolean =>
  length < 120 && /^[^.。।]*[?？؟;]$/u.test(text) && /[?？؟]$/u.test(text);

/** A sentence, or a line as long as a paragraph. */
function isCopy(line: TextLine): boolean {
  return (
    isRunning(line) ||
    (line.kind === 'copy' &&
      ((line.sentence && /[\p{L}\p{M}][\p{L}\p{M}]/u.test(line.text) && line.length >= 8) || line.length >= LONG))
  );
}

/** One short line between two paragraphs heads what follows; two in a row are the page's own. */
function isCrosshead(story: readonly TextLine[], at: number, { told, found }: Around): boolean {
  const line = story[at] as TextLine;
  const next = story[at + 1];
  if (next === undefined || !isCopy(next) || isQuestion(next) || opensAsSite(next.text) || found[at - 1] !== 'copy')
    return false;
  if (sharedStems(stemsOf(line.text), told) === 0) return false;
  return (
    line.length <= 90 &&
    !/[:：]$/.test(line.text) &&
    !/(?<!\p{L})(?:our|notre|nos|unser[e]?|nuestr[oa]s?|noss[oa]s?|nostr[oaie]|onze|vår[t]?|vores)(?!\p{L})/iu.test(
      line.text,
    )
  );
}

/**
 * On a page that parts its paragraphs with blank lines, lines that stand together are a box of the page as soon as one
 * of them is: the letter that is offered, the list of other stories.
 */
function boxesOf(story: readonly TextLine[]): ReadonlySet<number> {
  const boxed = blocksOf(story).filter((block) => {
    if (block.length < 2) return false;
    const lines = block.map((at) => story[at] as TextLine);
    const opens = lines[0] as TextLine;
    if (isRunning(opens) && opens.length >= 110) return false;
    return lines.some(
      ({ kind, text, sentence }) =>
        kind === 'site' ||
        kind === 'related' ||
        kind === 'tags' ||
        (kind === 'copy' && (!sentence || !opens.sentence) && speaksOfItself(text)) ||
        (kind === 'copy' && !sentence && speaksOfStory(text)) ||
        (kind === 'copy' && opensAsSite(text)),
    );
  });
  return new Set(boxed.flatMap((block) => (endsInStory(story, block) ? block.slice(0, -1) : block)));
}

/** A button or the title of another story, and below it without a blank line the next paragraph of this one. */
function endsInStory(story: readonly TextLine[], block: readonly number[]): boolean {
  const last = story[block.at(-1) as number] as TextLine;
  if (!isRunning(last) || opensAsSite(last.text) || speaksOfItself(last.text)) return false;
  const outside = story.filter((line, at) => !block.includes(at) && isRunning(line));
  return sharedStems(stemsOf(last.text), stemsOf(outside.map(({ text }) => text).join(' '))) >= 2;
}

function isParted(story: readonly TextLine[]): boolean {
  const running = blocksOf(story).filter((block) => block.some((at) => isRunning(story[at] as TextLine)));
  const alone = running.filter((block) => block.length === 1).length;
  return running.length >= 3 && alone >= running.length * MOSTLY;
}

function blocksOf(story: readonly TextLine[]): number[][] {
  const blocks: number[][] = [];
  let open: number[] = [];
  for (const [at, { gap }] of story.entries()) {
    open.push(at);
    if (gap <= 1 && at < story.length - 1) continue;
    blocks.push(open);
    open = [];
  }
  return blocks;
}
