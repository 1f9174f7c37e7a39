import { creditedBy } from './agency-words.ts';
import type { TextKind, TextLine } from './text-line.ts';
import { isRunning, isSentence } from './text-prose.ts';
import { readNameAlone } from './text-writer.ts';
import { isUnspaced, sharedStems, stemsOf } from './word-stems.ts';

/** A line of copy below the headline, and what is asked of its neighbours. */
export interface HeadLine {
  readonly line: TextLine;
  readonly above: TextLine | null;
  readonly below: TextLine | null;
  /** No other line of some length stands between it and the headline. */
  readonly isFirst: boolean;
  /** It stands on the line right under the headline. */
  readonly isUnderHeadline: boolean;
  /** It stands on the second line under it. */
  readonly isSecond: boolean;
  /** Byline, date or credit stand between it and the headline. */
  readonly isSigned: boolean;
  /** A date stands on the second line below it. */
  readonly isDated: boolean;
  /** It stands in a list of other stories: right under its heading, or under the time of one of them. */
  readonly isListed: boolean;
  /** It stands under a heading of points, with nothing longer than a point between. */
  readonly isUnderPoints: boolean;
  /** It ends in a name of which the story does not speak. */
  readonly isNamedAtEnd: boolean;
  /** So many lines above and below it are like it: short, without blank lines, all sentences or none. */
  readonly row: number;
  /** The story below is one of questions and answers. */
  readonly isInterview: boolean;
  /** Of its stems, how many the headline has. */
  readonly inTitle: number;
  /** Of its stems, how many other paragraphs have. */
  readonly inStory: number;
  /** Of the stems of the next sentence, how many the headline has. */
  readonly nextInTitle: number;
  /** Of its stems, the share that the next sentence has. */
  readonly inNext: number;
}

/** Kinds of lines that say who wrote a story and when. */
export const SIGNED: ReadonlySet<TextKind> = new Set<TextKind>(['date', 'date-label', 'writer', 'credit']);
const OF_TIME: ReadonlySet<TextKind> = new Set<TextKind>(['date', 'date-label', 'clock']);

/** So many pairs of signs say what one word says. */
const PAIRS_IN_WORD = 3;
/** Shorter lines are sections, names and buttons. */
const SHORT = 25;
const LONGEST_POINT = 110;
/** Behind a line that is longer no more points are looked for. */
const SHORT_POINT = 90;
/** So many lines behind the last that is asked are read for what the story speaks of. */
const BEHIND = 12;

/** Gathers what is asked of each line of copy below the headline, up to `end`, by its place. */
export function seeHead(lines: readonly TextLine[], headline: number, end: number): ReadonlyMap<number, HeadLine> {
  const title = stemsOf(lines[headline]?.text ?? '');
  const counts = countStems(lines.slice(headline + 1, end + BEHIND));
  const sentences = lines.slice(headline + 1).map((line) => (isSentence(line) ? line.text : ''));
  const story = sentences.join(' ');
  const seen = new Map<number, HeadLine>();
  const isInterview = asksAndAnswers(lines.slice(end, end + LONGEST_INTERVIEW));
  let [isFirst, isSigned, isUnderPoints] = [true, false, false];
  for (let at = headline + 1; at < Math.min(end, lines.length); at += 1) {
    const line = lines[at] as TextLine;
    isSigned ||= SIGNED.has(line.kind);
    if (line.kind !== 'copy') {
      isUnderPoints = line.kind === 'points';
      continue;
    }
    const stems = stemsOf(line.text);
    const next = stemsOf(nextSentence(lines, at));
    const own = isRunning(line) ? 1 : 0;
    const inWord = isUnspaced(line.text) ? PAIRS_IN_WORD : 1;
    seen.set(at, {
      ...placeOf(lines, headline, at),
      isFirst,
      isSigned,
      isUnderPoints,
      isInterview,
      isNamedAtEnd: !isFirst && nameAtEnd(line, story) !== null,
      inTitle: sharedStems(stems, title) / inWord,
      inStory: [...stems].filter((stem) => (counts.get(stem) ?? 0) > own).length / inWord,
      nextInTitle: sharedStems(next, title) / inWord,
      inNext: sharedStems(stems, next) / Math.max(1, stems.size),
    });
    isUnderPoints &&= line.length <= SHORT_POINT;
    if (line.length >= SHORT && readNameAlone(line.text) === null && creditedBy(line.text) === null) isFirst = false;
  }
  return seen;
}

