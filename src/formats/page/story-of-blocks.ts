import type { Element, ParentNode } from 'domhandler';
import { isAboutWriter, opensWithName } from './about-writer.ts';
import { withoutSpace } from './article-body.ts';
import { isSiteWord, opensAsSite } from './furniture-words.ts';
import { type HomesOfText, homesOfText } from './homes-of-text.ts';
import { endsSentence, kindOfLine, type LineKind, opensComments, tellsOfPicture } from './line-kinds.ts';
import { withoutRepeats } from './line-repeats.ts';
import { listsIn } from './lists-of-links.ts';
import { cutAtNextStory } from './next-story.ts';
import type { PageBlock } from './page-blocks.ts';
import { deckOf } from './page-deck.ts';
import { fold } from './page-headline.ts';
import { linesInSiteBoxes } from './site-boxes.ts';
import { isRunning, kindOfBlock, MOST_LINKED, type StoryLine } from './story-line.ts';

/** So far up the tree a paragraph and the story may meet, and still be one. */
const AROUND = { nearest: 3, deepest: 6 };
/** What is set as the story's own paragraphs are may stand farther off: page builders put each into boxes of its own. */
const AROUND_HOMES = { nearest: 5, deepest: 9 };
/** Shorter lines are found all over a page. */
const SHORTEST_KNOWN = 25;
/** So many lines that are no copy may stand between the story and a paragraph of it. */
const LONGEST_GAP = 3;
/** What Readability found holds at least this share of the page's prose. */
const SMALLEST_PART = 0.1;
const LONGEST_HEAD_LINE = 80;

/** The story among the blocks of a page. */
export interface StoryBlocks {
  /** The line under the headline that is set apart from the story, or null. */
  readonly deck: string | null;
  readonly blocks: readonly PageBlock[];
  readonly creditLine: string | null;
  /** Lines that are nothing but a byline. */
  readonly bylines: readonly string[];
  readonly captions: readonly string[];
}

/** What a page says of its story beside it. */
export interface PageWords {
  readonly headline: string | null;
  readonly description: readonly string[];
  readonly authors: readonly string[];
  /** Names of the site. */
  readonly site: readonly string[];
}

/**
 * Takes the story out of a page's blocks: from the first to the last that Readability kept, what it left out between
 * them and is copy, the lines under the headline that lead to it, and the paragraphs that follow it without a break.
 */
export function storyOfBlocks(
  given: readonly PageBlock[],
  readable: string,
  { headline, description, authors, site }: PageWords,
): StoryBlocks {
  const whole = cutAtNextStory(given.flatMap(linesOfHead), headline);
  const lists = listsIn(whole);
  const read = whole.map((block): StoryLine => {
    const is = lists.has(block) ? 'related' : kindOfBlock(block);
    const core = readable.includes(withoutSpace(block.text));
    return { ...block, is, prose: isRunning(block, is), core };
  });
  const homes = homesOfText(read.filter(({ prose, core }) => prose && core));
  const lines = settled(read, homes, site);
  const lengthOf = (some: readonly StoryLine[]): number => some.reduce((sum, { text }) => sum + text.length, 0);
  const prose = lines.filter((line) => line.prose);
  // A part so small is a box beside the story, not the story.
  const found = lengthOf(prose.filter(({ core }) => core)) >= SMALLEST_PART * lengthOf(prose);
  const known = ({ core, text, is, prose: running }: StoryLine): boolean =>
    found ? core && is === 'copy' && text.length >= SHORTEST_KNOWN : running;
  const title = titleAt(lines, headline);
  const first = lines.findIndex((line, at) => at > title && known(line));
  if (first < 0) return { deck: null, ...sorted(lines.filter(({ prose }) => prose)) };
  const last = lines.findLastIndex(known);
  const story = meetingPoint(lines.find(known)!.element, lines[last]!.element);
  const headed = title >= 0 ? title : headingOf(lines.slice(0, first), headline);
  const deck = deckOf(lines, headed, first, description.map(fold));
  const from = startOf(lines, first, story, headed);
  const comments = lines.findIndex(({ text }, at) => at > first && opensComments(text));
  const isSettled = prose.filter(({ core, element }) => core && homes.holds(element)).length >= SETTLED;
  const mayFollow = ({ element }: StoryLine): boolean => isNear(element, story) && (!isSettled || homes.holds(element));
  const to = endOf(lines, comments < 0 ? last : Math.min(last, comments - 1), story, mayFollow);
  const below = lines.slice(to + 1, comments < 0 ? undefined : comments);
  const signed = title < 0 ? [] : lines.slice(title + 1, from).filter(({ is, core }) => core && IN_HEAD.has(is));
  const taken = [...signed, ...lines.slice(from, to + 1), ...textBelow(below, story, homes)].filter(
    (line) => line !== deck && (line.core || isCopy(line) || isShortParagraph(line, homes)),
  );
  return { deck: deck?.text ?? null, ...sorted(trimmed(withoutRepeats(withoutWriterAbove(taken, authors)), authors)) };
}

