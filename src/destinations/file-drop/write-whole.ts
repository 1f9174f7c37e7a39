import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makePlainFolders, openPlain } from './plain-places.ts';

/**
 * Writes a file that is there whole or not at all; folders of its name are made.
 * @returns the folder that it stands in, which is to be kept by `keepNames`
 */
export async function writeWhole(folder: string, name: string, content: string): Promise<string> {
  const path = join(folder, name);
  const unfinished = `${path}.tmp`;
  await makePlainFolders(folder, name);
  await rm(unfinished, { force: true });
  const file = await openPlain(unfinished, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  return dirname(path);
}

/** Puts on the disk under which names files stand in folders: a rename alone may be lost with the power. */
export async function keepNames(folders: ReadonlySet<string>): Promise<void> {
  for (const folder of folders) {
    const opened = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  }
}
