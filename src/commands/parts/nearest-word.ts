import { closest, distance } from 'fastest-levenshtein';

const MOST_LETTERS_WRONG = 3;

/** The word that is nearest to what was written, of those with its first letter if there are any; null where none is near. */
export function nearestWord(written: string, words: readonly string[]): string | null {
  const begins = words.filter((word) => word[0] === written[0]);
  const near = closest(written, begins.length > 0 ? begins : [...words]) as string | undefined;
  return near !== undefined && distance(written, near) <= Math.min(MOST_LETTERS_WRONG, written.length / 2)
    ? near
    : null;
}

/** The end of a sentence that says what was perhaps meant; empty where nothing is near. */
export function didYouMean(written: string, words: readonly string[]): string {
  const near = nearestWord(written, words);
  return near === null ? '' : `; did you mean ${near}?`;
}
