import type { PartsReader, PartsWriter } from './parts.ts';

const FIRST_BITS = 10;
const FULL = 0.75;
/** So full is a table at the most that was made anew. */
const ROOMY = 0.45;
/** Of a place in the table: the hash, and who holds it. */
const PLACE = 2;
const HOLDERS = 1;
/** Of a list: how many hold the hash, and how many documents stand in the list with the class of its size; then those. */
const COUNT = 0;
const LENGTH = 1;
const DOCUMENTS = 2;
const CLASS_BITS = 5;
const FIRST_LISTS = 256;

/**
 * Which documents hold a hash: a hash table in typed arrays, so that a hundred thousand stories fit in memory. Most
 * hashes have one holder, which stands in the table itself; those of others stand in a list. Documents are numbered
 * upwards from 0; they are let go in the same order.
 */
export class Postings {
  readonly #most: number;
  #bits = FIRST_BITS;
  /** Of holders: 0 for none, a document's number and one, or where a list begins, below 0. */
  #table = new Int32Array(PLACE << FIRST_BITS);
  #used = 0;
  #lists = new Int32Array(FIRST_LISTS);
  #end = 1;
  /** By the class of their size, where the first list begins that is free; each says where the next one does. */
  #free: number[] = [];
  #oldest = 0;

  /** @param most of the documents that hold a hash so many are found, the newest; of the others only the number is known */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many documents hold a hash. */
  count(hash: number): number {
    return this.countAt(this.find(hash));
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
    const holders = this.#table[place + HOLDERS] as number;
    if (holders >= 0) return holders === 0 ? 0 : 1;
    return this.#lists[COUNT - holders] as number;
  }

