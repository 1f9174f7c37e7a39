import type { HeadlineMark } from '../contract/house-style.ts';

/** What a row of marks means; what it leaves out it does not say. */
type Meaning = Partial<Pick<HeadlineMark, 'change' | 'newsClass' | 'genre'>>;

/** Words and their meaning: `#` stands for a number, `…` for bracketed words that vary. */
export type MarkRow = readonly [words: string, meaning?: Meaning];

/** Between a mark and the headline, for the wires that write a hyphen: "UPDATE 2-". */
export const HYPHEN = String.raw`\s?[-–]\s?(?=\S)`;
/** A colon, a dash, or a dash between spaces: "URGENT - ", "EIL: ". */
export const COLON_OR_DASH = String.raw`\s?(?:[:：]\s?|[-–—]\s?)(?=\S)`;
/** A colon, a dash or nothing but a space: "2ND LEAD Storm". */
export const SPACE = String.raw`\s?(?:[:：]|\s[-–—])?\s+(?=\S)`;

/** A dash, a colon or nothing, behind marks that stand in brackets: "(RPT) Storm". */
export const ANY = String.raw`\s?[-–:]?\s?(?=\S)`;

/** Marks before a headline, each with this separator behind it. */
export function marksBefore(separator: string, rows: readonly MarkRow[]): HeadlineMark[] {
  return rows.map((row) => markOf(row, (words) => `^${words}${separator}`));
}

/** Marks behind a headline, in brackets or behind a dash. */
export function marksBehind(rows: readonly MarkRow[]): HeadlineMark[] {
  return rows.map((row) => markOf(row, (words) => String.raw`\s*(?:\(${words}\)|\s[-–—]\s?${words})$`));
}

/** Words of the state that a slugline carries in brackets at its end: "NORWAY-PORT/ (CORRECTED, PIX)". */
export function marksInBrackets(rows: readonly MarkRow[]): HeadlineMark[] {
  return rows.map((row) => markOf(row, (words) => String.raw`\((?:[^()]{0,60},\s?)?${words}(?:,[^()]{0,60})?\)\s*$`));
}

/** Words behind a comma that ends a slugline: "Gaza-conflict,2ndlead". */
export function marksAfterComma(rows: readonly MarkRow[]): HeadlineMark[] {
  return rows.map((row) => markOf(row, (words) => String.raw`,\s?${words}$`));
}

/** Headlines that begin so are no stories; the headline stays whole. */
export function headlinesLike(rows: readonly MarkRow[]): HeadlineMark[] {
  return rows.map((row) => markOf(row, (words) => String.raw`^(?=${words}(?![\p{L}\p{N}]))`));
}

/** Marks that name what kind of story it is: the genre is the mark in small letters. */
export function genres(words: readonly string[]): MarkRow[] {
  return words.map((word) => [word, { genre: word.toLowerCase() }]);
}

function markOf([words, meaning]: MarkRow, around: (words: string) => string): HeadlineMark {
  return {
    change: null,
    newsClass: null,
    genre: null,
    ...meaning,
    words,
    pattern: new RegExp(around(sourceOf(words)), 'u'),
  };
}

function sourceOf(words: string): string {
  return words
    .replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll('#', String.raw`\d{1,2}`)
    .replaceAll('…', '[^()]{1,30}')
    .replaceAll(' ', String.raw`\s`);
}
