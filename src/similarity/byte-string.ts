/** Puts numbers one after another, lowest byte first. */
export class ByteWriter {
  readonly #bytes: Uint8Array;
  #end = 0;

  /** @param most bytes that will be put at the most */
  constructor(most: number) {
    this.#bytes = new Uint8Array(most);
  }

  /** Puts an unsigned number in so many bytes, at most four. */
  put(width: number, value: number): void {
    for (let byte = 0; byte < width; byte += 1) this.#bytes[this.#end + byte] = value >>> (8 * byte);
    this.#end += width;
  }

  /** All that was put. */
  written(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }
}
