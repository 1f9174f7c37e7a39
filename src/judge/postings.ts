const FIRST_BITS = 12;
const FULL = 0.6;
const WASTED = 0.5;
const EMPTY = -1;

/**
 * Which documents hold a hash: a hash table with chains of document numbers, in typed arrays, so that a hundred
 * thousand stories fit in memory. Documents are numbered upwards; they are let go in the same order.
 */
export class Postings {
  #bits = FIRST_BITS;
  #keys = new Uint32Array(1 << FIRST_BITS);
  #heads = new Int32Array(1 << FIRST_BITS).fill(EMPTY);
  #counts = new Uint32Array(1 << FIRST_BITS);
  #used = 0;
  #documents = new Int32Array(1 << FIRST_BITS);
  #next = new Int32Array(1 << FIRST_BITS);
  #end = 0;
  #wasted = 0;
  #oldest = 0;

  /** How many documents hold a hash. */
  count(hash: number): number {
    return this.#counts[this.#find(hash)] as number;
  }

  /** Calls `visit` with the documents that hold a hash, the newest first, at most `limit`. */
  each(hash: number, limit: number, visit: (document: number) => void): void {
    let posting = this.#heads[this.#find(hash)] as number;
    for (let seen = 0; posting !== EMPTY && seen < limit; seen += 1) {
      const document = this.#documents[posting] as number;
      if (document < this.#oldest) return;
      visit(document);
      posting = this.#next[posting] as number;
    }
  }

  add(hash: number, document: number): void {
    if (this.#used > this.#keys.length * FULL) this.#rebuild();
    const at = this.#find(hash);
    if (this.#keys[at] === 0) {
      this.#used += 1;
      this.#keys[at] = keyOf(hash);
    }
    if (this.#end === this.#documents.length) {
      this.#documents = enlarged(this.#documents);
      this.#next = enlarged(this.#next);
    }
    this.#documents[this.#end] = document;
    this.#next[this.#end] = this.#heads[at] as number;
    this.#heads[at] = this.#end;
    this.#end += 1;
    this.#counts[at] = (this.#counts[at] as number) + 1;
  }

  /** The document, the oldest of all, no longer holds a hash. */
  release(hash: number, document: number): void {
    const at = this.#find(hash);
    this.#counts[at] = (this.#counts[at] as number) - 1;
    this.#wasted += 1;
    this.#oldest = document + 1;
    if (this.#wasted > this.#end * WASTED && this.#end > 1 << FIRST_BITS) this.#rebuild();
  }

  get bytes(): number {
    return this.#keys.byteLength * 3 + this.#documents.byteLength * 2;
  }

  /** The place of a hash, or the empty place where it would stand. */
  #find(hash: number): number {
    const key = keyOf(hash);
    const mask = this.#keys.length - 1;
    let at = Math.imul(key, 0x9e3779b1) >>> (32 - this.#bits);
    while (this.#keys[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  /** Leaves out what was let go; makes room where the table is full. */
  #rebuild(): void {
    const { keys, heads, counts, documents, next } = {
      keys: this.#keys,
      heads: this.#heads,
      counts: this.#counts,
      documents: this.#documents,
      next: this.#next,
    };
    const living = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    while (living > (1 << this.#bits) * (FULL / 2)) this.#bits += 1;
    this.#keys = new Uint32Array(1 << this.#bits);
    this.#heads = new Int32Array(1 << this.#bits).fill(EMPTY);
    this.#counts = new Uint32Array(1 << this.#bits);
    this.#documents = new Int32Array(Math.max(1 << FIRST_BITS, this.#end - this.#wasted + (this.#end >> 2)));
    this.#next = new Int32Array(this.#documents.length);
    this.#used = 0;
    this.#end = 0;
    this.#wasted = 0;
    const chain: number[] = [];
    for (let at = 0; at < keys.length; at += 1) {
      if (counts[at] === 0) continue;
      chain.length = 0;
      for (let posting = heads[at] as number; posting !== EMPTY; posting = next[posting] as number) {
        if ((documents[posting] as number) < this.#oldest) break;
        chain.push(documents[posting] as number);
      }
      for (let index = chain.length - 1; index >= 0; index -= 1) this.#put(keys[at] as number, chain[index] as number);
    }
  }

  #put(key: number, document: number): void {
    const at = this.#find(key);
    if (this.#keys[at] === 0) {
      this.#keys[at] = key;
      this.#used += 1;
    }
    this.#documents[this.#end] = document;
    this.#next[this.#end] = this.#heads[at] as number;
    this.#heads[at] = this.#end;
    this.#end += 1;
    this.#counts[at] = (this.#counts[at] as number) + 1;
  }
}

/** Zero marks an empty place. */
const keyOf = (hash: number): number => (hash === 0 ? 1 : hash);

function enlarged(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
