import { closest } from 'fastest-levenshtein';
import { Priority } from '../article/article.ts';
import { sha256 } from '../article/content.ts';
import { foldAsked, foldLetters } from './fold-text.ts';

/** A query that cannot be read; the message says what to write. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
}

/** What a query asks of the index. */
export interface SearchQuery {
  /** For the MATCH of FTS5; empty where every story fits. */
  readonly match: string;
  /** Epoch milliseconds, inclusive; null without a limit. */
  readonly since: number | null;
  readonly until: number | null;
}

/** The columns of the index that hold words. */
export const TEXT_COLUMNS = ['headline', 'slug', 'byline', 'place', 'subject', 'body'] as const;
/** The column of what is known of a story beside its words. */
export const MARKS = 'marks';

type Column = (typeof TEXT_COLUMNS)[number];

/** Filters that look for words in one part of the story. */
const IN_COLUMN: Readonly<Record<string, Column>> = {
  headline: 'headline',
  title: 'headline',
  slug: 'slug',
  by: 'byline',
  byline: 'byline',
  place: 'place',
  subject: 'subject',
  body: 'body',
};
/** Filters that compare a whole value. */
const BY_MARK: Readonly<Record<string, string>> = {
  agency: 'agency',
  feed: 'feed',
  lang: 'language',
  language: 'language',
  priority: 'priority',
  class: 'is',
  change: 'is',
  is: 'is',
  event: 'event',
};
const TIMES = ['since', 'until'];
const UNITS: Readonly<Record<string, number>> = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Every filter that a query may name. */
export const FILTERS: readonly string[] = [...Object.keys(IN_COLUMN), ...Object.keys(BY_MARK), ...TIMES];
/** What `is:` may be followed by. */
export const IS: readonly string[] = [
  ...Priority.options,
  'story',
  'advisory',
  'schedule',
  'correction-notice',
  'service',
  'test',
  'new',
  'update',
  'correction',
  'refile',
  'withdrawal',
  'withheld',
  'embargo-lift',
  'reinstated',
  'held',
  'open',
  'late',
  'silent',
];

/** One word of the index for what is known of a story: `agency`, `afp`. No word of a story looks like it. */
export function markOf(name: string, value: string): string {
  return `z${name}z${foldLetters(value).replace(/[^\p{L}\p{N}]/gu, 'z')}`;
}

/** The mark of a uri, which may be longer than a word of the index. */
export function uriMark(uri: string): string {
  return markOf('uri', sha256(uri).slice(0, 24));
}

/** What may be asked beside the words, each with the values of which one must fit. */
export interface ListedFilter {
  readonly agency?: readonly string[];
  readonly language?: readonly string[];
  readonly priority?: readonly string[];
  readonly newsClass?: readonly string[];
  readonly feed?: readonly string[];
  readonly event?: readonly string[];
  readonly subject?: readonly string[];
  readonly uri?: readonly string[];
}

const LISTED: Readonly<Record<keyof ListedFilter, (value: string) => string>> = {
  agency: (value) => `"${markOf('agency', value)}"`,
  language: (value) => `"${markOf('language', value)}"`,
  priority: (value) => `"${markOf('priority', value)}"`,
  newsClass: (value) => `"${markOf('is', value)}"`,
  feed: (value) => `"${markOf('feed', value)}"`,
  event: (value) => `"${markOf('event', value)}"`,
  subject: (value) => `subject : ${wordsOf(value, true) ?? '""'}`,
  uri: (value) => `"${uriMark(value)}"`,
};

/** Narrows a query by filters that came apart from it. */
export function narrow(query: SearchQuery, filter: ListedFilter): SearchQuery {
  const groups = Object.entries(filter).flatMap(([name, values]) =>
    values === undefined ? [] : [`(${values.map(LISTED[name as keyof ListedFilter]).join(' OR ')})`],
  );
  return { ...query, match: [query.match === '' ? '' : `(${query.match})`, ...groups].filter(Boolean).join(' AND ') };
}

/** A shorter beginning of a word is that of every third story. */
const SHORTEST_BEGINNING = 3;
const TERM = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giu;
const LONGEST_QUERY = 1_000;
const MOST_TERMS = 40;

interface Term {
  readonly without: boolean;
  readonly filter: string | null;
  readonly value: string;
  readonly quoted: boolean;
}

/**
 * Reads what a person writes into the search box: words, "phrases", beginn*, -without, and filters such as agency:afp,
 * lang:fr,de, subject:economy, is:alert, since:2h. A filter named twice takes either value.
 * @param now epoch milliseconds, for times such as 2h
 * @throws QueryRefused for a filter that there is not, or a value that it does not take
 */
