import { isAfter } from '../store/wire-log.ts';

/**
 * A destination's place in the wire log: the cursor, up to which all is settled; how far it has read; and which of the
 * positions after the cursor are settled, as a receiver of TCP acknowledges what came out of turn. What was read and is
 * not settled may have been sent.
 */
export class ReadWindow {
  readonly #cursor: string;
  readonly #readTo: string;
  /** Positions that were read after the cursor, in their order; those that an earlier process read are not known. */
  readonly #read: readonly string[];
  readonly #settled: ReadonlySet<string>;

  private constructor(cursor: string, readTo: string, read: readonly string[], settled: ReadonlySet<string>) {
    this.#cursor = cursor;
    this.#readTo = readTo;
    this.#read = read;
    this.#settled = settled;
  }

  /** The place as it is stored. @param text what `text` of a window said; empty where there was none */
  static parse(cursor: string, text: string): ReadWindow {
    const [readTo = '', ...settled] = text.split(' ');
    return new ReadWindow(
      cursor,
      readTo !== '' && isAfter(readTo, cursor) ? readTo : cursor,
      [],
      new Set(settled.filter((position) => isAfter(position, cursor))),
    );
  }

  /** All up to here is settled. */
  get cursor(): string {
    return this.#cursor;
  }

  /** Up to here it was read. */
  get readTo(): string {
    return this.#readTo;
  }

  /** How far it was read and what is settled, to be stored beside the cursor; empty where both say the same. */
  get text(): string {
    if (this.#readTo === this.#cursor && this.#settled.size === 0) return '';
    return [this.#readTo, ...this.#settled].join(' ');
  }

  /** Something is settled further on in the log than it was read. */
  get isAhead(): boolean {
    return [...this.#settled].some((position) => isAfter(position, this.#readTo));
  }

  isSettled(position: string): boolean {
    return this.#settled.has(position) || !isAfter(position, this.#cursor);
  }

  /** The place once these were read too, in the order of the log, and those are settled, in any order. */
  after(read: readonly string[], settled: Iterable<string>): ReadWindow {
    const done = new Set(this.#settled);
    for (const position of settled) if (isAfter(position, this.#cursor)) done.add(position);
    const order = [...this.#read, ...read];
    const open = order.findIndex((position) => !done.has(position));
    const passed = open === -1 ? order.length : open;
    for (const position of order.slice(0, passed)) done.delete(position);
    const readTo = read.at(-1) ?? this.#readTo;
    const cursor = order[passed - 1] ?? this.#cursor;
    return new ReadWindow(cursor, readTo, order.slice(passed), done);
  }

  /** The place once all that was read is settled: what is settled ahead of it stays so. */
  allRead(): ReadWindow {
    const ahead = [...this.#settled].filter((position) => isAfter(position, this.#readTo));
    return new ReadWindow(this.#readTo, this.#readTo, [], new Set(ahead));
  }
}
