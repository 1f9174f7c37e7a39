import { withoutDateline } from './opening.ts';
import { hashText, LONGEST_TEXT, mix, type Tokens, tokenise } from './tokens.ts';

/** What two stories are compared by: never text, only hashes of its words and of where its numbers stand. */
export interface Features {
  /** Words in the body. */
  readonly words: number;
  /** Characters in the body, for the ratio of sizes. */
  readonly characters: number;
  /** Of all 3-word shingles those are kept whose hash is divisible by 2^level. */
  readonly level: number;
  /** Kept shingles, sorted, each once. */
  readonly shingles: Uint32Array;
  /** Distinct shingles in all. */
  readonly shingleCount: number;
  /** Contexts of numbers (two words before, one after), sorted; those that stand once in the story. */
  readonly slots: Uint32Array;
  /** The number in each of the slots. */
  readonly slotNumbers: Uint32Array;
  /** Distinct numbers, sorted. */
  readonly numbers: Uint32Array;
  /** Names (words with a capital) near the top, sorted, each once. */
  readonly names: Uint32Array;
  /** Words of the headline, sorted, each once. */
  readonly headline: Uint32Array;
  /** Hash of all letters and numbers of the body in order, whatever stands between them. */
  readonly bodyHash: number;
  /** Hash of all words of the headline in order. */
  readonly headlineHash: number;
  /** Hash of the base of the slug line, 0 without one. */
  readonly slugHash: number;
}

const SHINGLES_KEPT = 320;
const NUMBERS_KEPT = 64;
const NAMES_KEPT = 32;
const HEADLINE_KEPT = 24;
const TOP_CHARACTERS = 420;
const SHORTEST_NAME_RUN = 2;

/** The features of a headline (its desk marks removed) and a body (dateline and sign-off removed). */
export function featuresOf(headline: string, body: string, storyKey: string | null = null): Features {
  const head = tokenise(headline);
  const copy = withoutDateline(body);
  const text = tokenise(copy);
  const shingles = shinglesOf(text);
  let level = 0;
  let kept = shingles;
  while (kept.length > SHINGLES_KEPT && level < 24) {
    level += 1;
    const mask = 2 ** level - 1;
    kept = kept.filter((hash) => (hash & mask) === 0);
  }
  return {
    words: text.hashes.length,
    characters: copy.length,
    level,
    shingles: kept,
    shingleCount: shingles.length,
    ...numbersOf(text),
    names: namesOf(text),
    headline: distinct(head.hashes).slice(0, HEADLINE_KEPT),
    bodyHash: hashText(lettersOf(copy)),
    headlineHash: hashOfAll(head.hashes),
    slugHash: storyKey === null || storyKey === '' ? 0 : hashText(storyKey.toUpperCase()),
  };
}

/** Distinct 3-word shingles, sorted; of a text of one or two words, the words themselves. */
function shinglesOf({ hashes }: Tokens): Uint32Array {
  const count = hashes.length;
  if (count === 0) return new Uint32Array();
  if (count < 3) return distinct(hashes);
  const all = new Uint32Array(count - 2);
  for (let at = 0; at < all.length; at += 1)
    all[at] = combine3(hashes[at] as number, hashes[at + 1] as number, hashes[at + 2] as number);
  return distinct(all);
}

function combine3(a: number, b: number, c: number): number {
  return mix(Math.imul(Math.imul(a ^ 0x9e3779b9, 0x01000193) ^ b, 0x01000193) ^ c);
}

function distinct(hashes: Uint32Array): Uint32Array {
  const sorted = Uint32Array.from(hashes).sort();
  let kept = 0;
  for (let at = 0; at < sorted.length; at += 1)
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[kept++] = sorted[at] as number;
  return sorted.slice(0, kept);
}

function numbersOf({ hashes, numeric }: Tokens): Pick<Features, 'slots' | 'slotNumbers' | 'numbers'> {
  const slots = new Map<number, number | null>();
  const numbers = new Set<number>();
  for (let at = 0; at < hashes.length; at += 1) {
    if (numeric[at] !== 1) continue;
    const number = hashes[at] as number;
    numbers.add(number);
    const before = at > 1 && numeric[at - 2] === 0 ? (hashes[at - 2] as number) : 0;
    const slot = combine3(
      before,
      at > 0 && numeric[at - 1] === 0 ? (hashes[at - 1] as number) : 1,
      hashes[at + 1] ?? 2,
    );
    slots.set(slot, slots.has(slot) && slots.get(slot) !== number ? null : number);
  }
  const once = [...slots].filter((entry): entry is [number, number] => entry[1] !== null).slice(0, NUMBERS_KEPT);
  once.sort(([a], [b]) => a - b);
  return {
    slots: Uint32Array.from(once, ([slot]) => slot),
    slotNumbers: Uint32Array.from(once, ([, number]) => number),
    numbers: distinct(Uint32Array.from([...numbers].slice(0, NUMBERS_KEPT))),
  };
}

function namesOf({ hashes, capital, offsets }: Tokens): Uint32Array {
  const names: number[] = [];
  for (let at = 0; at < hashes.length && (offsets[at] as number) < TOP_CHARACTERS; at += 1)
    if (capital[at] === 1) names.push(hashes[at] as number);
  return names.length < SHORTEST_NAME_RUN ? new Uint32Array() : distinct(Uint32Array.from(names)).slice(0, NAMES_KEPT);
}

/** Letters and figures alone: copy that lost its apostrophes, hyphens or spaces on the way is the same copy. */
function lettersOf(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/(\p{N}):(?=\p{N})/gu, '$1.')
    .replace(/[^\p{L}\p{N}.]+|(?<!\p{N})[.]|[.](?!\p{N})/gu, '');
}

function hashOfAll(hashes: Uint32Array): number {
  let sum = hashes.length;
  for (const hash of hashes) sum = Math.imul(sum ^ hash, 0x01000193) + 0x7f4a7c15;
  return mix(sum);
}
