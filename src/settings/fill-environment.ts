import { readTextFile } from './read-text-file.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong at a place of the file, and what to write instead. */
export interface Problem {
  readonly keyPath: readonly PropertyKey[];
  readonly problem: string;
}

const MAX_VALUE_BYTES = 100_000;
const REFERENCE = /\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}/g;

/** `${NAME}` and `${NAME:-default}` in texts, from NAME or from the file that NAME_FILE names. */
export function fillReferences(
  value: unknown,
  keyPath: readonly PropertyKey[],
  environment: Environment,
  problems: Problem[],
): unknown {
  if (typeof value === 'string') {
    return value.replace(REFERENCE, (_, name: string, otherwise: string | undefined) => {
      const found = fromEnvironment(name, keyPath, environment, problems);
      if (found === undefined && otherwise === undefined)
        problems.push({ keyPath, problem: `\${${name}} is not set: set it, or write \${${name}:-default}` });
      return found ?? otherwise ?? '';
    });
  }
  if (Array.isArray(value))
    return value.map((each, at) => fillReferences(each, [...keyPath, at], environment, problems));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, fillReferences(each, [...keyPath, key], environment, problems)]),
  );
}

/** Variables that stand above the file: where their value goes. */
const ABOVE_THE_FILE: readonly { readonly name: string; readonly section: string; readonly key: string }[] = [
  { name: 'HOST', section: 'http', key: 'host' },
  { name: 'PORT', section: 'http', key: 'port' },
  { name: 'LOG_LEVEL', section: 'log', key: 'level' },
  { name: 'REDIS_URL', section: 'redis', key: 'url' },
  ...['HTTPS_PROXY', 'https_proxy'].map((name) => ({ name, section: 'proxy', key: 'https' })),
  ...['HTTP_PROXY', 'http_proxy'].map((name) => ({ name, section: 'proxy', key: 'http' })),
  ...['NO_PROXY', 'no_proxy'].map((name) => ({ name, section: 'proxy', key: 'except' })),
];

/** The settings with what the environment says above them in its place. */
export function applyEnvironment(settings: unknown, environment: Environment, problems: Problem[]): unknown {
  if (settings === null || typeof settings !== 'object' || Array.isArray(settings)) return settings;
  const filled: Record<string, unknown> = { ...settings };
  for (const { name, section, key } of ABOVE_THE_FILE) {
    const value = fromEnvironment(name, [section, key], environment, problems);
    const standing = filled[section] ?? {};
    if (value === undefined || value === '' || typeof standing !== 'object' || Array.isArray(standing)) continue;
    filled[section] = { ...standing, [key]: value };
  }
  return filled;
}

/** The variable that a setting came from, where it stands above the file. */
export function variableOf(keyPath: readonly PropertyKey[], environment: Environment): string | null {
  const [section, key] = keyPath;
  if (keyPath.length > 2) return null;
  const isSet = ({ name }: { name: string }): boolean => Boolean(environment[name] || environment[`${name}_FILE`]);
  const rows = ABOVE_THE_FILE.filter((each) => each.section === section && each.key === key);
  return rows.findLast(isSet)?.name ?? null;
}

function fromEnvironment(
  name: string,
  keyPath: readonly PropertyKey[],
  environment: Environment,
  problems: Problem[],
): string | undefined {
  if (environment[name]) return environment[name];
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === '') return undefined;
  try {
    return readTextFile(file, MAX_VALUE_BYTES).trim();
  } catch (error) {
    const problem = `${name}_FILE names ${file}, which cannot be read (${(error as Error).message}); correct the path or its rights`;
    problems.push({ keyPath, problem });
    return '';
  }
}
