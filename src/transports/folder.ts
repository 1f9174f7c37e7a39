import { constants } from 'node:fs';
import { lstat, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../article/content.ts';
import { FeedDown } from '../article/failure.ts';
import { makeFolder } from '../redis/make-folder.ts';
import type { FetchedCapture, Transport } from './contract/transport.ts';

const AT_ONCE = 50;
const MAX_FILE_BYTES = 20_000_000;
const MAX_BATCH_BYTES = 40_000_000;
/** A file that was not touched for so long is complete: agencies push by FTP without renaming. */
const STILL_MS = 2_000;
const UNFINISHED = /^\.|\.(?:tmp|part|filepart|crdownload)$/i;
const LONGEST_NAME_BYTES = 200;

/** A watched directory. Files move to `done/` when their stories are committed, to `failed/` with the reason beside. */
const folder: Transport = {
  name: 'folder',
  async fetch({ feed, now }) {
    const path = pathOf(feed.id, feed.path);
    const waiting = await complete(path, now);
    const captures: FetchedCapture[] = [];
    let size = 0;
    for (const { name, bytes: length } of waiting) {
      if (length > MAX_FILE_BYTES) {
        await moveAway(path, name, `larger than ${MAX_FILE_BYTES} bytes`);
        continue;
      }
      if (captures.length === AT_ONCE || size + length > MAX_BATCH_BYTES) break;
      size += length;
      const bytes = await readRegular(join(path, name));
      if (bytes === null) continue;
      captures.push({
        capture: { bytes, contentType: null, url: null, contentLocation: null, filename: name, receivedAt: now },
        bookmark: {},
        holds: name,
      });
    }
    return captures.length === 0
      ? { outcome: 'unchanged', hints: { waitMs: null } }
      : { outcome: 'ok', captures, hints: { waitMs: null } };
  },
  async release(feed, holds, { failed, reason }) {
    await moveAway(pathOf(feed.id, feed.path), holds, failed ? (reason ?? 'could not be read') : null);
  },
};
export default folder;

function pathOf(feed: string, path: string | undefined): string {
  if (path === undefined) throw new FeedDown(`feed ${feed}: a folder needs path:`, 'network');
  return path;
}

async function complete(path: string, now: number): Promise<{ name: string; bytes: number }[]> {
  const names = await readNames(path).catch((cause: unknown) => {
    throw new FeedDown(`folder ${path}: cannot be read; make it, or correct path:`, 'network', { cause });
  });
  const found: { name: string; bytes: number; at: number }[] = [];
  for (const name of names) {
    if (UNFINISHED.test(name)) continue;
    const stats = await lstat(join(path, name)).catch(() => null);
    if (stats === null || !stats.isFile() || now - Math.max(stats.mtimeMs, stats.ctimeMs) < STILL_MS) continue;
    found.push({ name, bytes: stats.size, at: stats.mtimeMs });
  }
  return found.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
}

/** Names as text. A name that is no UTF-8 (an old FTP server's Latin-1) gets one that is, so that it can be said. */
async function readNames(path: string): Promise<string[]> {
  const names: string[] = [];
  for (const raw of await readdir(path, { encoding: 'buffer' })) {
    const name = raw.toString('utf8');
    if (Buffer.from(name, 'utf8').equals(raw)) {
      names.push(name);
      continue;
    }
    const readable = `${sha256(raw).slice(0, 12)}-${raw.toString('latin1').replace(/[^\w.-]/g, '_')}`;
    await rename(Buffer.concat([Buffer.from(`${path}/`), raw]), join(path, readable));
    names.push(readable);
  }
  return names;
}

async function readRegular(path: string): Promise<Buffer | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
  if (file === null) return null;
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Moves a file out of the way. One that is gone was moved before. */
async function moveAway(path: string, name: string, reason: string | null): Promise<void> {
  const target = join(path, reason === null ? 'done' : 'failed');
  makeFolder(target);
  const place = join(target, await freeName(target, path, name));
  if (reason !== null) await writeFile(`${place}.reason.txt`, `${reason}\n`);
  await rename(join(path, name), place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function freeName(target: string, path: string, name: string): Promise<string> {
  const short = Buffer.byteLength(name) > LONGEST_NAME_BYTES ? `${sha256(name).slice(0, 16)}-${name.slice(-40)}` : name;
  const taken = await lstat(join(target, short)).then(
    () => true,
    () => false,
  );
  if (!taken) return short;
  const bytes = await readFile(join(path, name)).catch(() => Buffer.alloc(0));
  return `${sha256(bytes).slice(0, 12)}-${short}`;
}
