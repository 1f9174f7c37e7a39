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

/** Takes numbers that a `ByteWriter` put, in the same order. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next unsigned number of so many bytes; beyond the end all bytes are zero. */
  take(width: number): number {
    const bytes = this.#bytes;
    const at = this.#at;
    this.#at += width;
    let value = 0;
    for (let byte = Math.min(width, bytes.length - at) - 1; byte >= 0; byte -= 1)
      value = (value << 8) | (bytes[at + byte] as number);
    return value >>> 0;
  }

  /** So many numbers of so many bytes each. */
  takeAll(count: number, width: number): Uint32Array {
    const values = new Uint32Array(count);
    if (width === 4 && this.#at + 4 * count <= this.#bytes.length) {
      const { buffer, byteOffset } = this.#bytes;
      const view = new DataView(buffer, byteOffset + this.#at, 4 * count);
      for (let index = 0; index < count; index += 1) values[index] = view.getUint32(4 * index, true);
      this.#at += 4 * count;
      return values;
    }
    for (let index = 0; index < count; index += 1) values[index] = this.take(width);
    return values;
  }

  /** Everything was taken, and nothing that is not there. */
  get whole(): boolean {
    return this.#at === this.#bytes.length;
  }
}
