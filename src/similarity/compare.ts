import type { Features } from './features.ts';
import { type Inquiry, type Near, shareOf } from './inquiry.ts';

/** How rare a hash is among the stories of the window. */
export interface Rarity {
  shingleWeight(hash: number): number;
  wordWeight(hash: number): number;
}

/** What a story and an earlier one have in common, as measured. Shares are between 0 and 1. */
export interface Comparison {
  /** Share of the smaller side's shingles that the other has. */
  readonly containment: number;
  /** The same, each shingle counted by its rarity. */
  readonly rareContainment: number;
  /** Share of this story's shingles that the earlier one has, and the other way round. */
  readonly newInOld: number;
  readonly oldInNew: number;
  readonly jaccard: number;
  /** Shared shingles in all, as far as kept ones tell. */
  readonly shared: number;
  readonly sharedRarity: number;
  /** Share of the smaller side's numbers that the other has, by rarity; numbers on the smaller side. */
  readonly numbersAgree: number;
  readonly numbers: number;
  /** Numbers that both have, and the smaller count of those that only one has: replaced ones. */
  readonly numbersBoth: number;
  readonly numbersReplaced: number;
  /** Numbers that stand in the same context on both sides and are the same, or others. */
  readonly slotsSame: number;
  readonly slotsDiffer: number;
  readonly namesAgree: number;
  /** Smaller share of names that only one side has. */
  readonly namesOnlyOne: number;
  readonly headlineAgree: number;
  /** How rare the headline words are that nothing at the top of the other side answers; the lighter side counts. */
  readonly headlineConflict: number;
  /** How rare the subjects are, named in a headline and below it, that the other side does not name; the lighter side. */
  readonly otherSubject: number;
  readonly sizeRatio: number;
  readonly sameBody: boolean;
  readonly sameHeadline: boolean;
}

const TOO_FEW_NAMES = 2;

/** Compares a story with one that is near it. */
export function compareFeatures(inquiry: Inquiry, { features: before, overlap }: Near, rarity: Rarity): Comparison {
  const now = inquiry.features;
  const { level, first, second, both } = overlap;
  const weight = weigh(inquiry, before, level, rarity);
  const numbers = intersect(now.numbers, before.numbers, rarity);
  const names = intersect(now.names, before.names, rarity);
  const headline = intersect(now.headline, before.headline, rarity);
  const slots = compareSlots(now, before);
  const fewNames = Math.min(names.first, names.second) < TOO_FEW_NAMES;
  return {
    containment: Math.min(1, shareOf(overlap)),
    rareContainment: share(weight.both, Math.min(weight.first, weight.second)),
    newInOld: share(both, first),
    oldInNew: share(both, second),
    jaccard: share(both, first + second - both),
    shared: both * 2 ** level,
    sharedRarity: weight.both * 2 ** level,
    numbersAgree: share(numbers.bothWeight, Math.min(numbers.firstWeight, numbers.secondWeight)),
    numbers: Math.min(numbers.first, numbers.second),
    numbersBoth: numbers.both,
    numbersReplaced: Math.min(numbers.first, numbers.second) - numbers.both,
    slotsSame: slots.same,
    slotsDiffer: slots.differ,
    namesAgree: fewNames ? 0.6 : share(names.bothWeight, Math.min(names.firstWeight, names.secondWeight)),
    namesOnlyOne: fewNames ? 0.2 : Math.min(1 - share(names.both, names.first), 1 - share(names.both, names.second)),
    headlineAgree: share(headline.bothWeight, Math.min(headline.firstWeight, headline.secondWeight)),
    headlineConflict: Math.min(unanswered(now, before, rarity), unanswered(before, now, rarity)),
    otherSubject: Math.min(unnamed(now, before, rarity), unnamed(before, now, rarity)),
    sizeRatio: Math.log(Math.max(now.words, before.words, 1) / Math.max(1, Math.min(now.words, before.words))),
    sameBody: now.bodyHash === before.bodyHash,
    sameHeadline: now.headlineHash === before.headlineHash,
  };
}

