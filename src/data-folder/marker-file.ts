import { readFileSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../article/content.ts';
import { makeFolder } from './make-folder.ts';
import { PROCESS } from './process-name.ts';

/** What is kept of a Redis outside it. */
interface MarkerRecord {
  readonly store: string;
  /** When it confirmed its last heartbeat, in epoch milliseconds. In the file it is called `beat`. */
  readonly heartbeatAt: number;
  readonly loss: string;
}

/**
 * A copy is another file (another inode, or the same number given out again to a file that began later), and was made
 * later than what it says. Either alone proves nothing: some file systems number anew at every mount, and a changed
 * owner counts as a change of the file.
 */
const COPIED_AFTER_MS = 60_000;

/** Where the marker of a Redis is kept: outside it, in the data folder, one file for each address. */
export function markerPath({ dataFolder, address }: { dataFolder: string; address: string | null }): string {
  return join(dataFolder, `marker-${address === null ? 'private' : sha256(address).slice(0, 12)}.json`);
}

/**
 * What the file remembers, or null when there is none that can be read. `copied`: the file is not the one that was
 * written but a copy of it, made later, as a restored backup is.
 */
export function readMarker(path: string): (MarkerRecord & { readonly copied: boolean }) | null {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    const { store, beat: heartbeatAt, loss = '', inode, begun } = record;
    if (typeof store !== 'string' || typeof heartbeatAt !== 'number') return null;
    const { ino, ctimeMs, birthtimeNs } = statSync(path, { bigint: true });
    const isAnother =
      (inode !== undefined && inode !== String(ino)) || (begun !== undefined && begun !== String(birthtimeNs));
    const copied = isAnother && Number(ctimeMs) > heartbeatAt + COPIED_AFTER_MS;
    return { store, heartbeatAt, loss: String(loss), copied };
  } catch {
    return null;
  }
}

/** Puts a marker in the place of the old. @throws when the folder cannot be written to */
export async function writeMarker(path: string, { store, heartbeatAt, loss }: MarkerRecord): Promise<void> {
  makeFolder(join(path, '..'), 0o700);
  const part = `${path}.${PROCESS}.tmp`;
  const file = await open(part, 'w', 0o600);
  try {
    const { ino, birthtimeNs } = await file.stat({ bigint: true });
    const record = { store, beat: heartbeatAt, loss, inode: String(ino), begun: String(birthtimeNs) };
    await file.writeFile(JSON.stringify(record));
  } finally {
    await file.close();
  }
  await rename(part, path);
}
