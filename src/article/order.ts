import type { Article } from './article.ts';

/** Flags under which a time does not order revisions. */
const UNTRUSTED = new Set(['no-zone', 'future', 'missing', 'unparsable']);

/** What the order of revisions inside an article looks at. `markRank`: UPDATE n, nth LEAD; 0 when unmarked. */
export interface OrderKey {
  readonly uri: string | null;
  readonly versionCreated: string | null;
  readonly dateFlags: readonly string[];
  readonly version: string | null;
  readonly markRank: number;
}

/**
 * Negative when `a` is older than `b`, positive when newer, 0 when only the order of arrival can tell. The number first
 * where two versions of a uri carry one, then trusted version time, then mark rank.
 */
export function compareVersions(a: OrderKey, b: OrderKey): number {
  const numbers = compareNumbers(a, b);
  if (numbers !== null && numbers !== 0) return numbers;
  const timeA = trustedTime(a);
  const timeB = trustedTime(b);
  if (timeA !== null && timeB !== null && timeA !== timeB) return timeA - timeB;
  if (a.markRank > 0 && b.markRank > 0 && a.markRank !== b.markRank) return a.markRank - b.markRank;
  return 0;
}

const NUMBER = /^\d{1,15}$/;

/** Compares the numbers of two versions of one uri; null where one of them carries none. */
export function compareNumbers(a: OrderKey, b: OrderKey): number | null {
  if (a.uri === null || a.uri !== b.uri || !NUMBER.test(a.version ?? '') || !NUMBER.test(b.version ?? '')) return null;
  return Number(a.version) - Number(b.version);
}

/** Epoch milliseconds of the version time, or null where it may not order. */
export function trustedTime(key: Pick<OrderKey, 'versionCreated' | 'dateFlags'>): number | null {
  if (key.versionCreated === null || key.dateFlags.some((flag) => UNTRUSTED.has(flag))) return null;
  return Date.parse(key.versionCreated);
}

const MARK_RANK = /^(?:CORRECTED-)?(?:UPDATE|WRAPUP) (\d{1,2})-|^(\d{1,2})(?:st|nd|rd|th|er|e|ème)?\s?lead\b/i;

/** The rank that a headline's mark gives: 3 for "UPDATE 3-…", 2 for "2ND LEAD …", 0 without. */
export function markRank(sourceHeadline: string | null): number {
  const match = MARK_RANK.exec(sourceHeadline ?? '');
  return match ? Number(match[1] ?? match[2]) : 0;
}

/** The order key of an article. */
export function orderKey(article: Article): OrderKey {
  return {
    uri: article.uri,
    versionCreated: article.versionCreated,
    dateFlags: article.dateFlags,
    version: article.version,
    markRank: markRank(article.sourceHeadline),
  };
}
