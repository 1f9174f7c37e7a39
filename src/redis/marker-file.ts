import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../article/content.ts';
import { makeFolder } from './make-folder.ts';
import { PROCESS } from './process-name.ts';

/** What is kept of a Redis outside it. */
interface MarkerRecord {
  readonly store: string;
  readonly beat: number;
  readonly loss: string;
}

/** Where the marker of a Redis is kept: outside it, in the data folder, one file for each address. */
export function markerPath({ dataFolder, address }: { dataFolder: string; address: string | null }): string {
  return join(dataFolder, `marker-${address === null ? 'private' : sha256(address).slice(0, 12)}.json`);
}

/** What the file remembers, or null when there is none that can be read. */
export function readMarker(path: string): MarkerRecord | null {
  try {
    const { store, beat, loss = '' } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    return typeof store === 'string' && typeof beat === 'number' ? { store, beat, loss: String(loss) } : null;
  } catch {
    return null;
  }
}

/** Puts a marker in the place of the old. @throws when the folder cannot be written to */
export function writeMarker(path: string, marker: MarkerRecord): void {
  makeFolder(join(path, '..'), 0o700);
  const part = `${path}.${PROCESS}.tmp`;
  writeFileSync(part, JSON.stringify(marker));
  renameSync(part, path);
}
