import type { HeadlineMark, HouseStyle } from '../agencies/contract/house-style.ts';
import { type ReadDeskWord, readDeskPrefix, readDeskWord } from '../agencies/tables/desk-words.ts';
import type { SaidSignal } from './signals.ts';

const MOST_MARKS = 8;
const TAKE = /(?<!\s)\s*=(\d{1,2})$|\s\((?:take|TAKE) (\d{1,2})(?: (?:of|OF) \d{1,2})?\)$/;

const SIGNS = ['+++', '***', '++'] as const;

/** Without the signs that desks set round what is urgent: "+++ Erdbeben +++". */
function withoutSigns(filed: string): string {
  const signs = SIGNS.find((each) => filed.startsWith(each) && filed.endsWith(each));
  const inner = signs === undefined ? '' : filed.slice(signs.length, -signs.length).trim();
  return (inner === '' ? filed : inner).replace(/^(?:>{2,4}\s?(?=\S)|\*(?=\p{Lu}[^*]*$))/u, '');
}

/** What a house style read in a headline. */
export interface ReadHeadline {
  readonly headline: string;
  readonly said: readonly SaidSignal[];
  readonly genres: readonly string[];
  /** What the marks say beside their words: "Berichtigung: Zahl im 2. Absatz". */
  readonly notes: readonly string[];
  /** Media that the marks announce. */
  readonly media: readonly string[];
  /** The number of the take where the headline ends with it ("=2"). */
  readonly take: number | null;
}

/**
 * Takes a desk's marks off a headline, one after another; topic tags stay. `style` is null where nobody knows the agency:
 * on a wire, the words that any desk writes are read all the same.
 */
export function readHeadline(filed: string, style: HouseStyle | null, isWire: boolean): ReadHeadline {
  const found: HeadlineMark[] = [];
  const bare = withoutSigns(filed);
  const take = TAKE.exec(bare);
  let headline = take === null ? bare : bare.slice(0, take.index);
  for (const marks of [style?.headlineMarks ?? [], style?.headlineTails ?? []]) {
    for (let tries = 0; tries < MOST_MARKS; tries += 1) {
      const mark = marks.find((each) => !found.includes(each) && each.pattern.test(headline));
      if (mark === undefined) break;
      found.push(mark);
      headline = headline.replace(mark.pattern, '').trim();
    }
  }
  const desk = style === null && !isWire ? { headline, words: [] } : takeDeskWords(headline);
  const isMarked = isWire || style?.headlineMarks.length !== 0;
  const text = found.map(({ words }) => words).join(' ');
  return {
    headline: isMarked ? desk.headline : headline,
    said: [
      ...found.map((mark) => ({ source: 'headline', ...mark, text })),
      ...desk.words.map(({ change, newsClass, word }) => ({ source: 'headline', change, newsClass, text: word })),
    ],
    genres: [...found, ...desk.words].flatMap(({ genre }) => genre ?? []),
    notes: desk.words.flatMap(({ note }) => note ?? []),
    media: desk.words.flatMap(({ media }) => media ?? []),
    take: take === null ? null : Number(take[1] ?? take[2]),
  };
}

const BRACKET_BEFORE = /^[([【]([^()[\]【】]{2,200})[)\]】]\s?[-–:]?\s?(?=\S)/u;
/** "///KORJATTU: summa oikein /// Satama aukeaa": between strokes or stars. */
const STROKES_BEFORE = /^(?<sign>\/{2,3}|\*{2,3}|\+{2,3}|={2,3})\s?([^/*+=]{2,200})\k<sign>\s?[-–:]?\s?(?=\S)/u;
/** Signs that fill a square stand without a space. */
const WORDS_BEFORE =
  /^([\p{L}\d][^:：–—]{1,40}?)(?:(?:\s?[:：]|\s[-–—])\s|：|:(?=[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]))(?=\S)/u;
/** "RECTIFICATIE (2) Haven open". */
const NUMBERED_BEFORE = /^(\p{Lu}[\p{Lu} ]{3,40}) \(\d{1,2}\) (?=\S)/u;
/** "Hafen offen - KORREKTUR". */
const WORD_BEHIND = /\s[-–—]\s(\p{Lu}[\p{Lu} ]{2,30})$/u;
const BRACKET_BEHIND = /\s\(([^()]{2,120})\)$/u;

/** "RECTIFICATIF Le pont rouvert": a word of capitals before a headline that is not. */
const SHOUTED_BEFORE = /^(\p{Lu}{7,}(?: \p{Lu}{2,}){0,3}) (?=["“«„]?\p{Lu}?\p{Ll})/u;

/** Such a word takes back or mends what was sent; others open ordinary headlines too. */
function shoutedBefore(headline: string): RegExpExecArray | null {
  const found = SHOUTED_BEFORE.exec(headline);
  const change = found === null ? null : (readDeskPrefix(found[1] as string)?.change ?? null);
  return change === 'correction' || change === 'withdrawal' ? found : null;
}

function wordBehind(headline: string): RegExpExecArray | null {
  const behind = WORD_BEHIND.exec(headline);
  return behind !== null && readDeskPrefix(behind[1] as string) !== null ? behind : null;
}

function betweenSigns(headline: string): RegExpExecArray | null {
  return BRACKET_BEFORE.exec(headline) ?? STROKES_BEFORE.exec(headline) ?? BRACKET_BEHIND.exec(headline);
}

/** Words that any desk puts before or behind a headline, taken off it. */
function takeDeskWords(filed: string): { headline: string; words: ReadDeskWord[] } {
  const words: ReadDeskWord[] = [];
  let headline = filed;
  for (let tries = 0; tries < MOST_MARKS; tries += 1) {
    const before = betweenSigns(headline);
    const prefix =
      wordBehind(headline) ?? NUMBERED_BEFORE.exec(headline) ?? WORDS_BEFORE.exec(headline) ?? shoutedBefore(headline);
    const bracket = before === null ? null : readDeskWord(before.at(-1) as string);
    const word = bracket ?? (prefix === null ? null : readDeskPrefix(prefix[1] as string));
    const match = bracket === null ? prefix : before;
    if (word === null || match === null) break;
    words.push(word);
    headline = `${headline.slice(0, match.index)}${headline.slice(match.index + match[0].length)}`.trim();
  }
  return { headline, words };
}
