import type { Element, ParentNode } from 'domhandler';
import { isAboutWriter, opensWithName } from './about-writer.ts';
import { withoutSpace } from './article-body.ts';
import { opensAsSite, speaksOfItself } from './furniture-words.ts';
import { endsSentence, isProse, kindOfLine, type LineKind, opensComments, tellsOfPicture } from './line-kinds.ts';
import { listsIn } from './lists-of-links.ts';
import { cutAtNextStory } from './next-story.ts';
import type { PageBlock } from './page-blocks.ts';
import { fold } from './page-headline.ts';
import { isDateLine } from './stated-dates.ts';
import { isRelatedLine, keepsRights } from './text-line.ts';

/** Above this share of links a line is no copy. */
const MOST_LINKED = 0.4;
/** So far up the tree a paragraph and the story may meet, and still be one. */
const NEAREST = 3;
const DEEPEST = 6;
/** Shorter lines are found all over a page. */
const SHORTEST_KNOWN = 25;
/** So many lines that are no copy may stand between the story and a paragraph of it. */
const LONGEST_GAP = 3;
/** What Readability found holds at least this share of the page's prose. */
const SMALLEST_PART = 0.1;
const LONGEST_LABEL = 600;
const LONGEST_HEAD_LINE = 80;
/** The desks of AFP close their copy with the initials of those who wrote and edited it. */
const INITIALS = /^\p{Ll}{2,4}(?:[/-]\p{Ll}{2,4}){1,6}$/u;

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
}

interface Line extends PageBlock {
  readonly is: LineKind;
  readonly prose: boolean;
  /** Readability took it for the story. */
  readonly core: boolean;
}

/**
 * Takes the story out of a page's blocks: from the first to the last that Readability kept, what it left out between
 * them and is copy, the lines under the headline that lead to it, and the paragraphs that follow it without a break.
 */
export function storyOfBlocks(
  given: readonly PageBlock[],
  readable: string,
  { headline, description, authors }: PageWords,
): StoryBlocks {
  const whole = cutAtNextStory(given.flatMap(linesOfHead), headline);
  const lists = listsIn(whole);
  const lines = whole.map((block): Line => {
    const is = lists.has(block) ? 'related' : block.text.length > LONGEST_LABEL ? 'copy' : kindOfBlock(block);
    const prose = is === 'copy' && block.linked < MOST_LINKED && isProse(block.text);
    return { ...block, is, prose, core: readable.includes(withoutSpace(block.text)) };
  });
  const lengthOf = (some: readonly Line[]): number => some.reduce((sum, { text }) => sum + text.length, 0);
  const prose = lines.filter((line) => line.prose);
  // A part so small is a box beside the story, not the story.
  const found = lengthOf(prose.filter(({ core }) => core)) >= SMALLEST_PART * lengthOf(prose);
  const known = ({ core, text, is, prose: running }: Line): boolean =>
    found ? core && is === 'copy' && text.length >= SHORTEST_KNOWN : running;
  const first = lines.findIndex(known);
  if (first < 0) return { deck: null, ...sorted(lines.filter(({ prose }) => prose)) };
  const last = lines.findLastIndex(known);
  const story = meetingPoint(lines[first]!.element, lines[last]!.element);
  const headed = headingOf(lines.slice(0, first), headline);
  const deck = deckOf(lines, headed, first, description.map(fold));
  const from = startOf(lines, first, story, headed);
  const comments = lines.findIndex(({ text }, at) => at > first && opensComments(text));
  const to = endOf(lines, comments < 0 ? last : Math.min(last, comments - 1), story);
  const taken = lines.slice(from, to + 1).filter((line) => line !== deck && (line.core || isCopy(line)));
  return { deck: deck?.text ?? null, ...sorted(trimmed(withoutWriterAbove(taken, authors), authors)) };
}

