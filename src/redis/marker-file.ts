import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../article/content.ts';
import { makeFolder } from './make-folder.ts';

/** Where the marker of a Redis is kept: outside it, in the data folder, one file for each address. */
export function markerPath({ dataFolder, address }: { dataFolder: string; address: string | null }): string {
  return join(dataFolder, `marker-${address === null ? 'private' : sha256(address).slice(0, 12)}.json`);
}

/** What the file remembers, or null when there is none that can be read. */
export function readMarker(path: string): { store: string; beat: number } | null {
  try {
    const { store, beat } = JSON.parse(readFileSync(path, 'utf8')) as { store: unknown; beat: unknown };
    return typeof store === 'string' && typeof beat === 'number' ? { store, beat } : null;
  } catch {
    return null;
  }
}

/** Puts a marker in the place of the old. @throws when the folder cannot be written to */
export function writeMarker(path: string, marker: { readonly store: string; readonly beat: number }): void {
  makeFolder(join(path, '..'), 0o700);
  const part = `${path}.${process.pid}.tmp`;
  writeFileSync(part, JSON.stringify(marker));
  renameSync(part, path);
}
