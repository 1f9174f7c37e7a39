import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Received } from '../destinations/conformance.ts';

/** The files of a folder and of those in it, oldest first; names that begin with a dot are not for readers yet. */
export function filesIn(folder: string): string[] {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name));
  const made = new Map(paths.map((path) => [path, statSync(path, { bigint: true }).mtimeNs]));
  return paths.sort((a, b) => ((made.get(a) as bigint) < (made.get(b) as bigint) ? -1 : 1));
}

/** The revisions that such files hold, by the id that stands in each. */
export function revisionsIn(folder: string): Received[] {
  return filesIn(folder).map((path) => {
    const body = readFileSync(path, 'utf8');
    const named = /copytaster-revision-id" content="([^"]+)"/.exec(body)?.[1];
    return { id: named ?? (JSON.parse(body) as { id: string }).id, body };
  });
}

/** The files under temporary names in a folder and in those in it. */
export function unfinishedIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?:^|\/)\.[^/]*\.tmp$/.test(name),
  );
}

/** Puts a file into a folder, where anybody may take it away. */
export function plantIn(folder: string, name: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), '{"id":"planted"}');
  chmodSync(dirname(join(folder, name)), 0o777);
}