/** The lines without what tells, in a box of its own above the story, who wrote it. */
function withoutWriterAbove(lines: readonly Line[], authors: readonly string[]): readonly Line[] {
  const [first] = lines;
  const next = lines.slice(1).find(({ prose }) => prose);
  const isWriter =
    first !== undefined &&
    next !== undefined &&
    next.element.parent !== first.element.parent &&
    opensWithName(first.text, authors);
  return isWriter ? lines.slice(1) : lines;
}

function kindOfBlock({ text, kind }: PageBlock): LineKind {
  if (INITIALS.test(text)) return 'sign-off';
  const is = kindOfLine(text);
  if (is !== 'copy' || kind === 'row' || kind === 'preformatted') return is;
  if (isDateLine(text) || FILED.test(text)) return 'date';
  if (isRelatedLine(text)) return 'related';
  if (keepsRights(text)) return 'furniture';
  return text.length <= LONGEST_OF_SITE && opensAsSite(text) && speaksOfItself(text) ? 'furniture' : is;
}

const LONGEST_OF_SITE = 320;
/** "04/03/2025 - Publicado por: Ida Holm - Categoria: Mar": the day, and labels with what they say. */
const FILED =
  /^(?=.{0,200}\d{4})(?:[^:]{0,60}[-–—|·•]\s?)?(?:(?:publicado|postado|posted|published|veröffentlicht|publié|filed|categoria|categoría|category|kategorie|tags?|por|by|von|in)[^:]{0,20}:\s?[^:]{1,60}){2,4}$/iu;

function isCopy({ prose, is, linked, kind }: Line): boolean {
  return (
    prose || (is === 'copy' && linked < MOST_LINKED && kind !== 'paragraph') || is === 'credit' || is === 'sign-off'
  );
}

/** The first line of the story: paragraphs between the headline and what Readability found belong to it. */
function startOf(lines: readonly Line[], first: number, story: ParentNode | null, headed: number): number {
  let from = first;
  for (let at = first - 1; at > headed && (headed >= 0 || from - at <= LONGEST_GAP); at -= 1) {
    const line = lines[at] as Line;
    if (!line.prose || tellsOfPicture(line.text)) continue;
    if (headed >= 0 || isNear(line.element, story)) from = at;
  }
  return from;
}

const DECK =
  /(?:^|[\s_-])(?:sub-?line|abstract|article-?intro|deck|dek|stand-?first|sub-?title|sub-?head(?:line|ing)?|chapo|chapeau|vorspann|untertitel|unterzeile|sottotitolo|bajada|copete|entradilla|sumario|summary|excerpt|ingress|strapline)(?:$|[\s_-])/i;
const SHORTEST_DECK = 25;
const LONGEST_DECK = 400;
/** So many lines after the headline a deck may stand. */
const NEXT_LINES = 4;

/** The line after the headline, or the first of the story, that is named or set as a deck and leads to a paragraph. */
function deckOf(lines: readonly Line[], headed: number, first: number, described: readonly string[]): Line | null {
  const from = headed >= 0 ? headed + 1 : first;
  for (let at = from; at <= first && at < from + NEXT_LINES; at += 1) {
    const line = lines[at] as Line;
    if (line.is !== 'copy' || line.linked >= MOST_LINKED) continue;
    if (line.text.length < SHORTEST_DECK || line.text.length > LONGEST_DECK) continue;
    const { name, attribs } = line.element;
    const next = lines.slice(at + 1).find(({ prose }) => prose);
    // A page describes itself by its deck, and just as often by its first paragraph, which stands among the others.
    const isDescription =
      next !== undefined && line.element.parent !== next.element.parent && isDescribed(line.text, described);
    const named = isDescription || DECK.test(`${attribs?.class ?? ''} ${attribs?.itemprop ?? ''}`);
    const after = lines[at + 1];
    const set =
      line.kind === 'heading' && name !== 'h1' && (after?.kind !== 'heading' || after.is === 'related') && headed >= 0;
    return (named || set) && lines.slice(at + 1).some(({ prose }) => prose) ? line : null;
  }
  return null;
}