  /**
   * Fills `found` with the documents that hold the hash at a place, the newest first, as many as there is room for.
   * @returns how many there are
   */
  readAt(place: number, found: Int32Array): number {
    const holders = this.#table[place + HOLDERS] as number;
    if (holders >= 0) {
      if (holders === 0 || found.length === 0) return 0;
      found[0] = holders - 1;
      return 1;
    }
    const lists = this.#lists;
    const begins = DOCUMENTS - holders;
    let count = 0;
    for (
      let at = begins + ((lists[LENGTH - holders] as number) >> CLASS_BITS) - 1;
      at >= begins && count < found.length;
      at -= 1
    ) {
      const document = lists[at] as number;
      if (document < this.#oldest) break;
      found[count] = document;
      count += 1;
    }
    return count;
  }

  /** Calls `visit` with the documents that hold a hash, the newest first, at most `limit`, until it answers false. */
  each(hash: number, limit: number, visit: (document: number) => boolean): void {
    const found = new Int32Array(limit);
    const count = this.readAt(this.find(hash), found);
    for (let at = 0; at < count; at += 1) if (!visit(found[at] as number)) return;
  }

  /** A document holds a hash; of one that stands in it twice it is told twice. */
  add(hash: number, document: number): void {
    if (this.#used > (1 << this.#bits) * FULL) this.#rebuild();
    const place = this.find(hash);
    if (this.#table[place] === 0) {
      this.#table[place] = keyOf(hash);
      this.#used += 1;
    }
    const holders = this.#table[place + HOLDERS] as number;
    if (holders === 0) this.#table[place + HOLDERS] = document + 1;
    else if (holders > 0) this.#table[place + HOLDERS] = this.#listOf(holders - 1, document);
    else this.#table[place + HOLDERS] = this.#append(holders, document);
  }

  /** The document, the oldest of all, no longer holds a hash. */
  release(hash: number, document: number): void {
    this.#oldest = document + 1;
    const place = this.find(hash) + HOLDERS;
    const holders = this.#table[place] as number;
    if (holders >= 0) {
      this.#table[place] = 0;
      return;
    }
    const left = (this.#lists[COUNT - holders] as number) - 1;
    this.#lists[COUNT - holders] = left;
    if (left > 0) return;
    this.#giveBack(holders);
    this.#table[place] = 0;
  }

  get bytes(): number {
    return this.#table.byteLength + this.#lists.byteLength;
  }

  write(to: PartsWriter): void {
    to.note([this.#bits, this.#used, this.#end, this.#oldest, this.#free]);
    to.give(this.#table);
    to.give(this.#lists.subarray(0, this.#end));
  }

  read(from: PartsReader): void {
    [this.#bits, this.#used, this.#end, this.#oldest, this.#free] =
      from.fact<[number, number, number, number, number[]]>();
    this.#table = new Int32Array(from.piece());
    this.#lists = new Int32Array(from.piece());
  }

  #listOf(one: number, other: number): number {
    const list = this.#take(1);
    this.#lists[COUNT - list] = 2;
    this.#lists[LENGTH - list] = lengthAs(2, 1);
    this.#lists[DOCUMENTS - list] = one;
    this.#lists[DOCUMENTS + 1 - list] = other;
    return list;
  }

  /** Puts a document at the end of a list. Returns where the list begins now. */
  #append(list: number, document: number): number {
    const written = this.#lists[LENGTH - list] as number;
    const sizeClass = written & ((1 << CLASS_BITS) - 1);
    const length = written >> CLASS_BITS;
    const room = 1 << sizeClass;
    if (length < room) {
      this.#lists[DOCUMENTS + length - list] = document;
      this.#lists[LENGTH - list] = lengthAs(length + 1, sizeClass);
      this.#lists[COUNT - list] = (this.#lists[COUNT - list] as number) + 1;
      return list;
    }
    // Where half of a list is let go, or nobody asks for it, the newer half makes room for as many again.
    const newer = DOCUMENTS + (room >> 1) - list;
    if (room >> 1 >= this.#most || (this.#lists[newer - 1] as number) < this.#oldest) {
      this.#lists.copyWithin(DOCUMENTS - list, newer, DOCUMENTS + room - list);
      this.#lists[LENGTH - list] = lengthAs(room >> 1, sizeClass);
      return this.#append(list, document);
    }
    const larger = this.#take(sizeClass + 1);
    this.#lists.copyWithin(-larger, -list, DOCUMENTS + room - list);
    this.#lists[LENGTH - larger] = lengthAs(length, sizeClass + 1);
    this.#giveBack(list);
    return this.#append(larger, document);
  }

  /** Room for a list of a class of sizes. */
  #take(sizeClass: number): number {
    const free = this.#free[sizeClass] ?? 0;
    if (free !== 0) {
      this.#free[sizeClass] = this.#lists[COUNT - free] as number;
      return free;
    }
    const begins = this.#end;
    this.#end += DOCUMENTS + (1 << sizeClass);
    if (this.#end > this.#lists.length) {
      const larger = new Int32Array(Math.max(this.#end, Math.ceil(this.#lists.length * 1.5)));
      larger.set(this.#lists);
      this.#lists = larger;
    }
    return -begins;
  }

  #giveBack(list: number): void {
    const sizeClass = (this.#lists[LENGTH - list] as number) & ((1 << CLASS_BITS) - 1);
    this.#lists[COUNT - list] = this.#free[sizeClass] ?? 0;
    this.#free[sizeClass] = list;
  }

  /** Leaves out the hashes that nobody holds any more, and makes room where the table is full all the same. */
  #rebuild(): void {
    const before = this.#table;
    let living = 0;
    for (let place = HOLDERS; place < before.length; place += PLACE) if (before[place] !== 0) living += 1;
    this.#bits = FIRST_BITS;
    while (living > (1 << this.#bits) * ROOMY) this.#bits += 1;
    this.#table = new Int32Array(PLACE << this.#bits);
    this.#used = living;
    for (let place = 0; place < before.length; place += PLACE) {
      if (before[place + HOLDERS] === 0) continue;
      const to = this.find(before[place] as number);
      this.#table[to] = before[place] as number;
      this.#table[to + HOLDERS] = before[place + HOLDERS] as number;
    }
  }
}

const lengthAs = (length: number, sizeClass: number): number => (length << CLASS_BITS) | sizeClass;

/** Zero marks an empty place. */
const keyOf = (hash: number): number => hash | 0 || 1;