/** Weight of the rarest headline word that the other side has neither in its headline nor near its top. */
function unanswered(side: Features, other: Features, rarity: Rarity): number {
  let rarest = 0;
  for (const hash of side.headline) {
    if (holds(other.headline, hash) || holds(other.names, hash) || holds(other.numbers, hash)) continue;
    rarest = Math.max(rarest, rarity.wordWeight(hash));
  }
  return rarest;
}

/** Weight of the rarest subject: a name of the headline and the story's top that the other side has in neither. */
function unnamed(side: Features, other: Features, rarity: Rarity): number {
  let rarest = 0;
  for (const hash of side.headline)
    if (holds(side.names, hash) && !holds(other.headline, hash) && !holds(other.names, hash))
      rarest = Math.max(rarest, rarity.wordWeight(hash));
  return rarest;
}

function holds(sorted: Uint32Array, value: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}

const share = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(1, part / whole));

/**
 * Share of a headline's words that the other side has neither in its headline nor among the names near its top; the
 * side that is answered better counts.
 */
export function headlinesApart(now: Features, before: Features): number {
  const share = (side: Features, other: Features): number => {
    const words = [...side.headline];
    const open = words.filter(
      (hash) => !holds(other.headline, hash) && !holds(other.names, hash) && !holds(other.numbers, hash),
    );
    return words.length === 0 ? 0 : open.length / words.length;
  };
  return Math.min(share(now, before), share(before, now));
}

interface Common {
  readonly first: number;
  readonly second: number;
  readonly both: number;
  readonly firstWeight: number;
  readonly secondWeight: number;
  readonly bothWeight: number;
}

/** The weights of the shingles at a level: of the story, of the earlier one, of those that both have. */
function weigh(
  inquiry: Inquiry,
  before: Features,
  level: number,
  rarity: Rarity,
): { first: number; second: number; both: number } {
  const mask = 2 ** level - 1;
  const { weights, features } = inquiry;
  let [first, second, both] = [0, 0, 0];
  for (let index = 0; index < weights.length; index += 1)
    if (((features.shingles[index] as number) & mask) === 0) first += weights[index] as number;
  for (let index = 0; index < before.shingles.length; index += 1) {
    const hash = before.shingles[index] as number;
    if ((hash & mask) !== 0) continue;
    const place = inquiry.placeOf(hash);
    const weight = place < 0 ? rarity.shingleWeight(hash) : (weights[place] as number);
    second += weight;
    if (place >= 0) both += weight;
  }
  return { first, second, both };
}

/** Both sides sorted, each value once. */
function intersect(a: Uint32Array, b: Uint32Array, rarity: Rarity): Common {
  let [i, j, both, firstWeight, secondWeight, bothWeight] = [0, 0, 0, 0, 0, 0];
  while (i < a.length || j < b.length) {
    const x = i < a.length ? (a[i] as number) : Number.POSITIVE_INFINITY;
    const y = j < b.length ? (b[j] as number) : Number.POSITIVE_INFINITY;
    const weight = rarity.wordWeight(Math.min(x, y));
    if (x <= y) {
      firstWeight += weight;
      i += 1;
    }
    if (y <= x) {
      secondWeight += weight;
      j += 1;
    }
    if (x === y) {
      both += 1;
      bothWeight += weight;
    }
  }
  return { first: a.length, second: b.length, both, firstWeight, secondWeight, bothWeight };
}

function compareSlots(a: Features, b: Features): { same: number; differ: number } {
  let [i, j, same, differ] = [0, 0, 0, 0];
  while (i < a.slots.length && j < b.slots.length) {
    const x = a.slots[i] as number;
    const y = b.slots[j] as number;
    if (x === y) {
      if (a.slotNumbers[i] === b.slotNumbers[j]) same += 1;
      else differ += 1;
    }
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return { same, differ };
}
