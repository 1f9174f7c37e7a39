import { territoriesIn } from './territories.ts';

/** The ways of use that restrictions tell apart. */
export const MEDIA = ['print', 'magazines', 'web', 'tv', 'radio', 'mobile', 'social'] as const;
export type Medium = (typeof MEDIA)[number];

/** What a restriction as filed says. */
export type RestrictionTerm =
  | { readonly is: 'territories'; readonly only: boolean; readonly codes: readonly string[] }
  | { readonly is: 'media'; readonly only: boolean; readonly media: readonly Medium[] }
  | { readonly is: 'no-archive' }
  | { readonly is: 'use-within'; readonly ms: number }
  /** What binds whoever uses the story and not whom it is sent to: a credit, no resale, editorial use only. */
  | { readonly is: 'for-the-user' }
  /** Nobody can tell but a person. */
  | { readonly is: 'unread' };

const MEDIUM_WORDS: Readonly<Record<string, readonly Medium[]>> = {
  PRINT: ['print'],
  NEWSPAPER: ['print'],
  MAG: ['magazines'],
  MAGAZINE: ['magazines'],
  INTERNET: ['web'],
  WEB: ['web'],
  WEBSITE: ['web'],
  ONLINE: ['web'],
  DIGITAL: ['web', 'mobile', 'social'],
  TV: ['tv'],
  TELEVISION: ['tv'],
  RADIO: ['radio'],
  BROADCAST: ['tv', 'radio'],
  MOBILE: ['mobile'],
  'SOCIAL MEDIA': ['social'],
  SOCIAL: ['social'],
};
const HOUR_MS = 3_600_000;
const UNIT_MS: Readonly<Record<string, number>> = { HOUR: HOUR_MS, DAY: 24 * HOUR_MS, WEEK: 7 * 24 * HOUR_MS };

/** How agencies word restrictions, the first that fits; what stands in the brackets is a row of territories or media. */
const WORDINGS: readonly {
  readonly pattern: RegExp;
  readonly read: (words: string, unit: string) => RestrictionTerm;
}[] = [
  { pattern: /^NO ARCHIV(?:E|ES|AL|ALS|ING)\b/, read: () => ({ is: 'no-archive' }) },
  {
    pattern: /\bWITHIN (\d{1,3}) (HOUR|DAY|WEEK)S?\b/,
    read: (count, unit) => ({ is: 'use-within', ms: Number(count) * (UNIT_MS[unit] ?? 0) }),
  },
  {
    pattern: /^(?:MANDATORY CREDIT|NO (?:RE)?SALES?$|NO (?:ADVERTISING|COMMERCIAL|LICEN[CS]ING|THIRD|SYNDICATION))/,
    read: () => ({ is: 'for-the-user' }),
  },
  {
    pattern: /^(?:FOR )?EDITORIAL USE ONLY|^ONE[- ]TIME USE|^NOT FOR (?:SALE|RESALE|MARKETING|COMMERCIAL)/,
    read: () => ({ is: 'for-the-user' }),
  },
  { pattern: /^(.{2,100}?) OUT$/, read: (words) => rowOf(words, false) },
  {
    pattern:
      /^(?:NOT FOR|NO) (?:USE|PUBLICATION|DISTRIBUTION|ACCESS|SALES?|RESALES?|BROADCAST)(?: (?:IN|TO|ON|BY))? (.{2,100})$/,
    read: (words) => rowOf(words, false),
  },
  { pattern: /^NO (.{2,100}?)(?: USE)?$/, read: (words) => rowOf(words, false) },
  {
    pattern: /^(?:RESTRICTED TO|ONLY FOR(?: USE IN)?|LICEN[CS]ED (?:FOR|TO)) (.{2,100}?)(?: USE)?(?: ONLY)?$/,
    read: (words) => rowOf(words, true),
  },
  { pattern: /^(?:FOR )?(?:USE )?(?:IN )?(.{2,100}?)(?: USE)? ONLY$/, read: (words) => rowOf(words, true) },
];

function rowOf(words: string, only: boolean): RestrictionTerm {
  const media = mediaIn(words);
  if (media !== null) return { is: 'media', only, media };
  const codes = territoriesIn(words);
  return codes === null ? { is: 'unread' } : { is: 'territories', only, codes };
}

function mediaIn(words: string): Medium[] | null {
  const found = words
    .split(/,|\/|&|\b(?:AND|OR)\b/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => MEDIUM_WORDS[word] ?? MEDIUM_WORDS[word.replace(/S$/, '')]);
  if (found.length === 0 || found.some((media) => media === undefined)) return null;
  return [...new Set(found.flatMap((media) => media ?? []))];
}

/** Reads one restriction as it was filed, such as "UK AND IRELAND OUT" or "NO ARCHIVES". */
export function readRestriction(text: string): RestrictionTerm {
  const words = text
    .toUpperCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/[.!;:\s]+$/, '')
    .trim();
  for (const { pattern, read } of WORDINGS) {
    const found = pattern.exec(words);
    if (found !== null) return read(found[1] ?? '', found[2] ?? '');
  }
  return { is: 'unread' };
}
