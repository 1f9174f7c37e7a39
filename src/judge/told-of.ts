import type { Article } from '../article/article.ts';
import { quotationsIn } from '../article/quotations.ts';
import { isAtTime, isNumbered, isNumberedOtherwise } from './narrow-named.ts';
import { namesAnother, type Pointers, pointersIn, topicOf } from './pointers.ts';
import { tellsOfMore } from './topic-of-stop.ts';
import type { KnownArticle } from './verdict.ts';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const SHORTEST_WORD = 4;
/** Endings change from one sentence to the next: so many first letters are the same, and so much of the shorter word. */
const SHORTEST_STEM = 4;
const SHARED_STEM = 0.75;
const FIRST_WORDS = 60;
/** So much of a headline, by the rarity of its words, stands in a stop that tells what its story is about. */
const TOLD_OF_HEADLINE = 0.25;
/** The same where the stop quotes a headline that no story bears. */
const TOLD_THOUGH_QUOTED = 0.5;
const FEWEST_WORDS = 2;
/** What fits clearly less than the best does not fit. */
const LESS_THAN_BEST = 0.7;
/** What Arabic and Hebrew write together with their nouns. */
const PREFIXES = /^(?:وال|بال|لل|ال|[והבלמשכ]{1,2})(?=\p{L}{3})/u;

/** Stories that a stop tells of. */
export interface ToldOf {
  readonly stories: readonly KnownArticle[];
  /** Its words can hardly mean another story, whether that was seen or not. */
  readonly isSure: boolean;
}

const NOTHING: ToldOf = { stories: [], isSure: false };

/**
 * The stories that the words of a stop tell of: their headlines and first lines share its words, in any inflection, and
 * its time of day where it has one.
 */
export function toldOf(stop: Article, recent: readonly KnownArticle[]): ToldOf {
  const pointers = pointersIn(stop);
  const numbered = recent.filter(({ head }) => isNumbered(head, pointers));
  if (numbered.length === 1) return { stories: numbered, isSure: true };
  const said = wordsIn(topicOf(pointers.text));
  if (said.length === 0) return NOTHING;
  const figures = [
    ...quotationsIn(pointers.text).flatMap((quoted) => quoted.match(FIGURE) ?? []),
    ...headlineFigures(stop),
  ];
  const stories = recent
    .filter(({ head }) => !isNumberedOtherwise(head, pointers) && hasFigures(head, figures))
    .map((known) => ({ known, headline: wordsIn(known.head.headline ?? '') }));
  const rarity = rarities(stories.map(({ headline }) => headline));
  const scored = stories.flatMap(({ known, headline }) => {
    const likeness = likenessOf({ head: known.head, headline, said, rarity }, pointers);
    return likeness === null ? [] : [{ known, ...likeness }];
  });
  const best = Math.max(...scored.map(({ score }) => score));
  const found = scored.filter(({ score }) => score >= best * LESS_THAN_BEST);
  return { stories: found.map(({ known }) => known), isSure: found.every(({ isSure }) => isSure) };
}

/** A figure that a stop quotes stands in its story too. */
const FIGURE = /\d+(?:[.,]\d+)*/g;
const hasFigures = ({ headline, bodyText }: Article, figures: readonly string[]): boolean =>
  figures.every((figure) => headline?.includes(figure) || bodyText.includes(figure));

/** The figures of a stop's headline, where it is that of its story and nothing else. */
const headlineFigures = ({ headline }: Article): readonly string[] =>
  headline !== null && namesAnother(headline) ? (headline.match(FIGURE) ?? []) : [];

interface Story {
  readonly head: Article;
  readonly headline: readonly string[];
  readonly said: readonly string[];
  readonly rarity: ReadonlyMap<string, number>;
}

interface Likeness {
  readonly score: number;
  readonly isSure: boolean;
}

function likenessOf({ head, headline, said, rarity }: Story, { times, quoted, text }: Pointers): Likeness | null {
  const weight = (word: string): number => rarity.get(word) ?? 0;
  const told = headline.filter((word) => said.some((other) => isSameWord(word, other)));
  const top = wordsIn(head.bodyText).slice(0, FIRST_WORDS);
  const beside = said.filter(
    (word) => !told.some((other) => isSameWord(word, other)) && top.some((other) => isSameWord(word, other)),
  );
  const share = sum(told.map(weight)) / sum(headline.map(weight));
  const atTime = times.some((time) => isAtTime(head, time));
  const least = quoted.length > 0 ? TOLD_THOUGH_QUOTED : TOLD_OF_HEADLINE;
  const saysAll = told.length > 0 && said.every((word) => told.some((other) => isSameWord(word, other)));
  const isTold = told.length + beside.length >= FEWEST_WORDS && share >= least;
  if (!isTold && !saysAll && !(atTime && told.length > 0)) return null;
  return {
    score: sum(told.map(weight)) + beside.length + (atTime ? FEWEST_WORDS : 0),
    isSure:
      atTime || (told.length >= FEWEST_WORDS && !tellsOfMore(text, (word) => isBegunIn(word, [...headline, ...top]))),
  };
}

/** How rare each word is among headlines. */
function rarities(headlines: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const words of headlines) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + (headlines.length + 1) / count)]));
}

function wordsIn(text: string): string[] {
  const words = [...text.toLowerCase().normalize('NFKC').matchAll(WORD)].map(([word]) => word.replace(PREFIXES, ''));
  return [...new Set(words.filter((word) => word.length >= SHORTEST_WORD || /\d\d/.test(word)))];
}

function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  if (shorter < SHORTEST_STEM || /\d/.test(one)) return false;
  const stem = Math.max(SHORTEST_STEM, Math.ceil(shorter * SHARED_STEM));
  return one.slice(0, stem) === other.slice(0, stem);
}

/** True of a word that begins as one of a story's does: enough where it is asked whether a stop tells of something else. */
function isBegunIn(word: string, words: readonly string[]): boolean {
  const bare = word.toLowerCase().replace(PREFIXES, '');
  return words.some((other) => other.slice(0, SHORTEST_STEM) === bare.slice(0, SHORTEST_STEM));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
