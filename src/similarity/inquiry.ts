import type { Features } from './features.ts';
import type { WindowCandidate } from './window-entry.ts';

/** At most every seventh place of the table is taken, so that most looks end at once. */
const PLACES_EACH = 7;
const FEWEST_BITS = 6;

/** How many shingles a story and an earlier one share. */
export interface Overlap {
  /** Of both sides' shingles those are counted whose hash is divisible by 2^level. */
  readonly level: number;
  readonly first: number;
  readonly second: number;
  readonly both: number;
}

/** An earlier story that shares shingles with the one asked about, or its headline. */
export interface Near extends WindowCandidate {
  readonly overlap: Overlap;
}

/** What a window, at one moment, has to say about a story; and the story made ready to be compared with many. */
export class Inquiry {
  readonly features: Features;
  /** How rare each of the story's shingles is. */
  readonly weights: Float64Array;
  /** The window's entries that are most like it, best first. */
  readonly candidates: readonly WindowCandidate[];
  readonly #bits: number;
  /** One more than the place of a shingle among the story's, by its hash; 0 where none stands. */
  readonly #table: Uint16Array;
  #near: readonly Near[] = [];
  #batch: readonly WindowCandidate[] | null = null;
  #batchLength = 0;

  constructor(features: Features, weights: Float64Array, candidates: readonly WindowCandidate[]) {
    this.features = features;
    this.weights = weights;
    this.candidates = candidates;
    const { shingles } = features;
    this.#bits = Math.max(FEWEST_BITS, 32 - Math.clz32(shingles.length * PLACES_EACH));
    this.#table = new Uint16Array(1 << this.#bits);
    const mask = (1 << this.#bits) - 1;
    for (let index = 0; index < shingles.length; index += 1) {
      let at = (shingles[index] as number) >>> (32 - this.#bits);
      while (this.#table[at] !== 0) at = (at + 1) & mask;
      this.#table[at] = index + 1;
    }
  }

  /** Of the candidates and of the stories judged in the same batch, those that share anything with the story. */
  near(batch: readonly WindowCandidate[]): readonly Near[] {
    if (this.#batch === batch && this.#batchLength === batch.length) return this.#near;
    const near: Near[] = [];
    for (const found of [this.candidates, batch])
      for (const { entry, features } of found) {
        const both = this.#sharedWith(features);
        if (both > 0 || features.headlineHash === this.features.headlineHash)
          near.push({ entry, features, overlap: this.#overlap(features, both) });
      }
    this.#near = near;
    this.#batch = batch;
    this.#batchLength = batch.length;
    return near;
  }

  #sharedWith({ shingles }: Features): number {
    let both = 0;
    for (let index = 0; index < shingles.length; index += 1)
      if (this.placeOf(shingles[index] as number) >= 0) both += 1;
    return both;
  }

  #overlap(before: Features, both: number): Overlap {
    const level = Math.max(this.features.level, before.level);
    return { level, both, first: countAt(this.features, level), second: countAt(before, level) };
  }

  /** Where a shingle stands among the story's, or -1. */
  placeOf(hash: number): number {
    const { shingles } = this.features;
    const mask = (1 << this.#bits) - 1;
    let at = hash >>> (32 - this.#bits);
    for (;;) {
      const place = (this.#table[at] as number) - 1;
      if (place < 0 || shingles[place] === hash) return place;
      at = (at + 1) & mask;
    }
  }
}

function countAt({ shingles, level }: Features, wanted: number): number {
  if (level === wanted) return shingles.length;
  const mask = 2 ** wanted - 1;
  let count = 0;
  for (let index = 0; index < shingles.length; index += 1) if (((shingles[index] as number) & mask) === 0) count += 1;
  return count;
}

/** Share of the smaller side's shingles that the other has. */
export const shareOf = ({ first, second, both }: Overlap): number => both / Math.max(1, Math.min(first, second));
