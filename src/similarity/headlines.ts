import type { Article } from '../article/article.ts';

/** Stock codes stand in a headline or not, and small words come and go, as each desk's style has it. */
const STOCK_CODE = /<[A-Za-z][A-Za-z0-9.]{0,9}>|[([][A-Z]{1,5}(?:\.[A-Z]{1,2})?[)\]]/g;
const SMALL_WORD =
  /^(?:a|an|the|to|of|in|on|at|by|for|and|as|is|are|its|says?|said|de|la|le|les|des|du|der|die|das|den|und|el|los|las|y|e|o)$/;
const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  'one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, at): [string, string] => [word, String(at + 1)])
    .concat([
      ['first', '1st'],
      ['second', '2nd'],
      ['third', '3rd'],
    ]),
);
const LONGEST = 400;
const LONGEST_BODY = 20_000;
const MOST_WORDS = 40;
const NEGATIVE = /^(?:no|not|never|without|pas|non|nicht|kein|keine|ne|sin|sem|не|нет|لا|لم|لن)$/;

/**
 * True when two headlines of one and the same body say the same: beside words that stand in the body and that only one
 * of them spells out. A word in place of another says something else.
 */
export function sameHeadline(before: Article, after: Article): boolean {
  const old = wordsOf(before.headline).slice(0, MOST_WORDS);
  const now = wordsOf(after.headline).slice(0, MOST_WORDS);
  const extra = onlyInOne(old, now);
  if (extra === null) return false;
  if (extra.length === 0) return true;
  if (extra.length * 2 > Math.min(old.length, now.length) || extra.some((word) => NEGATIVE.test(word))) return false;
  const body = new Set(wordsOf(after.bodyText, LONGEST_BODY));
  return extra.every((word) => body.has(word) || isCut(word, body));
}

/** Words that one has more than the other, or null where some stand in place of others. */
function onlyInOne(old: readonly string[], now: readonly string[]): string[] | null {
  const common = commonRuns(old, now);
  const extra: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [from, start] = [i, j];
    while (i < old.length && !common.old.has(i)) i += 1;
    while (j < now.length && !common.now.has(j)) j += 1;
    if (i > from && j > start) return null;
    extra.push(...old.slice(from, i), ...now.slice(start, j));
    i += 1;
    j += 1;
  }
  return extra;
}

/** The places of a longest common subsequence on both sides. */
function commonRuns(
  old: readonly string[],
  now: readonly string[],
): { old: ReadonlySet<number>; now: ReadonlySet<number> } {
  const longest = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      (longest[i] as Uint16Array)[j] = alike(old[i], now[j])
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
  const common = { old: new Set<number>(), now: new Set<number>() };
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (alike(old[i], now[j])) {
      common.old.add(i++);
      common.now.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return common;
}

/** "JAN" is "JANUARY", "Iran" in one desk's headline is "Iranian" in another's. */
function alike(a = '', b = ''): boolean {
  if (a === b) return true;
  const [cut, whole] = a.length < b.length ? [a, b] : [b, a];
  return /^\p{L}{3}/u.test(cut) && whole.startsWith(cut);
}

/** "FEB" for "February", "Mich" for "Michigan". */
function isCut(word: string, body: ReadonlySet<string>): boolean {
  return (
    word.length >= 3 &&
    [...body].some((other) => other.startsWith(word) || (other.length >= 4 && word.startsWith(other)))
  );
}

function wordsOf(text: string | null, limit: number = LONGEST): string[] {
  const plain = (text ?? '').slice(0, limit).replace(STOCK_CODE, ' ').toLowerCase();
  return Array.from(plain.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ([word]) => NUMBER_WORDS.get(word) ?? word).filter(
    (word) => !SMALL_WORD.test(word),
  );
}
