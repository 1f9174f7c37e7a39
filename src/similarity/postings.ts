const FIRST_BITS = 12;
const FULL = 0.6;
const WASTED = 0.5;
const EMPTY = -1;
/** Of a place in the table: the hash, the newest posting of its chain, how many documents hold it. */
const PLACE = 3;
const HEAD = 1;
const COUNT = 2;
/** Of a posting: its document, and the next older posting. */
const POSTING = 2;

/**
 * Which documents hold a hash: a hash table with chains of document numbers, in typed arrays, so that a hundred
 * thousand stories fit in memory. Documents are numbered upwards; they are let go in the same order.
 */
export class Postings {
  #bits = FIRST_BITS;
  #table = emptyTable(FIRST_BITS);
  #used = 0;
  #postings = new Int32Array(POSTING << FIRST_BITS);
  #end = 0;
  #wasted = 0;
  #oldest = 0;

  /** How many documents hold a hash. */
  count(hash: number): number {
    return this.#table[this.find(hash) + COUNT] as number;
  }

  /** Where a hash stands; `countAt` and `readAt` look there, until something is added or released. */
  find(hash: number): number {
    const table = this.#table;
    const key = keyOf(hash);
    const mask = (1 << this.#bits) - 1;
    let place = Math.imul(key, 0x9e3779b1) >>> (32 - this.#bits);
    for (;;) {
      const held = table[place * PLACE] as number;
      if (held === key || held === 0) return place * PLACE;
      place = (place + 1) & mask;
    }
  }

  /** How many documents hold the hash that stands at a place. */
  countAt(place: number): number {
    return this.#table[place + COUNT] as number;
  }

  /** Fills `found` with the documents that hold the hash at a place, the newest first. Returns how many there are. */
  readAt(place: number, found: Int32Array): number {
    const postings = this.#postings;
    const oldest = this.#oldest;
    let posting = this.#table[place + HEAD] as number;
    let count = 0;
    while (posting !== EMPTY && count < found.length) {
      const document = postings[posting] as number;
      if (document < oldest) break;
      found[count] = document;
      count += 1;
      posting = postings[posting + 1] as number;
    }
    return count;
  }

  /** Calls `visit` with the documents that hold a hash, the newest first, at most `limit`. */
  each(hash: number, limit: number, visit: (document: number) => void): void {
    const found = new Int32Array(limit);
    const count = this.readAt(this.find(hash), found);
    for (let at = 0; at < count; at += 1) visit(found[at] as number);
  }

  add(hash: number, document: number): void {
    if (this.#used > (1 << this.#bits) * FULL || this.#wasted > Math.max(this.#end * WASTED, POSTING << FIRST_BITS))
      this.#rebuild();
    if (this.#end === this.#postings.length) {
      const larger = new Int32Array(this.#postings.length * 2);
      larger.set(this.#postings);
      this.#postings = larger;
    }
    this.#put(keyOf(hash), document);
  }

  /** The document, the oldest of all, no longer holds a hash. */
  release(hash: number, document: number): void {
    const at = this.find(hash) + COUNT;
    this.#table[at] = (this.#table[at] as number) - 1;
    this.#wasted += POSTING;
    this.#oldest = document + 1;
  }

  get bytes(): number {
    return this.#table.byteLength + this.#postings.byteLength;
  }

  /** Leaves out what was released; makes room where the table is full. */
  #rebuild(): void {
    const table = this.#table;
    const postings = this.#postings;
    let living = 0;
    for (let place = 0; place < table.length; place += PLACE) if ((table[place + COUNT] as number) > 0) living += 1;
    while (living > (1 << this.#bits) * (FULL / 2)) this.#bits += 1;
    this.#table = emptyTable(this.#bits);
    const kept = this.#end - this.#wasted;
    this.#postings = new Int32Array(Math.max(POSTING << FIRST_BITS, kept + POSTING * (this.#end >> 3)));
    this.#used = 0;
    this.#end = 0;
    this.#wasted = 0;
    const chain: number[] = [];
    for (let place = 0; place < table.length; place += PLACE) {
      if (table[place + COUNT] === 0) continue;
      let posting = table[place + HEAD] as number;
      if (postings[posting + 1] === EMPTY) {
        this.#put(table[place] as number, postings[posting] as number);
        continue;
      }
      chain.length = 0;
      while (posting !== EMPTY && (postings[posting] as number) >= this.#oldest) {
        chain.push(postings[posting] as number);
        posting = postings[posting + 1] as number;
      }
      for (let index = chain.length - 1; index >= 0; index -= 1)
        this.#put(table[place] as number, chain[index] as number);
    }
  }

  #put(key: number, document: number): void {
    const place = this.find(key);
    if (this.#table[place] === 0) {
      this.#table[place] = key;
      this.#used += 1;
    }
    this.#postings[this.#end] = document;
    this.#postings[this.#end + 1] = this.#table[place + HEAD] as number;
    this.#table[place + HEAD] = this.#end;
    this.#table[place + COUNT] = (this.#table[place + COUNT] as number) + 1;
    this.#end += POSTING;
  }
}

function emptyTable(bits: number): Int32Array<ArrayBuffer> {
  const table = new Int32Array(PLACE << bits);
  for (let at = HEAD; at < table.length; at += PLACE) table[at] = EMPTY;
  return table;
}

/** Zero marks an empty place. */
const keyOf = (hash: number): number => hash | 0 || 1;