/** So many questions with an answer on the next line make an interview. */
const QUESTIONS = 3;
/** So many lines of a story are asked whether they are questions. */
const LONGEST_INTERVIEW = 80;

function asksAndAnswers(story: readonly TextLine[]): boolean {
  const copy = story.filter(({ kind }) => kind === 'copy');
  const isAsked = (line: TextLine | undefined): boolean => /[?？؟]["”’»]?$/u.test(line?.text ?? '?');
  return copy.filter((line, at) => isAsked(line) && !isAsked(copy[at + 1])).length >= QUESTIONS;
}

/** What the places of a line and its neighbours tell. */
function placeOf(lines: readonly TextLine[], headline: number, at: number) {
  const [below, next] = [lines[at + 1] ?? null, lines[at + 2] ?? null];
  return {
    line: lines[at] as TextLine,
    above: lines[at - 1] ?? null,
    // The credit over a caption is the caption's.
    below: next?.isCaption === true ? null : below,
    isUnderHeadline: at === headline + 1,
    isSecond: at === headline + 2,
    isDated: next !== null && OF_TIME.has(next.kind),
    row: rowAt(lines, at),
    isListed: isListed(lines, at),
  };
}

/** So many lines of a list of other stories stand over one of its titles. */
const LONGEST_LIST = 8;

/** "World 8h ago" over a title, in a list under a heading: so do papers list other stories between headline and story. */
function isListed(lines: readonly TextLine[], at: number): boolean {
  const above = lines[at - 1];
  if (lines[at]?.sentence !== false || above?.gap !== 1) return false;
  if (above.kind === 'related') return true;
  if (above.kind !== 'clock') return false;
  const list = lines.slice(Math.max(0, at - LONGEST_LIST), at);
  const opens = list.findLastIndex(({ kind }) => kind === 'related');
  return opens >= 0 && list.slice(opens + 1).every(({ kind, sentence }) => OF_LIST.has(kind) && !sentence);
}
const OF_LIST: ReadonlySet<TextKind> = new Set<TextKind>(['copy', 'clock', 'site']);

/** So many lines below a line its next sentence is looked for. */
const NEAR = 6;

const nextSentence = (lines: readonly TextLine[], at: number): string =>
  lines.slice(at + 1, at + 1 + NEAR).find(isSentence)?.text ?? '';

/** A row of lines is asked so far to either side. */
const LONGEST_ROW = 4;

function rowAt(lines: readonly TextLine[], at: number): number {
  const line = lines[at] as TextLine;
  if (!isPointed(line)) return 0;
  let [first, last] = [at, at];
  while (at - first < LONGEST_ROW && lines[first - 1]?.gap === 1 && isLike(line, lines[first - 1])) first -= 1;
  while (last - at < LONGEST_ROW && lines[last]?.gap === 1 && isLike(line, lines[last + 1])) last += 1;
  return last - first;
}

const isPointed = ({ kind, length }: TextLine): boolean =>
  kind === 'copy' && length >= SHORT - 5 && length <= LONGEST_POINT;
const isLike = (line: TextLine, near: TextLine | undefined): boolean =>
  near !== undefined && isPointed(near) && near.sentence === line.sentence;

function countStems(lines: readonly TextLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines)
    if (isRunning(line)) for (const stem of stemsOf(line.text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

const LONGEST_NAMED = 400;
/** "… uma medida temporária Rui Neto". */
const NAME_AT_END =
  /(?<=^(?:\S+ ){4,40}[\p{Ll}-]{2,20} )\p{Lu}\p{Ll}[\p{L}'’-]*(?: (?:d[aeo]s? |van |von )?\p{Lu}\p{Ll}[\p{L}'’-]+){1,2}$/u;

/** The name in which a line ends that is no sentence, where the story does not speak of it; or null. */
export function nameAtEnd({ text, sentence }: TextLine, story: string): string | null {
  const name = sentence || text.length > LONGEST_NAMED ? undefined : NAME_AT_END.exec(text)?.[0];
  return name === undefined || story.includes(name.split(' ').at(-1) as string) ? null : name;
}