/** So many paragraphs tell where the others of a story stand. */
const SETTLED = 3;

/** What of the lines under a headline says whose the story is. */
const IN_HEAD: ReadonlySet<LineKind> = new Set<LineKind>(['byline', 'credit']);

/** No caption that stands among the paragraphs of a story is longer. */
const LONGEST_CAPTION = 240;

/** An address as text, set as a line of its own: it leads to where it says. */
const ADDRESS = /^(?:[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}|(?:https?:\/\/|www\.)[^\s/]{3,60}\/?)$/;

/** The lines with what is known when all have been read: boxes of the site, and paragraphs that close like a caption. */
function settled(lines: readonly StoryLine[], homes: HomesOfText, site: readonly string[]): readonly StoryLine[] {
  const boxed = linesInSiteBoxes(lines, homes, site);
  return lines.map((line): StoryLine => {
    if (boxed.has(line)) return { ...line, is: 'furniture', prose: false };
    if (ADDRESS.test(line.text) && line.core && homes.holds(line.element)) return { ...line, linked: 0 };
    const isParagraph = line.is === 'caption' && line.text.length > LONGEST_CAPTION && homes.holds(line.element);
    return isParagraph ? { ...line, is: 'copy', prose: true } : line;
  });
}

/** What stands below a box in the story, where its other paragraphs stand. A heading over other stories ends it. */
function textBelow(lines: readonly StoryLine[], story: ParentNode | null, homes: HomesOfText): readonly StoryLine[] {
  const belongs = ({ element }: StoryLine): boolean => homes.holds(element) && isNear(element, story, AROUND_HOMES);
  const end = lines.findIndex((line) => line.is === 'related' && line.kind === 'heading' && belongs(line));
  const within = lines.slice(0, end < 0 ? lines.length : end).filter(belongs);
  return within.slice(0, within.findLastIndex(({ prose }) => prose) + 1);
}

/** The lines without what tells, in a box of its own above the story, who wrote it. */
function withoutWriterAbove(lines: readonly StoryLine[], authors: readonly string[]): readonly StoryLine[] {
  const [first] = lines;
  const next = lines.slice(1).find(({ prose }) => prose);
  const isWriter =
    first !== undefined &&
    next !== undefined &&
    next.element.parent !== first.element.parent &&
    opensWithName(first.text, authors);
  return isWriter ? lines.slice(1) : lines;
}

function isCopy({ prose, is, linked, kind }: StoryLine): boolean {
  return (
    prose || (is === 'copy' && linked < MOST_LINKED && kind !== 'paragraph') || is === 'credit' || is === 'sign-off'
  );
}

/** A sentence of a few words that stands where the paragraphs of the story stand. */
const isShortParagraph = ({ is, linked, text, element }: StoryLine, homes: HomesOfText): boolean =>
  is === 'copy' && linked < MOST_LINKED && endsSentence(text) && homes.holds(element);

/** The first line of the story: paragraphs between the headline and what Readability found belong to it. */
function startOf(lines: readonly StoryLine[], first: number, story: ParentNode | null, headed: number): number {
  let from = first;
  for (let at = first - 1; at > headed && (headed >= 0 || from - at <= LONGEST_GAP); at -= 1) {
    const line = lines[at] as StoryLine;
    if (!line.prose || tellsOfPicture(line.text)) continue;
    if (headed >= 0 || isNear(line.element, story)) from = at;
  }
  return from;
}

/** Byline, agency and date are often one block of several lines. */
function linesOfHead(block: PageBlock): PageBlock[] {
  const lines = block.text.split('\n');
  if (lines.length < 2 || lines.length > 4 || block.kind !== 'paragraph') return [block];
  if (lines.some((line) => line.length > LONGEST_HEAD_LINE) || lines.every((line) => kindOfLine(line) === 'copy'))
    return [block];
  return lines.map((text) => ({ ...block, text }));
}

/** Without its marks a line keeps at least this share of its letters. */
const SHORTER = 0.6;

/** The place of the last line of the headline above the first running text, -1 where none stands there. */
function titleAt(lines: readonly StoryLine[], headline: string | null): number {
  const folded = fold(headline ?? '');
  const text = lines.findIndex(({ prose, core }) => prose && core);
  const [shortest, longest] = [folded.length * SHORTER, folded.length / SHORTER];
  return lines.slice(0, Math.max(text, 0)).findLastIndex(({ text, element }) => {
    const isMain = element.name === 'h1';
    if (text.length > longest || (text.length < shortest && !isMain)) return false;
    const line = fold(text);
    return line !== '' && (line === folded || (isMain && folded.endsWith(` ${line}`)));
  });
}

function headingOf(lines: readonly StoryLine[], headline: string | null): number {
  const folded = fold(headline ?? '');
  const exact = lines.findLastIndex(({ text }) => folded !== '' && fold(text) === folded);
  return exact >= 0 ? exact : lines.findLastIndex(({ element }) => element.name === 'h1');
}

