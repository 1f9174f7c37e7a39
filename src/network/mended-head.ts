import { Transform, type TransformCallback } from 'node:stream';

const MAX_HEAD_BYTES = 65_536;
const HEAD_END = /\r?\n\r?\n/g;
const FOLDED = /(?:\r?\n)[\t ]+/g;
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f]/g;
const HEADER = /^([^\s:]+)[\t ]*:(.*)$/;
const INTERIM = /^HTTP\/1\.\d 1\d\d\b/;
const LENGTH = 'content-length';

/**
 * The head of an answer as HTTP says it should be written: lines that end in CR and LF, none of them folded, no blank
 * before a colon, no control characters, and a length that is said several times said once. Lengths that differ stay, so
 * that the parser refuses them; a line that is no header is left out.
 */
export function mendHead(head: string): string {
  const [status = '', ...lines] = head.replace(FOLDED, ' ').split(/\r?\n/);
  const headers = lines.flatMap((line) => {
    const [, name, value = ''] = HEADER.exec(line.replace(CONTROLS, ' ')) ?? [];
    return name === undefined ? [] : [{ name, value: value.trim() }];
  });
  const lengths = new Set(headers.filter(({ name }) => name.toLowerCase() === LENGTH).map(({ value }) => value));
  const others = headers.filter(({ name }) => name.toLowerCase() !== LENGTH);
  const said = [...[...lengths].map((value) => ({ name: LENGTH, value })), ...others];
  return [status.replace(CONTROLS, ' '), ...said.map(({ name, value }) => `${name}: ${value}`), '', ''].join('\r\n');
}

/** Bytes of one answer, its head mended, interim answers (100 Continue) left out; what follows the head is as it came. */
export class HeadMender extends Transform {
  #parts: Buffer[] | null = [];
  #length = 0;
  /** The last signs of what came before, in which the end of the head may have begun. */
  #tail = '';

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    if (this.#parts === null) {
      done(null, chunk);
      return;
    }
    this.#parts.push(chunk);
    this.#length += chunk.length;
    const end = this.#tail + chunk.toString('latin1');
    this.#tail = end.slice(-3);
    if (end.search(HEAD_END) >= 0 || this.#length > MAX_HEAD_BYTES) this.#settle(Buffer.concat(this.#parts));
    done();
  }

  override _flush(done: TransformCallback): void {
    done(null, Buffer.concat(this.#parts ?? []));
  }

  /** A head that is longer than any may be goes on as it came, for the parser to refuse. */
  #settle(bytes: Buffer): void {
    const text = bytes.toString('latin1');
    let from = 0;
    for (const { 0: mark, index } of text.matchAll(HEAD_END)) {
      const head = text.slice(from, index);
      from = index + mark.length;
      if (INTERIM.test(head)) continue;
      this.#parts = null;
      this.push(Buffer.from(mendHead(head) + text.slice(from), 'latin1'));
      return;
    }
    const rest = bytes.subarray(from);
    this.#parts = rest.length > MAX_HEAD_BYTES ? null : [rest];
    this.#length = rest.length;
    if (this.#parts === null) this.push(rest);
  }
}
