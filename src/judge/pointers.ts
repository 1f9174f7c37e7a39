import type { NoticeWords } from '../agencies/contract/notice-words.ts';
import { NOTICE_WORDS } from '../agencies/tables/notice-words.ts';
import type { Article } from '../article/article.ts';
import { letterPattern } from '../article/letter-pattern.ts';
import { quotationsIn } from '../article/quotations.ts';
import { type Features, featuresOf } from '../similarity/features.ts';
import { NUMBER } from '../similarity/signs.ts';
import { hashText, tokenise } from '../similarity/tokens.ts';

/** What the words of a stop say of the story that they mean. */
export interface Pointers {
  /** The headlines that it quotes, each whole or in part. */
  readonly quoted: readonly Features[];
  /** Its own headline, with and without the label that stands before it. */
  readonly headlines: readonly Features[];
  /** A status stops it, and no word of it need speak of a stop. */
  readonly isByStatus: boolean;
  /** Hashes of the figures in it. */
  readonly figures: ReadonlySet<number>;
  /** Hashes of the words of its notes, and of all its words, beside those of what may be used instead. */
  readonly noteWords: ReadonlySet<number>;
  readonly words: ReadonlySet<number>;
  /** Hashes of the slugs that it may name. */
  readonly slugs: ReadonlySet<number>;
  readonly own: Pick<Features, 'slugHash'>;
  /** Hash of the slug that it is filed under; 0 without one, and where its headline is that of another story. */
  readonly ownSlug: number;
  /** Numbers in it that are no times, amounts or days, without the zeros before them. */
  readonly numbers: ReadonlySet<string>;
  /** Its words in small letters, without those of what may be used instead. */
  readonly text: string;
  /** Times of day, as it names them. */
  readonly times: readonly TimeOfDay[];
}

/** A time of day, in a zone that is not said. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

const LONGEST_NOTE = 2_000;
const FEWEST_OF_A_HEADLINE = 3;
const TELLING_WORD = /[\p{L}\p{M}\d]{4,}|[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]{2}/u;
/** "BERICHT INGETROKKEN: Haven weer open", "[기사 취소] …". */
const BEHIND_LABEL = /^(?:[^:]{3,60}: |[[【〔(（][^\][【】〔〕()（）]{2,40}[\]】〕)）]\s?)(.{8,300})$/u;
const SLUG = /(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}.'’&+]*(?:[-/,_][\p{L}\p{N}.'’&+]+)+[/]?/gu;
const WORDS_OF_A_SLUG = 6;
/** "Nr. 0144", "APA0118". */
const STORY_NUMBER =
  /(?<![\d.,:/-])(?!(?:19|20)\d\d(?!\d))0{0,6}([1-9]\d{2,6})(?![\d%€$]|[.,:/-]\d|\s?(?:gmt|utc|uhr|%))/giu;
const TIME_OF_DAY =
  /(?<![\d.:,])([01]?\d|2[0-3])\s?[:.hH]\s?([0-5]\d)(?![\d.,]\d|\d)|(?<![\d.:,-])([01]\d|2[0-3])([0-5]\d)\s?(?:gmt|utc|est|edt|cet|cest|bst|hrs|[ap]m)(?!\p{L})/giu;
const anyOf = (parts: readonly (keyof NoticeWords)[], between: string = '[^.!?\\n]{0,80}?'): string =>
  `(?<!\\p{L})(?:${NOTICE_WORDS.flatMap((words) => parts.map((part) => words[part]))
    .join('|')
    .replaceAll('…', between)})(?!\\p{L})`;
/** For text in small letters, as the next two are. */
const TAKES = letterPattern(anyOf(['drop', 'ban', 'hold']));
const OF_A_STOP = letterPattern(anyOf(['drop', 'ban', 'hold', 'desk']));
const OF_NOTICES = letterPattern(
  anyOf(['story', 'drop', 'ban', 'hold', 'please', 'own', 'desk', 'told', 'instead'], ''),
  'g',
);
const INSTEAD = letterPattern(anyOf(['instead']), 'i');
/** "Replaced by …": what follows is not the story that is taken back. */
const BY_ANOTHER = letterPattern(
  `${anyOf(['instead'])}\\s(?:by|with|durch|par|por|pela?|da|dal|door|av|af|med|przez|na|на)(?!\\p{L})[^.!?\\n]{0,300}`,
  'gi',
);
const SENTENCES = /(?<=(?<!(?<!\p{L})\p{L}{1,2})[.!?;؟])\s+(?!\d)|\n+/u;

/** The headlines that the note of a correction quotes. */
export function quotedInNote({ changeNote }: Article): Features[] {
  return quotationsIn((changeNote ?? '').slice(0, LONGEST_NOTE)).map((words) => featuresOf(words, ''));
}

