import { readFileSync, statSync } from 'node:fs';
import type { Settings } from '../../settings/schema.ts';
import { secretsIn } from '../../settings/secrets-in.ts';

const ALL_MAY_READ = 0o004;

/** What is wrong with the rights of a settings file in which secrets stand; null where nothing is. */
export function openToAll(path: string, settings: Settings): string | null {
  if ((statSync(path).mode & ALL_MAY_READ) === 0) return null;
  const text = readFileSync(path, 'utf8');
  if (!secretsIn(settings).some((secret) => text.includes(secret))) return null;
  return `every user of this machine may read the secrets in it; chmod 600 ${path}, or write them as \${NAME} from the environment`;
}
