import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Opens a file of the drop. What somebody put in its place is refused: a link may lead to any file, and a pipe never
 * ends.
 * @throws Error that names the path
 */
export async function openPlain(path: string, flags: number): Promise<FileHandle> {
  const file = await open(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o644).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ELOOP') throw new Error(`${path} is a link; put the file itself there`);
      if (error.code === 'ENXIO') throw new Error(`${path} is no plain file; take it away`);
      throw error;
    },
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Error(`${path} is no plain file; take it away`);
}

/**
 * Makes the folders in which a file of a drop stands, below the folder of them all.
 * @throws Error where one of them is a link, which may lead anywhere, or no folder
 */
export async function makePlainFolders(top: string, name: string): Promise<void> {
  const below = dirname(name);
  const folders = below === '.' ? [] : below.split('/').map((_, at, parts) => join(top, ...parts.slice(0, at + 1)));
  for (const folder of [top, ...folders]) {
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if (!(await lstat(folder)).isDirectory())
      throw new Error(`${folder} is no folder, or a link to one, which is not followed; put a folder in its place`);
  }
}

/** True for a name that stands below its folder, whatever wrote it down. */
export function isBelow(name: string): boolean {
  return !name.startsWith('/') && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