/** The headlines that a message quotes, and what its own has behind a label. */
export function quotedAnywhere({ headline, changeNote, edNote, withdraws }: Article): Features[] {
  const said = [headline, changeNote, edNote, withdraws?.reason].map((text) => text ?? '').join('\n');
  const behind = BEHIND_LABEL.exec((headline ?? '').slice(0, LONGEST_NOTE))?.[1];
  const quoted = quotationsIn(said.slice(0, LONGEST_NOTE));
  return [...quoted, ...(behind === undefined ? [] : [behind])].map((words) => featuresOf(words, ''));
}

/** The headlines that a stop says its stories have: those that it quotes, its own where it is one, and what a label has behind it. */
export function headlinesNamed({ headline, changeNote, edNote, withdraws }: Article): readonly string[] {
  const notes = [changeNote, edNote, withdraws?.reason].map((text) => text ?? '').join('\n');
  const own = (headline ?? '').slice(0, LONGEST_NOTE);
  const behind = BEHIND_LABEL.exec(own)?.[1];
  return [
    ...quotationsIn(cut(`${own}\n${notes}`)),
    ...(namesAnother(own) ? [own] : []),
    ...(behind === undefined ? [] : [behind]),
  ];
}

/** Reads what a stop says of its story. */
export function pointersIn(article: Article): Pointers {
  const { headline, changeNote, changeSource, edNote, withdraws, storyKey } = article;
  const said = [...new Set([headline, changeNote, edNote, withdraws?.reason].map((text) => text ?? ''))];
  const text = cut(said.join('\n'));
  const asHeadline = (words: string): Features => featuresOf(words, '', storyKey);
  const behind = BEHIND_LABEL.exec((headline ?? '').slice(0, LONGEST_NOTE))?.[1] ?? '';
  return {
    quoted: quotationsIn(text).map(asHeadline),
    headlines: [headline ?? '', behind].filter((words) => words !== '').map(asHeadline),
    isByStatus: STATUSES.has(changeSource ?? ''),
    figures: figuresIn(text),
    noteWords: new Set(tokenise(cut(said.filter((each) => each !== headline).join('\n'))).hashes),
    words: new Set(tokenise(text).hashes),
    slugs: new Set([...slugsIn(text)].map((slug) => hashText(slug.toUpperCase()))),
    own: asHeadline(''),
    ownSlug: namesAnother(headline ?? '') ? 0 : asHeadline('').slugHash,
    text: text.toLowerCase(),
    numbers: new Set([...text.matchAll(STORY_NUMBER)].map(([, number = '']) => number)),
    times: timesIn(text),
  };
}

/** Signals by which an envelope stops a story, whatever its words say. */
const STATUSES: ReadonlySet<string> = new Set(['status', 'edStat', 'editorialType', 'instruction']);

function figuresIn(text: string): Set<number> {
  const { hashes, kinds } = tokenise(text);
  return new Set(hashes.filter((_, at) => ((kinds[at] ?? 0) & NUMBER) !== 0));
}

/** A text without what it says of that which may be used instead. */
function cut(text: string): string {
  return text
    .slice(0, LONGEST_NOTE)
    .replace(BY_ANOTHER, ' ')
    .split(SENTENCES)
    .filter((sentence) => !INSTEAD.test(sentence) || TAKES.test(sentence.toLowerCase()))
    .join('\n');
}

/** True of a headline that is that of a story and says nothing of a stop. */
export function namesAnother(headline: string): boolean {
  return headline.split(/\s+/).length >= FEWEST_OF_A_HEADLINE && !OF_A_STOP.test(headline.toLowerCase());
}

/** What of a text in small letters is no word of a notice. */
export function topicOf(text: string): string {
  return text.replace(OF_NOTICES, ' ');
}

/** True of a headline that is a label alone: "ANNULLA E NON SOSTITUISCE". */
export function isLabelOfStop(headline: string): boolean {
  const lower = headline.toLowerCase();
  return OF_A_STOP.test(lower) && !TELLING_WORD.test(topicOf(lower));
}

/** Everything in a text that may be the slug of a story: joined words, and each run of words. */
function slugsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [joined] of text.matchAll(SLUG)) {
    found.add(joined);
    found.add(joined.replace(/\/$/, ''));
    found.add(joined.replace(/\/?$/, '/'));
  }
  for (const line of text.split(/[\n,;:()“”"„«»]/u)) {
    const words = line.trim().split(/\s+/);
    for (let at = 0; at < words.length; at += 1)
      for (let count = 1; count <= WORDS_OF_A_SLUG && at + count <= words.length; count += 1)
        found.add(
          words
            .slice(at, at + count)
            .join(' ')
            .replace(/[.!?]$/, ''),
        );
  }
  return found;
}

function timesIn(text: string): TimeOfDay[] {
  return [...text.matchAll(TIME_OF_DAY)].map(([, hour, minute, hours, minutes]) => ({
    hour: Number(hour ?? hours),
    minute: Number(minute ?? minutes),
  }));
}