function isDescribed(text: string, described: readonly string[]): boolean {
  const folded = fold(text);
  return described.some((each) => each === folded || (each.length >= 60 && folded.startsWith(each.slice(0, -3))));
}

/** Byline, agency and date are often one block of several lines. */
function linesOfHead(block: PageBlock): PageBlock[] {
  const lines = block.text.split('\n');
  if (lines.length < 2 || lines.length > 4 || block.kind !== 'paragraph') return [block];
  if (lines.some((line) => line.length > LONGEST_HEAD_LINE) || lines.every((line) => kindOfLine(line) === 'copy'))
    return [block];
  return lines.map((text) => ({ ...block, text }));
}

function headingOf(lines: readonly Line[], headline: string | null): number {
  const folded = fold(headline ?? '');
  const exact = lines.findLastIndex(({ text }) => folded !== '' && fold(text) === folded);
  return exact >= 0 ? exact : lines.findLastIndex(({ element }) => element.name === 'h1');
}

function endOf(lines: readonly Line[], last: number, story: ParentNode | null): number {
  let to = last;
  for (let at = last + 1; at < lines.length && at - to <= LONGEST_GAP; at += 1) {
    const line = lines[at] as Line;
    if (line.is === 'related' || line.is === 'furniture' || line.linked >= MOST_LINKED) break;
    if (line.is === 'credit' || line.is === 'sign-off' || (line.prose && isNear(line.element, story))) to = at;
  }
  // A table that closes the story has no sentences.
  let rows = last;
  while (lines[rows + 1]?.kind === 'row' && isNear((lines[rows + 1] as Line).element, story)) rows += 1;
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
function isNear(element: Element, story: ParentNode | null): boolean {
  const around: ParentNode[] = [];
  for (let at = story; at !== null && around.length < NEAREST; at = at.parent) around.push(at);
  for (let at: ParentNode | null = element, up = 0; at !== null; at = at.parent, up += 1)
    if (at === story || (up <= DEEPEST && around.includes(at))) return true;
  return false;
}

/** Without the labels and headings that no story ends with. */
function trimmed(lines: readonly Line[], authors: readonly string[]): readonly Line[] {
  return lines.slice(
    0,
    lines.findLastIndex((line) => endsStory(line) && !(line.is === 'copy' && isAboutWriter(line.text, authors))) + 1,
  );
}

function endsStory({ prose, is, linked, text, kind }: Line): boolean {
  if (prose || is === 'credit' || is === 'sign-off') return true;
  if (is !== 'copy' || linked >= MOST_LINKED || kind === 'heading') return false;
  return kind !== 'paragraph' || endsSentence(text) || text.length > 60;
}

function sorted(lines: readonly Line[]): Omit<StoryBlocks, 'deck'> {
  const blocks: PageBlock[] = [];
  const captions: string[] = [];
  const bylines: string[] = [];
  const first = lines.findIndex(({ prose }) => prose);
  const last = lines.findLastIndex(({ prose }) => prose);
  const credits = lines.filter(
    // Amid the story, and with a copyright sign above it, a credit is a picture's.
    ({ is, text }, at) => is === 'credit' && (at > last || (at < first && !/^[©(]/.test(text))),
  );
  for (const [at, { is, prose, core: _, ...block }] of lines.entries()) {
    if (is === 'caption') captions.push(block.text);
    else if (is === 'byline') bylines.push(block.text);
    else if (is === 'credit' || is === 'related' || is === 'furniture' || (is === 'date' && (at < first || at > last)))
      continue;
    else if (block.linked < 0.9 || block.kind === 'row' || prose) blocks.push(block);
  }
  const creditLine = credits.at(-1)?.text.replace(/^[—–-]\s*/, '') ?? null;
  return { blocks, creditLine, bylines, captions };
}
