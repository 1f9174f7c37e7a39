/** A document with the sum of what it shares. */
export interface Scored {
  readonly document: number;
  readonly score: number;
}

/** Sums up what each of many documents shares with one story. Between stories all sums are zero. */
export class Tally {
  #scores = new Float64Array(0);
  #shared = new Uint16Array(0);
  #touched = new Int32Array(0);
  #count = 0;

  /** Makes room for documents numbered from 0. */
  reserve(documents: number): void {
    if (this.#scores.length >= documents) return;
    this.#scores = new Float64Array(documents * 2);
    this.#shared = new Uint16Array(documents * 2);
    this.#touched = new Int32Array(documents * 2);
  }

  add(document: number, weight: number): void {
    const shared = this.#shared[document] as number;
    if (shared === 0) {
      this.#touched[this.#count] = document;
      this.#count += 1;
    }
    this.#shared[document] = shared + 1;
    this.#scores[document] = (this.#scores[document] as number) + weight;
  }

  /** Takes out the `most` documents of the highest sums that share `fewest` or more; of equal ones the newer first. */
  takeBest(most: number, fewest: number): Scored[] {
    const best: Scored[] = [];
    for (let index = 0; index < this.#count; index += 1) {
      const document = this.#touched[index] as number;
      const score = this.#scores[document] as number;
      if ((this.#shared[document] as number) >= fewest) insert(best, document, score, most);
      this.#scores[document] = 0;
      this.#shared[document] = 0;
    }
    this.#count = 0;
    return best;
  }
}

function insert(best: Scored[], document: number, score: number, most: number): void {
  let at = best.length;
  while (at > 0 && isBehind(best[at - 1] as Scored, document, score)) at -= 1;
  if (at === most) return;
  if (best.length === most) best.pop();
  best.splice(at, 0, { document, score });
}

const isBehind = (other: Scored, document: number, score: number): boolean =>
  other.score < score || (other.score === score && other.document < document);
