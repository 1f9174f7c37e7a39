import type { Article } from '../article/article.ts';
import { withoutDateline } from './opening.ts';

/** Longer texts are compared by their first words. */
const MOST_WORDS = 4_000;
const MOST_SHOWN = 12;
const FEW_WORDS = 4;
/** Scripts without spaces word by sign; figures on their own. */
const WORD =
  /\p{N}+(?:[.,:]\p{N}+)*%?|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}])+(?:[.’'-](?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}])+)*/gu;
const NEGATION =
  /^(?:not|no|never|none|without|nicht|kein|keine|keinen|ne|pas|jamais|sans|non|nunca|sin|não|sem|niet|geen|لا|لم|لن|ليس|غير|не|ни|нет|δεν|όχι|μη|לא|אין|नहीं|न|不|没|沒|未|無|无|非|안|못)$|^n[’']|n[’']t$/iu;
/** Signs of scripts without capitals may be a name. */
const MAYBE_NAME = /^(?:\p{Lu}|\p{Lo})/u;

/** Words that another version has in place of others. */
export interface ChangedWords {
  readonly replaced: readonly { readonly before: string; readonly after: string }[];
  readonly added: number;
  readonly removed: number;
  /** A number, a name or a negation was put in place of another within the same words around it. */
  readonly correcting: boolean;
}

/** What changed between two versions of a text, word by word. */
export function changedWords(before: Article, after: Article): ChangedWords {
  const old = wordsOf(`${before.headline ?? ''}\n${withoutDateline(before.bodyText)}`);
  const now = wordsOf(`${after.headline ?? ''}\n${withoutDateline(after.bodyText)}`);
  const replaced: { before: string; after: string }[] = [];
  let [added, removed] = [0, 0];
  let correcting = false;
  for (const { from, to, start, end } of gapsOf(old, now)) {
    const gone = old.slice(from, to);
    const come = now.slice(start, end);
    added += come.length;
    removed += gone.length;
    if (replaced.length < MOST_SHOWN && gone.length + come.length <= 2 * MOST_SHOWN)
      replaced.push({ before: gone.join(' '), after: come.join(' ') });
    correcting ||= isCorrection(gone, come);
  }
  return { replaced, added, removed, correcting };
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    if (words.length === MOST_WORDS) break;
    words.push(word);
  }
  return words;
}

function isCorrection(gone: readonly string[], come: readonly string[]): boolean {
  if (gone.length > FEW_WORDS || come.length > FEW_WORDS) return false;
  if ([...gone, ...come].some((word) => NEGATION.test(word)) && gone.length + come.length <= FEW_WORDS) return true;
  if (gone.length === 0 || come.length === 0) return false;
  const numbers = (words: readonly string[]): boolean => words.some((word) => /\p{N}/u.test(word));
  const names = (words: readonly string[]): boolean => words.some((word) => MAYBE_NAME.test(word));
  return (numbers(gone) && numbers(come)) || (names(gone) && names(come));
}

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** Stretches that differ between stretches of at least three equal words, found by the words that stand once in each. */
function gapsOf(old: readonly string[], now: readonly string[]): Gap[] {
  const gaps: Gap[] = [];
  let [from, start] = [0, 0];
  for (const [at, place] of anchors(old, now)) {
    if (at < from || place < start) continue;
    if (at > from || place > start) gaps.push(...trimmed(old, now, { from, to: at, start, end: place }));
    from = at + 1;
    start = place + 1;
  }
  gaps.push(...trimmed(old, now, { from, to: old.length, start, end: now.length }));
  return gaps;
}

/** Equal words at both ends of a gap are no part of it. */
function trimmed(old: readonly string[], now: readonly string[], gap: Gap): Gap[] {
  let { from, to, start, end } = gap;
  while (from < to && start < end && old[from] === now[start]) {
    from += 1;
    start += 1;
  }
  while (to > from && end > start && old[to - 1] === now[end - 1]) {
    to -= 1;
    end -= 1;
  }
  return from === to && start === end ? [] : [{ from, to, start, end }];
}

/** Places of words that stand once on both sides, as the longest run in order (patience diff, Bram Cohen). */
function anchors(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const places = once(now);
  const pairs = [...once(old)].flatMap(([word, at]) => {
    const place = places.get(word);
    return place === undefined ? [] : [[at, place] as const];
  });
  pairs.sort(([a], [b]) => a - b);
  const tails: number[] = [];
  const before = new Array<number>(pairs.length).fill(-1);
  for (const [index, [, place]] of pairs.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle] as number]![1] < place) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = index;
  }
  const run: (readonly [number, number])[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] as number) run.push(pairs[index]!);
  return run.reverse();
}

function once(words: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const twice = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (places.has(word)) twice.add(word);
    places.set(word, at);
  }
  for (const word of twice) places.delete(word);
  return places;
}
