import type { Writable } from 'node:stream';

/** Controls, marks that turn the direction of text round, and separators that some terminals break lines at. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The text with every control but tab and newline written out: "\u001b" is seen, and does nothing to a terminal. */
export function printable(text: string): string {
  return text.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * A stream whose texts are made printable as they are written: no story and no argument reaches the terminal raw. The
 * escapes are those of JSON, so JSON stays what it is. Bytes are written as they are.
 */
export function printableStream<Stream extends Writable>(stream: Stream): Stream {
  const write = (chunk: unknown, ...rest: never[]): boolean =>
    (stream.write as (chunk: unknown, ...rest: never[]) => boolean)(
      typeof chunk === 'string' ? printable(chunk) : chunk,
      ...rest,
    );
  return new Proxy(stream, {
    get(target, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
