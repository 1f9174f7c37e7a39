import { lstat, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../article/content.ts';
import { makeFolder } from '../../data-folder/make-folder.ts';
import { writeNew } from './write-new.ts';

const LONGEST_NAME_BYTES = 200;

/**
 * Moves a file to `done/`, or to `failed/` with the reason beside it. One that is gone was moved before.
 * @throws when it cannot be moved: no right to, a full disk, or a link where the folder should be
 */
export async function moveAway(path: string, name: string, reason: string | null): Promise<void> {
  const target = join(path, reason === null ? 'done' : 'failed');
  makeFolder(target);
  if (!(await lstat(target)).isDirectory())
    throw new Error(`${target} is a link, and is not followed; put a folder in its place`);
  const place = join(target, await freeName(target, path, name));
  if (reason !== null) await writeNew(`${place}.reason.txt`, `${reason}\n`);
  await rename(join(path, name), place).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function freeName(target: string, path: string, name: string): Promise<string> {
  const short = Buffer.byteLength(name) > LONGEST_NAME_BYTES ? `${sha256(name).slice(0, 16)}-${name.slice(-40)}` : name;
  const taken = async (candidate: string): Promise<boolean> =>
    (await stands(join(target, candidate))) || (await stands(join(target, `${candidate}.reason.txt`)));
  if (!(await taken(short))) return short;
  const bytes = await readFile(join(path, name)).catch(() => Buffer.alloc(0));
  const hashed = `${sha256(bytes).slice(0, 12)}-${short}`;
  for (let copy = 2; ; copy += 1) {
    const candidate = copy === 2 ? hashed : `${copy}-${hashed}`;
    if (!(await taken(candidate))) return candidate;
  }
}

const stands = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