export function readQuery(text: string, now: number): SearchQuery {
  if (text.length > LONGEST_QUERY) throw new QueryRefused(`write at most ${LONGEST_QUERY} characters`);
  const terms = termsOf(text);
  if (terms.length > MOST_TERMS) throw new QueryRefused(`write at most ${MOST_TERMS} words and filters`);
  const times = { since: null as number | null, until: null as number | null };
  const groups = new Map<string, string[]>();
  const excluded: string[] = [];
  for (const [at, term] of terms.entries()) {
    if (term.filter === 'since' || term.filter === 'until') {
      times[term.filter] = instantOf(term.filter, term.value, now);
      continue;
    }
    const expression = expressionOf(term);
    if (expression === null) continue;
    if (term.without) excluded.push(expression);
    else {
      const group = term.filter === null ? `word ${at}` : canonicalOf(term.filter);
      groups.set(group, [...(groups.get(group) ?? []), expression]);
    }
  }
  return { ...times, match: matchOf([...groups.values()], excluded) };
}

function termsOf(text: string): Term[] {
  return [...text.matchAll(TERM)].flatMap(([, minus = '', name, phrase, word]) => {
    const filter = name?.toLowerCase() ?? null;
    const value = phrase ?? word ?? '';
    const isFilter = filter !== null && FILTERS.includes(filter);
    if (filter !== null && !isFilter) {
      if (/^\/\//.test(value))
        return [{ without: minus === '-', filter: null, value: `${name}:${value}`, quoted: true }];
      throw new QueryRefused(
        `there is no filter ${filter}: (${closest(filter, [...FILTERS])}: is the nearest); write one of ${FILTERS.join(', ')}, or put the words in quotes`,
      );
    }
    return value === '' ? [] : [{ without: minus === '-', filter, value, quoted: phrase !== undefined }];
  });
}

const canonicalOf = (filter: string): string => IN_COLUMN[filter] ?? BY_MARK[filter] ?? filter;

function matchOf(groups: readonly (readonly string[])[], excluded: readonly string[]): string {
  const all = groups.map((group) => (group.length === 1 ? group[0] : `(${group.join(' OR ')})`));
  const wanted = all.join(' AND ');
  if (excluded.length === 0) return wanted;
  const from = wanted === '' ? `"${markOf('every', '')}"` : `(${wanted})`;
  return `${from} NOT (${excluded.join(' OR ')})`;
}

function expressionOf({ filter, value, quoted }: Term): string | null {
  const mark = filter === null ? undefined : BY_MARK[filter];
  if (mark === undefined) {
    const words = wordsOf(value, quoted);
    const column = filter === null ? null : IN_COLUMN[filter];
    return words === null || column === null ? words : `${column} : ${words}`;
  }
  const values = quoted ? [value] : value.split(',').filter((each) => each !== '');
  if (mark === 'is') for (const each of values) checkState(each);
  const marks = values.map((each) => `"${markOf(mark, each)}"`);
  return marks.length === 1 ? `${MARKS} : ${marks[0]}` : `${MARKS} : (${marks.join(' OR ')})`;
}

function checkState(value: string): void {
  if (!IS.includes(value.toLowerCase()))
    throw new QueryRefused(
      `is:${value} is unknown (${closest(value, [...IS])} is the nearest); write one of ${IS.join(', ')}`,
    );
}

function wordsOf(value: string, quoted: boolean): string | null {
  const isPrefix = !quoted && /[^*]\*$/.test(value);
  const { words, isPart } = foldAsked(isPrefix ? value.slice(0, -1) : value);
  const bare = words.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim();
  if (isPrefix && !isPart && bare.length < SHORTEST_BEGINNING)
    throw new QueryRefused(`${value} finds too much: write ${SHORTEST_BEGINNING} letters or more before the *`);
  return bare === '' ? null : `"${bare}"${isPrefix || isPart ? ' *' : ''}`;
}

function instantOf(name: string, value: string, now: number): number {
  const [, count = '', unit = ''] = /^(\d{1,4})(m|min|h|d|w)$/.exec(value) ?? [];
  if (count !== '') return now - Number(count) * (UNITS[unit] as number);
  const instant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(value)
    ? Date.parse(/T/.test(value) && !/(?:Z|[+-]\d\d:\d\d)$/.test(value) ? `${value}Z` : value)
    : Number.NaN;
  if (Number.isNaN(instant))
    throw new QueryRefused(`${name}:${value} is no time; write 30m, 2h, 7d, 2026-11-03 or 2026-11-03T10:00Z`);
  return instant;
}
