import type { NoticeWords } from '../agencies/contract/notice-words.ts';
import { NOTICE_WORDS, NOTICE_WORDS_UNSPACED } from '../agencies/tables/notice-words.ts';
import { letterPattern } from '../article/letter-pattern.ts';

/** What a word of a notice does: takes back, addresses, names a story. */
export type NoticePart = keyof NoticeWords;

/** The words of one language as patterns. */
export type NoticeRow = Readonly<Record<NoticePart, RegExp>> & {
  /** Any word that takes a story back or holds it, in a text of small letters. */
  readonly taking: RegExp;
  /** Each place that takes back. */
  readonly everyDrop: RegExp;
  /** None of these words is written in Latin letters. */
  readonly isOfOtherScript: boolean;
  /** The same, each as often as it stands, with nothing between its words. */
  readonly labels: Readonly<Record<NoticePart, RegExp>>;
};

const PARTS = Object.keys(NOTICE_WORDS[0] as NoticeWords) as NoticePart[];
/** Words that take a story back, forbid its use, or hold it. */
export const TAKING: readonly NoticePart[] = ['drop', 'ban', 'hold'];

/** Signs of the same sentence; the point of a time or a figure ends none. */
const GAP = String.raw`(?:[^.!?\n]|(?<=\d)\.(?=\d)){0,80}?`;

/** A row a language. */
export const ROWS: readonly NoticeRow[] = [
  ...NOTICE_WORDS.map((words) => compiled(words, wholeWords, wholeSmallWords)),
  ...NOTICE_WORDS_UNSPACED.map((words) => compiled(words, anywhere, anywhere)),
];
const OTHER_SCRIPT = /[^\u0000-\u024f\u1e00-\u1eff\u2000-\u20cf\P{L}]/u;
/** Most messages have no such word: one look at where their words begin shows it. */
const ANY_TAKING = letterPattern(
  `(?<![a-zß-\\u024f])(?:${withGaps(takingOfAll(NOTICE_WORDS.filter((words) => !isOfOtherScript(words))))})`,
);
const ANY_TAKING_OF_OTHER_SCRIPT = anywhere(
  takingOfAll([...NOTICE_WORDS.filter(isOfOtherScript), ...NOTICE_WORDS_UNSPACED]),
);
const WHOLE_TAKING = [wholeSmallWords(takingOfAll(NOTICE_WORDS)), anywhere(takingOfAll(NOTICE_WORDS_UNSPACED))];
const ANY_INSTEAD = anywhere([...NOTICE_WORDS, ...NOTICE_WORDS_UNSPACED].map(({ instead }) => instead).join('|'));

/** True of a text in which a word takes something back or holds it, in any language: most have none. */
export function mayTakeBack(text: string): boolean {
  const lower = text.toLowerCase();
  if (!ANY_TAKING.test(lower) && !(OTHER_SCRIPT.test(text) && ANY_TAKING_OF_OTHER_SCRIPT.test(lower))) return false;
  return WHOLE_TAKING.some((pattern) => pattern.test(lower));
}

/** The rows of which a word takes something back or holds it in this text. */
export function rowsTaking(text: string): readonly NoticeRow[] {
  const lower = text.toLowerCase();
  const hasOtherScript = OTHER_SCRIPT.test(text);
  return ROWS.filter((row) => (hasOtherScript || !row.isOfOtherScript) && row.taking.test(lower));
}

/** True of a text that may say that it takes another's place. */
export function mayStandInstead(text: string): boolean {
  return ANY_INSTEAD.test(text.toLowerCase());
}

type Compiler = (source: string) => RegExp;

function compiled(words: NoticeWords, pattern: Compiler, smallPattern: Compiler): NoticeRow {
  const closed = (part: NoticePart): RegExp =>
    new RegExp(pattern(words[part].replaceAll('…', String.raw`\s?`)).source, 'gi');
  return {
    ...ofParts((part) => pattern(words[part])),
    taking: smallPattern(takingOf(words)),
    everyDrop: new RegExp(pattern(words.drop).source, 'gi'),
    isOfOtherScript: isOfOtherScript(words),
    labels: ofParts(closed),
  };
}

function takingOf(words: NoticeWords): string {
  return TAKING.map((part) => words[part]).join('|');
}

function takingOfAll(rows: readonly NoticeWords[]): string {
  return rows.map(takingOf).join('|');
}

function isOfOtherScript(words: NoticeWords): boolean {
  return !/[a-z]/i.test(takingOf(words).replace(/\\p\{\w+\}|\\\w/g, ''));
}

function ofParts(made: (part: NoticePart) => RegExp): Record<NoticePart, RegExp> {
  return Object.fromEntries(PARTS.map((part) => [part, made(part)])) as Record<NoticePart, RegExp>;
}

function wholeWords(source: string): RegExp {
  return letterPattern(`(?<!\\p{L})(?:${withGaps(source)})(?!\\p{L})`, 'i');
}

/** The same in a text of small letters, which costs less. */
function wholeSmallWords(source: string): RegExp {
  return letterPattern(`(?<!\\p{L})(?:${withGaps(source)})(?!\\p{L})`);
}

/** Matches text in small letters, words in longer words too. */
function anywhere(source: string): RegExp {
  return letterPattern(withGaps(source));
}

function withGaps(source: string): string {
  return source.replaceAll('…', GAP);
}
