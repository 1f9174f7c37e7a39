import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The text of a small regular file. A pipe, a device or a folder in its place is refused instead of waited for.
 * @throws with the reason in words when it cannot be read or is larger than the limit
 */
export function readTextFile(path: string, maxBytes: number): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Error('it is no regular file');
    if (stats.size > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    const bytes = Buffer.alloc(stats.size);
    const length = readSync(file, bytes, 0, stats.size, 0);
    return bytes.subarray(0, length).toString('utf8');
  } finally {
    closeSync(file);
  }
}
