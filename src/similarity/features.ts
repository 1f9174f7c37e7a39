import { type Distinct, distinct } from './distinct.ts';
import { hashLetters } from './letters.ts';
import { withoutDateline } from './opening.ts';
import { CAPITAL, NUMBER } from './signs.ts';
import { type Sketch, sketchOf } from './sketch.ts';
import { hashText, mix, type Tokens, tokenise } from './tokens.ts';

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
  /** What it is about, for grouping reports of one event. */
  readonly sketch: Sketch;
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
const NO_NUMBER = -1;
const SEVERAL = -2;
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
    kept = divisible(kept, 2 ** level - 1);
  }
  return {
    words: text.hashes.length,
    characters: copy.length,
    level,
    shingles: kept.sort(),
    shingleCount: shingles.length,
    ...numbersOf(text),
    names: namesOf(text),
    headline: sorted(head.hashes).slice(0, HEADLINE_KEPT),
    sketch: sketchOf(headline, copy),
    bodyHash: hashLetters(copy),
    headlineHash: hashOfAll(head.hashes),
    slugHash: storyKey === null || storyKey === '' ? 0 : hashText(storyKey.toUpperCase()),
  };
}

/** Distinct 3-word shingles; of a text of one or two words, the words themselves. */
function shinglesOf({ hashes }: Tokens): Uint32Array {
  const count = hashes.length;
  if (count === 0) return new Uint32Array();
  if (count < 3) return distinct(hashes).values;
  const all = new Uint32Array(count - 2);
  for (let at = 0; at < all.length; at += 1)
    all[at] = combine3(hashes[at] as number, hashes[at + 1] as number, hashes[at + 2] as number);
  return distinct(all).values;
}

function combine3(a: number, b: number, c: number): number {
  return mix(Math.imul(Math.imul(a ^ 0x9e3779b9, 0x01000193) ^ b, 0x01000193) ^ c);
}

function divisible(hashes: Uint32Array, mask: number): Uint32Array {
  const found = new Uint32Array(hashes.length);
  let count = 0;
  for (let at = 0; at < hashes.length; at += 1)
    if (((hashes[at] as number) & mask) === 0) found[count++] = hashes[at] as number;
  return found.slice(0, count);
}

/** Each once. */
const sorted = (hashes: Uint32Array): Uint32Array => distinct(hashes).values.slice().sort();

function numbersOf({ hashes, kinds }: Tokens): Pick<Features, 'slots' | 'slotNumbers' | 'numbers'> {
  const at: number[] = [];
  for (let place = 0; place < kinds.length; place += 1) if (isNumber(kinds, place)) at.push(place);
  const all = new Uint32Array(at.length);
  const around = new Uint32Array(at.length);
  for (let index = 0; index < at.length; index += 1) {
    all[index] = hashes[at[index] as number] as number;
    around[index] = contextOf(hashes, kinds, at[index] as number);
  }
  const numbers = distinct(all);
  const contexts = distinct(around);
  const once = standingOnce(contexts, numbers).sort((a, b) => a.slot - b.slot);
  const slots = new Uint32Array(once.length);
  const slotNumbers = new Uint32Array(once.length);
  for (let index = 0; index < once.length; index += 1) {
    slots[index] = (once[index] as Slot).slot;
    slotNumbers[index] = (once[index] as Slot).number;
  }
  return { slots, slotNumbers, numbers: numbers.values.slice(0, NUMBERS_KEPT).sort() };
}

interface Slot {
  readonly slot: number;
  readonly number: number;
}

/** The first contexts in which always the same number stands. */
function standingOnce(contexts: Distinct, numbers: Distinct): Slot[] {
  const held = new Int32Array(contexts.values.length).fill(NO_NUMBER);
  for (let index = 0; index < contexts.places.length; index += 1) {
    const context = contexts.places[index] as number;
    const number = numbers.places[index] as number;
    held[context] = held[context] === NO_NUMBER || held[context] === number ? number : SEVERAL;
  }
  const once: Slot[] = [];
  for (let context = 0; context < held.length && once.length < NUMBERS_KEPT; context += 1)
    if (held[context] !== SEVERAL)
      once.push({
        slot: contexts.values[context] as number,
        number: numbers.values[held[context] as number] as number,
      });
  return once;
}

const isNumber = (kinds: Uint8Array, at: number): boolean => ((kinds[at] as number) & NUMBER) !== 0;

/** The two words before a number and what comes after it. */
function contextOf(hashes: Uint32Array, kinds: Uint8Array, at: number): number {
  const isWord = (place: number): boolean => place >= 0 && !isNumber(kinds, place);
  return combine3(
    isWord(at - 2) ? (hashes[at - 2] as number) : 0,
    isWord(at - 1) ? (hashes[at - 1] as number) : 1,
    hashes[at + 1] ?? 2,
  );
}

function namesOf({ hashes, kinds, offsets }: Tokens): Uint32Array {
  const names: number[] = [];
  for (let at = 0; at < hashes.length && (offsets[at] as number) < TOP_CHARACTERS; at += 1)
    if (((kinds[at] as number) & CAPITAL) !== 0) names.push(hashes[at] as number);
  return names.length < SHORTEST_NAME_RUN ? new Uint32Array() : sorted(Uint32Array.from(names)).slice(0, NAMES_KEPT);
}

function hashOfAll(hashes: Uint32Array): number {
  let sum = hashes.length;
  for (const hash of hashes) sum = Math.imul(sum ^ hash, 0x01000193) + 0x7f4a7c15;
  return mix(sum);
}
