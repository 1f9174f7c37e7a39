import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CURRENT = 'journal.ndjson';

/** The journals of a file drop, the oldest first: it begins a new one each day (UTC), and as it grows. */
export function journalsOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder);
  const numbers = names.flatMap((name) => /^journal\.(\d+)\.ndjson$/.exec(name)?.[1] ?? []).map(Number);
  const aside = numbers.sort((a, b) => a - b).map((number) => `journal.${number}.ndjson`);
  return [...aside, ...(names.includes(CURRENT) ? [CURRENT] : [])].map((name) => join(folder, name));
}

/** The whole lines of all journals of a file drop, in order. None where there is no folder yet. */
export function journalLines(folder: string): string[] {
  return journalsOf(folder).flatMap((path) => readFileSync(path, 'utf8').split('\n').slice(0, -1));
}
