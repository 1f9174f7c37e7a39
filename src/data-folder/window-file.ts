import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { sha256 } from '../article/content.ts';
import { PROCESS } from './process-name.ts';

const MAGIC = 0x43_54_57_31;
/** The magic number, how long the header is, and its checksum, each in four bytes. */
const PREFIX_BYTES = 12;
const LONGEST_HEADER = 1 << 26;
const WRITTEN_AT_ONCE = 1 << 24;
const READ_AT_ONCE = 1 << 25;
/** A file that a process began to write and never finished, because it died, is removed after this time. */
const ABANDONED_AFTER_MS = 3_600_000;

/** Where the window of a Redis is kept: one file for each address. */
export function windowPath({ dataFolder, address }: { dataFolder: string; address: string | null }): string {
  return join(dataFolder, `window-${address === null ? 'private' : sha256(address).slice(0, 12)}.bin`);
}

interface Header {
  readonly facts: unknown;
  readonly pieces: readonly { readonly bytes: number; readonly sum: number }[];
}

/**
 * Puts facts and pieces of memory into a file, in the place of the old one once all is written.
 * @throws what the file system says, and the signal's reason
 */
export async function writeWindowFile(
  path: string,
  facts: unknown,
  pieces: readonly ArrayBufferView[],
  signal: AbortSignal,
): Promise<void> {
  await removeAbandoned(path);
  const part = `${path}.${PROCESS}.tmp`;
  const file = await open(part, 'w', 0o600);
  try {
    const views = pieces.map(bytesOf);
    const header: Header = { facts, pieces: views.map((view) => ({ bytes: view.length, sum: crc32(view) })) };
    const text = Buffer.from(JSON.stringify(header));
    const prefix = Buffer.alloc(PREFIX_BYTES);
    for (const [at, value] of [MAGIC, text.length, crc32(text)].entries()) prefix.writeUInt32LE(value, 4 * at);
    for (const view of [prefix, text, ...views]) await writeAll(file, view, signal);
    await file.close();
    await rename(part, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    signal.throwIfAborted();
    at += (await file.write(bytes, at, Math.min(WRITTEN_AT_ONCE, bytes.length - at))).bytesWritten;
  }
}

/**
 * Reads a file that was written so, if the caller wants it by the facts in its header.
 * @returns null where there is no such file, it is not whole, or not wanted
 */
export async function readWindowFile<Facts>(
  path: string,
  isWanted: (facts: Facts) => Promise<boolean>,
): Promise<{ facts: Facts; pieces: readonly ArrayBuffer[] } | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const header = await readHeader(file);
    if (header === null || !(await isWanted(header.facts as Facts))) return null;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (const some of atOnce(header.pieces)) {
      const read = some.map(({ bytes }) => new Uint8Array(bytes));
      if (!(await fill(file, read))) return null;
      if (read.some((piece, at) => crc32(piece) !== some[at]?.sum)) return null;
      pieces.push(...read);
    }
    return { facts: header.facts as Facts, pieces: pieces.map(({ buffer }) => buffer) };
  } finally {
    await file.close();
  }
}

async function readHeader(file: FileHandle): Promise<Header | null> {
  const prefix = await readBytes(file, PREFIX_BYTES);
  if (prefix === null) return null;
  const [magic = 0, length = 0, sum = 0] = [0, 4, 8].map((at) => Buffer.from(prefix.buffer).readUInt32LE(at));
  if (magic !== MAGIC || length > LONGEST_HEADER) return null;
  const text = await readBytes(file, length);
  return text === null || crc32(text) !== sum ? null : (JSON.parse(Buffer.from(text.buffer).toString()) as Header);
}

/** Pieces in groups that are read at once: many small readings would each wait for what else the process does. */
function* atOnce(pieces: Header['pieces']): Generator<Header['pieces']> {
  let group: Header['pieces'][number][] = [];
  let bytes = 0;
  for (const piece of pieces) {
    group.push(piece);
    bytes += piece.bytes;
    if (bytes < READ_AT_ONCE) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

/** Fills pieces of memory with the next bytes of a file. Returns false where it ends before. */
async function fill(file: FileHandle, pieces: readonly Uint8Array[]): Promise<boolean> {
  let left = pieces.filter(({ length }) => length > 0);
  while (left.length > 0) {
    const { bytesRead } = await file.readv(left);
    if (bytesRead === 0) return false;
    let read = bytesRead;
    left = left.flatMap((piece) => {
      const rest = piece.subarray(Math.min(read, piece.length));
      read = Math.max(0, read - piece.length);
      return rest.length > 0 ? [rest] : [];
    });
  }
  return true;
}

/** The next bytes of a file, or null where it ends before. */
async function readBytes(file: FileHandle, length: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(length);
  return (await fill(file, [bytes])) ? bytes : null;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

async function removeAbandoned(path: string): Promise<void> {
  const before = Date.now() - ABANDONED_AFTER_MS;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith('.tmp')) continue;
    const other = join(dirname(path), name);
    const { mtimeMs = before } = (await stat(other).catch(() => null)) ?? {};
    if (mtimeMs < before) await rm(other, { force: true });
  }
}
