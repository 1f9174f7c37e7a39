import { opensAsSite } from './furniture-words.ts';
import { tellsOfPicture } from './line-kinds.ts';
import type { TextKind, TextLine } from './text-line.ts';
import { isSentence } from './text-prose.ts';
import { readNameAlone } from './text-writer.ts';
import { sharedStems, stemsOf } from './word-stems.ts';

const SHORTEST_DECK = 25;
const LONGEST_DECK = 450;
/** A deck that stands apart from the headline is no longer than this. */
const LONGEST_LEAD = 250;

/** Kinds of a picture that stands between a deck and the story. */
const OF_PICTURE: ReadonlySet<TextKind> = new Set<TextKind>(['caption', 'picture-credit']);

/** True for lines that are pictures and the page's own. */
function isPictured(between: readonly TextLine[]): boolean {
  return between.every(
    ({ kind }, at) => kind === 'site' || OF_PICTURE.has(kind) || between[at + 1]?.kind === 'picture-credit',
  );
}

/**
 * The first paragraph says again what the headline says; a deck between them says something else. Asked only where no
 * other line under the headline may be the deck.
 */
export function isDeckOverStory(lines: readonly TextLine[], headline: number, at: number, next: number): boolean {
  if (headline < 0 || !isPictured(lines.slice(at + 1, next))) return false;
  const under = lines[headline + 1];
  if (at !== headline + 1 && under?.kind === 'copy' && readNameAlone(under.text) === null) return false;
  const [deck, paragraph] = [lines[at] as TextLine, lines[next] as TextLine];
  if (deck.length > LONGEST_LEAD || deck.length > paragraph.length * 1.1) return false;
  const title = stemsOf((lines[headline] as TextLine).text);
  const said = sharedStems(title, stemsOf(deck.text));
  const again = sharedStems(title, stemsOf(paragraph.text));
  return again >= said + 2 && again >= 3 && again >= title.size * 0.5;
}

/** A page whose paragraphs are parted by blank lines sets so many line ends behind each. */
const PARTED = 2;
/** So many paragraphs are asked whether they say again what a deck says. */
const TELLING = 6;
const MOSTLY = 0.33;
/** So many tools of the page stand under a deck and not inside a story. */
const MANY_TOOLS = 2;
const NEARLY_ALL = 0.5;

/**
 * The first sentence stands right under byline, date or tools, where paragraphs are parted by blank lines, and the story
 * says most of it again: a deck. Asked only where no other line under the headline may be the deck.
 */
export function isDeckUnderSignature(lines: readonly TextLine[], headline: number, at: number, next: number): boolean {
  const deck = lines[at] as TextLine;
  const head = lines.slice(headline + 1, at);
  const mayBeDeck = ({ kind, text, length }: TextLine): boolean =>
    kind === 'copy' && length >= SHORTEST_DECK && readNameAlone(text) === null;
  if (headline < 0 || head.some(mayBeDeck) || lines[at - 1]?.gap !== 1) return false;
  const story = lines.slice(next, next + TELLING).filter(isSentence);
  if (deck.length > LONGEST_LEAD || story.length < 3 || !story.slice(0, 3).every(({ gap }) => gap >= PARTED))
    return false;
  if (lines.slice(at + 1, next).filter(({ kind }) => kind === 'site').length >= MANY_TOOLS) return true;
  const stems = stemsOf(deck.text);
  const told = stemsOf(story.map(({ text }) => text).join(' '));
  return sharedStems(stems, told) >= stems.size * (next === at + 1 && deck.gap < PARTED ? NEARLY_ALL : MOSTLY);
}

/** The first line under the headline, or a later one that speaks of the story. */
export function deckIn(
  head: readonly TextLine[],
  taken: ReadonlySet<number>,
  told: ReadonlySet<string>,
): TextLine | null {
  for (const [at, line] of head.entries()) {
    if (line.kind !== 'copy' || taken.has(at) || line.length < SHORTEST_DECK || line.length > LONGEST_DECK) continue;
    if (readNameAlone(line.text) !== null) continue;
    const shared = sharedStems(stemsOf(line.text), told);
    if (at === 0 || shared >= 2 || (shared >= 1 && line.sentence)) return line;
  }
  const last = head.findLast(({ kind }) => !OF_PICTURE.has(kind));
  const isOver =
    last !== undefined && !taken.has(head.indexOf(last)) && isSentence(last) && last.length <= LONGEST_DECK;
  return isOver && !opensAsSite(last.text) && !tellsOfPicture(last.text) ? last : null;
}
