import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Writes a file that is not there yet; what stands in its place, a link too, is left as it is.
 * @returns false where something stands there
 */
export async function writeNew(path: string, text: string): Promise<boolean> {
  const file = await open(path, NEW_FILE, 0o644).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (file === null) return false;
  try {
    await file.writeFile(text);
    return true;
  } finally {
    await file.close();
  }
}
