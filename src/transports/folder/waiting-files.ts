import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../article/content.ts';
import { FeedDown } from '../../article/failure.ts';
import { hasOwnEnd } from '../../decode/document-end.ts';
import type { FolderMemory, WaitingFile } from './folder-memory.ts';

const HEAD_BYTES = 8_192;
const TAIL_BYTES = 2_048;
/** Whether JSON is whole stands in all of it. What is longer is never taken. */
const MOST_READ_BYTES = 20_000_000;
const JSON_BEGINS = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]{0,100}[[{]/;
/** What was written to a moment ago may be written to again, whatever its end looks like. */
const QUIET_MS = 300;
const UNFINISHED = /^\.|\.(?:tmp|part|filepart|crdownload)$/i;

/**
 * The files that are whole, the oldest first: those with their format's own end, and those that nothing was added to
 * for longer than an upload stalls. What was read and could not be moved, or waits to be written anew, is passed over.
 * @param mayRename whether a file whose name is no text may get another one
 * @throws FeedDown when the folder cannot be read
 */
export async function findWaitingFiles(
  path: string,
  { now, stallsMs, memory, mayRename }: { now: number; stallsMs: number; memory: FolderMemory; mayRename: boolean },
): Promise<WaitingFile[]> {
  const { names, unnamed } = await readNames(path, mayRename).catch((cause: unknown) => {
    throw new FeedDown(`folder ${path}: cannot be read; make it, or correct path:`, 'network', { cause });
  });
  memory.forgetAllBut(names);
  const found: WaitingFile[] = [];
  const noFiles: string[] = [];
  for (const name of names) {
    if (UNFINISHED.test(name)) continue;
    const stats = await lstat(join(path, name)).catch(() => null);
    if (stats === null || stats.isDirectory()) continue;
    if (!stats.isFile()) noFiles.push(name);
    const file = fileOf(name, stats);
    if (file === null || memory.passesOver(file)) continue;
    if (await isWhole(path, file, { now, stallsMs, memory })) found.push(file);
  }
  memory.left = { noFiles, unnamed };
  return found.sort((a, b) => a.modifiedAt - b.modifiedAt || (a.name < b.name ? -1 : 1));
}

/** What stands under a name now, or null where that is no regular file. */
export async function describeFile(path: string, name: string): Promise<WaitingFile | null> {
  const stats = await lstat(join(path, name)).catch(() => null);
  return stats === null ? null : fileOf(name, stats);
}

function fileOf(name: string, stats: Stats): WaitingFile | null {
  if (!stats.isFile()) return null;
  const touchedAt = Math.max(stats.mtimeMs, stats.ctimeMs);
  return {
    name,
    bytes: stats.size,
    modifiedAt: stats.mtimeMs,
    touchedAt,
    signature: `${stats.ino}-${stats.size}-${stats.mtimeMs}`,
  };
}

/** The whole file, or null when it is gone or a link. @throws what the file system says where it may not be read */
export async function readRegularFile(path: string): Promise<Buffer | null> {
  const file = await openRegular(path);
  if (file === null) return null;
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function isWhole(
  path: string,
  file: WaitingFile,
  { now, stallsMs, memory }: { now: number; stallsMs: number; memory: FolderMemory },
): Promise<boolean> {
  const quietMs = now - file.touchedAt;
  if (quietMs >= stallsMs) return true;
  if (quietMs < QUIET_MS) return false;
  return memory.isWhole(file, () => endsItself(path, file));
}

/** True when a file carries its format's own end. */
export async function endsItself(path: string, { name, bytes: length }: WaitingFile): Promise<boolean> {
  const file = await openRegular(join(path, name)).catch(() => null);
  if (file === null) return false;
  try {
    const head = await readAt(file, 0, Math.min(HEAD_BYTES, length));
    if (JSON_BEGINS.test(head.toString('latin1')))
      return length <= MOST_READ_BYTES && hasOwnEnd(await readAt(file, 0, length));
    const tailAt = Math.max(head.length, length - TAIL_BYTES);
    return hasOwnEnd(Buffer.concat([head, await readAt(file, tailAt, length - tailAt)]));
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, length)), 0, Math.max(0, length), at);
  return buffer.subarray(0, bytesRead);
}

/** Links are not followed, and a pipe that somebody put there does not hold us up. */
async function openRegular(path: string): Promise<FileHandle | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ELOOP') return null;
    throw error;
  });
  if (file === null || (await file.stat()).isFile()) return file;
  await file.close();
  return null;
}

/**
 * Names as text. A file whose name is no UTF-8 (an old FTP server's Latin-1) gets a name that can be said, where that
 * may be and can be done; the others are named in `unnamed` alone.
 */
async function readNames(path: string, mayRename: boolean): Promise<{ names: string[]; unnamed: string[] }> {
  const names: string[] = [];
  const unnamed: string[] = [];
  for (const raw of await readdir(path, { encoding: 'buffer' })) {
    const name = raw.toString('utf8');
    if (Buffer.from(name, 'utf8').equals(raw)) {
      names.push(name);
      continue;
    }
    const readable = `${sha256(raw).slice(0, 12)}-${raw.toString('latin1').replace(/[^\w.-]/g, '_')}`;
    const isRenamed = mayRename && (await isDone(rename(rawPath(path, raw), join(path, readable))));
    (isRenamed ? names : unnamed).push(readable);
  }
  return { names, unnamed };
}

const rawPath = (path: string, raw: Buffer): Buffer => Buffer.concat([Buffer.from(`${path}/`), raw]);

const isDone = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
