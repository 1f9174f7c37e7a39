import {
  bylineOf,
  endsSentence,
  isProse,
  kindOfLine,
  type LineKind,
  opensComments,
  tellsOfPicture,
} from './line-kinds.ts';

const SHORTEST_HEADLINE = 25;
const LONGEST_HEADLINE = 200;
const SHORTEST_DECK = 30;
const LONGEST_DECK = 300;
/** Where a picture's caption stands apart from the story, so many line ends part them. */
const APART = 3;

/** A line of a page, and how many line ends follow it. */
export interface PageLine {
  readonly text: string;
  readonly gap: number;
}

/** What the lines of a page come to. */
export interface PageStory {
  readonly headline: string | null;
  readonly subheadline: string | null;
  readonly byline: string | null;
  /** As written on the page, or null. */
  readonly date: string | null;
  readonly captions: readonly string[];
  readonly paragraphs: readonly string[];
  readonly creditLine: string | null;
  /** Lines that belong to the page and not to the story. */
  readonly dropped: readonly string[];
}

interface Line extends PageLine {
  readonly kind: LineKind;
}

/**
 * Finds the story among the lines of a page: the running text from its first paragraph to its last; above it headline,
 * deck, byline, date and captions; below it credit and sign-off.
 */
export function storyOfLines(given: readonly PageLine[]): PageStory {
  const lines: Line[] = given.map((line) => ({
    ...line,
    kind: isMenu(line.text) ? 'furniture' : kindOfLine(line.text),
  }));
  const start = startOfBody(lines);
  const head = readHead(lines.slice(0, start));
  const comments = lines.findIndex(({ text }, at) => at > start && opensComments(text));
  const body = readBody(lines.slice(start, comments < 0 ? undefined : comments));
  return {
    ...head,
    ...body,
    captions: [...head.captions, ...body.captions],
    dropped: [...head.dropped, ...body.dropped],
  };
}

/** A line of several menu words: "News Sport Opinion Culture". */
function isMenu(text: string): boolean {
  const words = text.split(/\s+/);
  return words.length > 1 && words.length < 12 && words.every((word) => kindOfLine(word) === 'furniture');
}

function startOfBody(lines: readonly Line[]): number {
  const prose = lines.flatMap(({ kind, text }, at) => (kind === 'copy' && isProse(text) ? [at] : []));
  const [first, second] = prose;
  if (first === undefined) return firstAfterHeadline(lines);
  if (second === undefined) return first;
  const standsInHead = lines.slice(first + 1, second).some(({ kind }) => kind === 'date' || kind === 'byline');
  const isCaption = tellsOfPicture(lines[first]!.text) && standsApart(lines, first);
  return standsInHead || isCaption ? second : first;
}

function firstAfterHeadline(lines: readonly Line[]): number {
  const first = lines.findIndex(({ kind }) => kind === 'copy');
  return lines.length > first + 1 ? first + 1 : Math.max(first, 0);
}

function standsApart(lines: readonly Line[], at: number): boolean {
  return lines[at]!.gap >= APART && lines.slice(at + 1, at + 8).every(({ gap }) => gap < APART);
}

type Head = Pick<PageStory, 'headline' | 'subheadline' | 'byline' | 'date' | 'captions' | 'dropped'>;

function readHead(lines: readonly Line[]): Head {
  const copy = lines.flatMap(({ kind, text }, at) => (kind === 'copy' ? [{ text, at }] : []));
  const title =
    copy.find(({ text }) => isHeadline(text)) ?? copy.findLast(({ text }) => text.length <= LONGEST_HEADLINE);
  const below = copy.filter(({ at }) => title !== undefined && at > title.at);
  const caption = (text: string): boolean => isProse(text) && tellsOfPicture(text);
  const deck = below.find(({ text }) => isDeck(text) && !caption(text));
  const signed = lines.find(({ kind }) => kind === 'byline');
  const named = below.find(({ text, at }) => at !== deck?.at && bylineOf(text, true) !== null);
  const used = new Set([title?.at, deck?.at, signed === undefined ? named?.at : undefined]);
  return {
    headline: title?.text ?? null,
    subheadline: deck?.text ?? null,
    byline: signed === undefined ? (named?.text ?? null) : bylineOf(signed.text),
    date: lines.find(({ kind }) => kind === 'date')?.text ?? null,
    captions: lines
      .filter(({ kind, text }) => kind === 'caption' || (kind === 'copy' && caption(text)))
      .map(({ text }) => text),
    dropped: lines
      .filter(
        ({ kind, text }, at) =>
          (kind === 'copy' && !used.has(at) && !caption(text)) || kind === 'furniture' || kind === 'related',
      )
      .map(({ text }) => text),
  };
}

function isHeadline(text: string): boolean {
  if (text.length > LONGEST_HEADLINE) return false;
  const words = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text)
    ? 4
    : text.split(/\s+/).length;
  return text.length >= SHORTEST_HEADLINE && words >= 4 && !/^["“„«].*[.]$/.test(text);
}

function isDeck(text: string): boolean {
  return text.length >= SHORTEST_DECK && text.length <= LONGEST_DECK && bylineOf(text, true) === null;
}

type Body = Pick<PageStory, 'paragraphs' | 'captions' | 'creditLine' | 'dropped'>;

function readBody(lines: readonly Line[]): Body {
  const last = lines.findLastIndex(
    ({ kind, text }) => kind === 'copy' && (isProse(text) || (text.length >= 25 && endsSentence(text))),
  );
  const paragraphs: string[] = [];
  const captions: string[] = [];
  const dropped: string[] = [];
  let creditLine: string | null = null;
  let besides = false;
  for (const [at, { kind, text }] of lines.entries()) {
    if (kind === 'related') besides = true;
    else if (kind === 'copy' && (isProse(text) || at === 0)) besides = false;
    if (kind === 'credit' && !besides) creditLine = text.replace(/^[—–-]\s*/, '');
    else if (kind === 'sign-off' && !besides) paragraphs.push(text);
    else if (kind === 'caption' && at < last) captions.push(text);
    else if (kind === 'copy' && at <= Math.max(last, 0) && !besides && !/[:：]$/.test(text)) paragraphs.push(text);
    else dropped.push(text);
  }
  return { paragraphs, captions, creditLine, dropped };
}
