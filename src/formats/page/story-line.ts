import { creditedBy } from './agency-words.ts';
import { asksForSupport } from './asks-for-support.ts';
import { opensAsSite, speaksOfItself } from './furniture-words.ts';
import { endsSentence, isProse, kindOfLine, type LineKind } from './line-kinds.ts';
import type { PageBlock } from './page-blocks.ts';
import { isOwnVoice } from './reader-words.ts';
import { isDateLine } from './stated-dates.ts';
import { isRelatedLine, keepsRights } from './text-line.ts';
import { readWriter } from './text-writer.ts';
import { isUnspaced, measure } from './word-stems.ts';

/** Above this share of links a line is no copy. */
export const MOST_LINKED = 0.4;
const LONGEST_LABEL = 600;
/** A line that names who made a picture, or who wrote the story, is no longer. */
const LONGEST_CREDIT = 80;
/** The desks of AFP close their copy with the initials of those who wrote and edited it. */
const INITIALS = /^\p{Ll}{2,4}(?:[/-]\p{Ll}{2,4}){1,6}$/u;

/** A block of a page, and what is known of it when it has been read by itself. */
export interface StoryLine extends PageBlock {
  readonly is: LineKind;
  readonly prose: boolean;
  /** Readability took it for the story. */
  readonly core: boolean;
}

/** True for running text: sentences, of which few words are links. */
export const isRunning = ({ text, linked }: PageBlock, is: LineKind): boolean =>
  is === 'copy' &&
  linked < MOST_LINKED &&
  (isProse(text) || (isUnspaced(text) && endsSentence(text) && measure(text) >= SHORTEST_SENTENCE));

const SHORTEST_SENTENCE = 60;

/** What a block is, by what it says and how it is set. */
export function kindOfBlock(block: PageBlock): LineKind {
  const { text, kind } = block;
  if (text.length > LONGEST_LABEL) return 'copy';
  if (INITIALS.test(text)) return 'sign-off';
  if (ADVERTISEMENT.test(text)) return 'furniture';
  const is = kindOfLine(text);
  return is !== 'copy' || kind === 'row' || kind === 'preformatted' ? is : kindOfCopy(block);
}

/** What a line is whose kind its words alone do not tell: by its dates, credits and links. */
function kindOfCopy({ text, linked }: PageBlock): LineKind {
  if (isDateLine(text) || FILED.test(text)) return 'date';
  if (isRelatedLine(text)) return 'related';
  if (text.length <= LONGEST_CREDIT && linked < MOST_LINKED && !endsSentence(text)) {
    if (creditedBy(text) === 'picture') return 'caption';
    if (readWriter(text) !== null) return 'byline';
  }
  return isOfPage(text, linked) ? 'furniture' : 'copy';
}

function isOfPage(text: string, linked: number): boolean {
  if (isBracketOfSite(text) || keepsRights(text) || PROGRAM_WARNING.test(text) || asksForSupport(text)) return true;
  return text.length <= LONGEST_OF_SITE && opensAsSite(text) && (linked >= MOST_LINKED || speaksOfItself(text));
}

/** "[All updates are in our live blog.]": a paragraph in square brackets in which the page speaks. */
const isBracketOfSite = (text: string): boolean =>
  text.startsWith('[') && text.endsWith(']') && (speaksOfItself(text) || isOwnVoice(text));
/** A block whose first line calls it an advertisement. */
const ADVERTISEMENT =
  /^(?:advertise?ments?|advertising|anzeige|werbung|publicité|publicidade?|pubblicità|advertentie|annons|annonse|annonce|mainos|reklama|реклама|広告|광고|广告|廣告|إعلان)\n[\s\S]{1,300}$/iu;
const LONGEST_OF_SITE = 320;
/** What a program prints into its page when it goes wrong. */
const PROGRAM_WARNING =
  /^\s*(?:(?:fatal error|warning|notice|deprecated|strict standards|parse error)\s*: .{0,400} on line \d+)/i;
/** "04/03/2025 - Publicado por: Ida Holm - Categoria: Mar": the day, and labels with what they say. */
const FILED =
  /^(?=.{0,200}\d{4})(?:[^:]{0,60}[-–—|·•]\s?)?(?:(?:publicado|postado|posted|published|veröffentlicht|publié|filed|categoria|categoría|category|kategorie|tags?|por|by|von|in)[^:]{0,20}:\s?[^:]{1,60}){2,4}$/iu;
