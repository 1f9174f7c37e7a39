import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FetchedCapture } from '../article/capture.ts';
import { describeError } from '../article/failure.ts';
import { Duration, OnFirstPoll, Path } from '../settings/setting-values.ts';
import { defineTransport, type RefusedFile } from './contract/transport.ts';
import { FolderMemory, halfForMs, type WaitingFile } from './folder/folder-memory.ts';
import { moveAway } from './folder/move-away.ts';
import { describeFile, endsItself, findWaitingFiles, readRegularFile } from './folder/waiting-files.ts';

const AT_ONCE = 50;
const MAX_FILE_BYTES = 20_000_000;
const MAX_BATCH_BYTES = 40_000_000;

const NO_REASON = 'it could not be read';

const memories = new Map<string, FolderMemory>();

/** A watched directory. Files move to `done/` when their stories are committed, to `failed/` with the reason beside. */
const folder = defineTransport({
  name: 'folder',
  summary: 'takes the files that are put into a folder',
  settings: z.strictObject({
    path: Path.describe('the folder; files move to done/ and failed/ in it').meta({ example: '/data/wire' }),
    stalls: Duration.prefault('60s')
      .describe('a file without an end of its own is whole when nothing was added to it for so long')
      .meta({ example: '60s' }),
    onFirstPoll: OnFirstPoll.default('send').describe('what is put into a folder is meant to be sent'),
  }),
  inspect({ path }) {
    try {
      if (!statSync(path).isDirectory()) return `${path} is no folder; correct path:`;
      accessSync(path, constants.R_OK | constants.W_OK);
      return null;
    } catch (error) {
      return `${path} cannot be read and written to (${describeError(error)}); make it, mend its rights, or correct path:`;
    }
  },
  async hasNews(feed, now) {
    return (await listWaiting(feed.path, { stallsMs: feed.stalls, now, mayRename: true })).length > 0;
  },
  async fetch({ feed, now, isTrial = false }) {
    const { path } = feed;
    const memory = memoryOf(path);
    const captures: FetchedCapture[] = [];
    const refused: RefusedFile[] = [];
    let size = 0;
    if (!isTrial)
      for (const { name, reason } of memory.takeOldHalves(now, feed.stalls)) await moveAway(path, name, reason);
    for (const file of await listWaiting(path, { stallsMs: feed.stalls, now, mayRename: !isTrial })) {
      if (file.bytes > MAX_FILE_BYTES) {
        const reason = `it is larger than ${MAX_FILE_BYTES} bytes`;
        refused.push(isTrial ? { name: file.name, reason } : await refuse(path, file, reason));
        continue;
      }
      if (captures.length === AT_ONCE || size + file.bytes > MAX_BATCH_BYTES) break;
      const bytes = await readRegularFile(join(path, file.name)).catch((error: unknown) => {
        memory.passOver(file, 'unreadable');
        const reason = `it cannot be read (${describeError(error)}); let this process read it`;
        refused.push({ name: file.name, reason });
        return null;
      });
      if (bytes === null) continue;
      size += file.bytes;
      captures.push(captureOf(file, bytes, now));
    }
    const hints = { waitMs: null, ...noticeOf(path, memory) };
    return captures.length === 0
      ? { outcome: 'unchanged', hints, refused }
      : { outcome: 'ok', captures, hints, refused };
  },
  async release(feed, holds, { failed, reason }) {
    const memory = memoryOf(feed.path);
    const { name, signature } = heldFile(holds);
    const file = await describeFile(feed.path, name);
    // It was written to since it was read, or is gone: what stands there now is read for itself.
    if (file === null || (signature !== null && file.signature !== signature)) return;
    const isYoung = Date.now() - file.touchedAt < halfForMs(feed.stalls);
    const isHalf = failed && isYoung && !(await memory.isWhole(file, () => endsItself(feed.path, file)));
    if (isHalf) return memory.keepHalf(file, reason ?? NO_REASON);
    await moveAway(feed.path, name, failed ? (reason ?? NO_REASON) : null).catch((error: unknown) => {
      if (memory.passOver(file, 'unmovable')) throw error;
    });
  },
});
export default folder;

function memoryOf(path: string): FolderMemory {
  const memory = memories.get(path) ?? new FolderMemory();
  memories.set(path, memory);
  return memory;
}

async function listWaiting(
  path: string,
  look: { stallsMs: number; now: number; mayRename: boolean },
): Promise<WaitingFile[]> {
  return findWaitingFiles(path, { ...look, memory: memoryOf(path) });
}

function captureOf(file: WaitingFile, bytes: Buffer, now: number): FetchedCapture {
  const { name, signature } = file;
  return {
    capture: { bytes, contentType: null, url: null, contentLocation: null, filename: name, receivedAt: now },
    bookmark: {},
    holds: `${signature}/${name}`,
  };
}

/** No name of a file has a stroke in it. */
function heldFile(holds: string): { name: string; signature: string | null } {
  const at = holds.indexOf('/');
  return at < 0 ? { name: holds, signature: null } : { name: holds.slice(at + 1), signature: holds.slice(0, at) };
}

async function refuse(path: string, file: WaitingFile, reason: string): Promise<RefusedFile> {
  await moveAway(path, file.name, reason).catch(() => memoryOf(path).passOver(file, 'unmovable'));
  return { name: file.name, reason };
}

function noticeOf(path: string, memory: FolderMemory): { notice?: string } {
  const { noFiles, unnamed } = memory.left;
  const unmovable = memory.count('unmovable');
  const unreadable = memory.namesOf('unreadable');
  const words = [
    unmovable > 0 && `${unmovable} files were read but cannot be moved to done/; let this process write to ${path}`,
    unreadable.length > 0 &&
      `${unreadable.length} files cannot be read, such as ${unreadable[0]}; let this process read them`,
    unnamed.length > 0 &&
      `${unnamed.length} files have names that are no UTF-8, such as ${unnamed[0]}; let this process rename them`,
    noFiles.length > 0 &&
      `${noFiles.length} links or pipes are not followed, such as ${noFiles[0]}; put files in their place`,
  ].filter((line) => line !== false);
  return words.length === 0 ? {} : { notice: words.join('. ') };
}