function endOf(
  lines: readonly StoryLine[],
  last: number,
  story: ParentNode | null,
  mayFollow: (line: StoryLine) => boolean,
): number {
  let to = last;
  for (let at = last + 1; at < lines.length && at - to <= LONGEST_GAP; at += 1) {
    const line = lines[at] as StoryLine;
    if (line.is === 'related' || line.is === 'furniture' || line.linked >= MOST_LINKED) break;
    if (line.is === 'credit' || line.is === 'sign-off' || (line.prose && mayFollow(line))) to = at;
  }
  // A table that closes the story has no sentences.
  let rows = last;
  while (lines[rows + 1]?.kind === 'row' && isNear((lines[rows + 1] as StoryLine).element, story)) rows += 1;
  return Math.max(to, rows);
}

/** The innermost element that holds both. */
function meetingPoint(one: Element, other: Element): ParentNode | null {
  const above = new Set<ParentNode>();
  for (let at: ParentNode | null = one; at !== null; at = at.parent) above.add(at);
  for (let at: ParentNode | null = other; at !== null; at = at.parent) if (above.has(at)) return at;
  return null;
}

/** True for an element inside the story, or a few steps from it. */
function isNear(element: Element, story: ParentNode | null, { nearest, deepest } = AROUND): boolean {
  const around: ParentNode[] = [];
  for (let at = story; at !== null && around.length < nearest; at = at.parent) around.push(at);
  for (let at: ParentNode | null = element, up = 0; at !== null; at = at.parent, up += 1)
    if (at === story || (up <= deepest && around.includes(at))) return true;
  return false;
}

/** Without the labels and headings that no story ends with. */
function trimmed(lines: readonly StoryLine[], authors: readonly string[]): readonly StoryLine[] {
  return lines.slice(
    0,
    lines.findLastIndex((line) => endsStory(line) && !(line.is === 'copy' && isAboutWriter(line.text, authors))) + 1,
  );
}

/** A heading that is longer is a paragraph set as one. */
const LONGEST_HEADING = 160;

const isHeadingAlone = ({ name }: Element, text: string): boolean =>
  /^h[1-6]$/.test(name) && text.length <= LONGEST_HEADING;

function endsStory({ prose, is, linked, text, kind, element }: StoryLine): boolean {
  if (isHeadingAlone(element, text)) return false;
  if (prose || is === 'credit' || is === 'sign-off') return true;
  if (is !== 'copy' || linked >= MOST_LINKED || kind === 'heading') return false;
  return kind !== 'paragraph' || endsSentence(text) || text.length > 60;
}

/** "… in the capital. [read more]": a button in brackets behind a sentence. */
const BUTTON_AT_END = /(?<=[.!?…]["”»]?)\s?[[(]([^[\]()]{4,30})[\])]$/u;

function withoutButton(block: PageBlock): PageBlock {
  const button = BUTTON_AT_END.exec(block.text.slice(-60));
  const words = button?.[1] ?? '';
  return button !== null && (opensAsSite(words) || isSiteWord(words))
    ? { ...block, text: block.text.slice(0, -button[0].length) }
    : block;
}

const LONGEST_NAME = 40;

/** A few words above the first paragraph, in another element than that and no sentence: a name, a place, a section. */
function isNoText({ is, kind, text, element }: PageBlock & { readonly is: LineKind }, first: PageBlock): boolean {
  return (
    is === 'copy' &&
    kind === 'paragraph' &&
    text.length <= LONGEST_NAME &&
    !endsSentence(text) &&
    element.name !== first.element.name
  );
}

/** Lines that are no part of the running text wherever they stand. */
const BESIDE_TEXT: ReadonlySet<LineKind> = new Set(['caption', 'byline', 'credit', 'related', 'furniture']);

function sorted(lines: readonly StoryLine[]): Omit<StoryBlocks, 'deck'> {
  const blocks: PageBlock[] = [];
  const first = lines.findIndex(({ prose }) => prose);
  const last = lines.findLastIndex(({ prose }) => prose);
  const credits = lines.filter(
    // Amid the story, and with a copyright sign above it, a credit is a picture's.
    ({ is, text }, at) => is === 'credit' && (at > last || (at < first && !/^[©(]/.test(text))),
  );
  const textsOf = (kind: LineKind): string[] => lines.filter(({ is }) => is === kind).map(({ text }) => text);
  for (const [at, { is, prose, core: _, ...block }] of lines.entries()) {
    if (BESIDE_TEXT.has(is) || (is === 'date' && (at < first || at > last))) continue;
    if (at < first && isNoText({ is, ...block }, lines[first]!)) continue;
    if (block.linked < 0.9 || block.kind === 'row' || prose) blocks.push(withoutButton(block));
  }
  const creditLine = credits.at(-1)?.text.replace(/^[—–-]\s*/, '') ?? null;
  return { blocks, creditLine, bylines: textsOf('byline'), captions: textsOf('caption') };
}
