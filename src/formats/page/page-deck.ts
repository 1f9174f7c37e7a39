import { type Element, isTag } from 'domhandler';
import { agencyInDateline } from './line-kinds.ts';
import { takeOpeningDateline } from './opening-dateline.ts';
import { fold } from './page-headline.ts';
import { textOf } from './page-text.ts';
import { MOST_LINKED, type StoryLine } from './story-line.ts';

const DECK =
  /(?:^|[\s_-])(?:sub-?line|abstract|article-?intro|deck|dek|stand-?first|sub-?title|sub-?head(?:line|ing)?|chapo|chapeau|vorspann|untertitel|unterzeile|sottotitolo|bajada|copete|entradilla|sumario|summary|excerpt|ingress|strapline)(?:$|[\s_-])/i;
const SHORTEST_DECK = 25;
const LONGEST_DECK = 400;
/** So many lines after the headline a deck may stand. */
const NEXT_LINES = 4;

/** The line after the headline, or the first of the story, that is named or set as a deck and leads to a paragraph. */
export function deckOf(
  lines: readonly StoryLine[],
  headed: number,
  first: number,
  described: readonly string[],
): StoryLine | null {
  const from = headed >= 0 ? headed + 1 : first;
  const at = lines.findIndex((line, place) => place >= from && place <= first && mayBeDeck(line));
  const line = lines[at];
  if (line === undefined || at >= from + NEXT_LINES) return null;
  const next = lines.slice(at + 1).find(({ prose }) => prose);
  if (next === undefined) return null;
  const after = lines[at + 1];
  const isSet =
    headed >= 0 && isSubheading(line) && (after === undefined || !isSubheading(after) || after.is === 'related');
  const isDeck = isSet || isNamed(line, next, described) || isSetApart(line, lines[headed], next);
  return isDeck ? line : null;
}

const mayBeDeck = ({ is, linked, text }: StoryLine): boolean =>
  is === 'copy' && linked < MOST_LINKED && text.length >= SHORTEST_DECK && text.length <= LONGEST_DECK;

const isSubheading = ({ kind, element }: StoryLine): boolean => kind === 'heading' && element.name !== 'h1';

/** A page describes itself by its deck, and just as often by its first paragraph, which stands among the others. */
function isNamed({ text, element }: StoryLine, next: StoryLine, described: readonly string[]): boolean {
  if (element.parent !== next.element.parent && isDescribed(text, described)) return true;
  return DECK.test(`${element.attribs?.class ?? ''} ${element.attribs?.itemprop ?? ''}`);
}

const isSetApart = (line: StoryLine, headline: StoryLine | undefined, next: StoryLine): boolean =>
  isInHeadlinesHeader(line, headline, next) || isBoldAlone(line, next);

/** True for a line beside the headline in a header that the story's text stands outside of. */
function isInHeadlinesHeader({ element }: StoryLine, headline: StoryLine | undefined, next: StoryLine): boolean {
  const { parent } = element;
  if (headline === undefined || parent === null || parent !== headline.element.parent) return false;
  return isTag(parent) && /^(?:header|hgroup)$/.test(parent.name) && next.element.parent !== parent;
}

/** True for a paragraph wholly in bold that opens without a place, where the next one is not bold. */
function isBoldAlone(line: StoryLine, next: StoryLine): boolean {
  return isBold(line.element) && !isBold(next.element) && !opensWithPlace(line.text);
}

const opensWithPlace = (text: string): boolean => agencyInDateline(text) !== null || takeOpeningDateline(text) !== null;

function isBold({ name, children }: Element): boolean {
  const [only, ...others] = children.filter((child) => textOf(child) !== '');
  return name === 'p' && only !== undefined && others.length === 0 && isTag(only) && /^(?:b|strong)$/.test(only.name);
}

function isDescribed(text: string, described: readonly string[]): boolean {
  const folded = fold(text);
  return described.some((each) => each === folded || (each.length >= 60 && folded.startsWith(each.slice(0, -3))));
}
