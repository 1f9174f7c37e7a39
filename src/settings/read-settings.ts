import { existsSync, readFileSync } from 'node:fs';
import { isMap, LineCounter, parseDocument } from 'yaml';
import type { ZodError } from 'zod';
import { Settings } from './schema.ts';

const DEFAULT_PATH = 'config/copytaster.yaml';

/** Everything that is wrong with the settings, a line each: place, what, cure. The process ends with 78. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Names that settings may use, from the plug-in folders. */
export interface KnownNames {
  readonly transports: readonly string[];
  readonly formats: readonly string[];
  readonly agencies: readonly string[];
  readonly destinations: readonly string[];
  readonly renderers: readonly string[];
}

/** The path of the settings file: the argument, else COPYTASTER_CONFIG, else config/copytaster.yaml. */
export function settingsPath(argument: string | undefined, environment: Environment): string {
  return argument ?? environment.COPYTASTER_CONFIG ?? DEFAULT_PATH;
}

/**
 * Reads, fills in from the environment, and checks the whole file at once.
 * @throws SettingsError with every problem
 */
export function readSettings(path: string, environment: Environment, names: KnownNames): Settings {
  if (!existsSync(path))
    throw new SettingsError([`${path}: there is no such file; name one with --config or COPYTASTER_CONFIG`]);
  return parseSettings(readFileSync(path, 'utf8'), path, environment, names);
}

/** The same from text. `path` is used in messages. */
export function parseSettings(text: string, path: string, environment: Environment, names: KnownNames): Settings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const place = (offset: number): string => `${path}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0)
    throw new SettingsError(document.errors.map((error) => `${place(error.pos[0])}: ${error.message.split('\n')[0]}`));
  const placeOf = (keyPath: KeyPath): string => {
    for (let length = keyPath.length; length > 0; length -= 1) {
      const node = document.getIn(keyPath.slice(0, length), true) as { range?: [number] } | undefined;
      if (node?.range) return place(node.range[0]);
    }
    return isMap(document.contents) ? place(document.contents.range?.[0] ?? 0) : path;
  };
  const found: Problem[] = [];
  const filled = applyEnvironment(fill(document.toJS() ?? {}, [], environment, found), environment, found);
  const parsed = Settings.safeParse(filled);
  if (!parsed.success) found.push(...describeIssues(parsed.error));
  found.push(...crossCheck(filled, names));
  if (!parsed.success || found.length > 0) {
    throw new SettingsError(
      found.map(({ keyPath, problem }) => `${placeOf(keyPath)}: ${keyPath.join('.') || 'settings'}: ${problem}`),
    );
  }
  return parsed.data;
}

type KeyPath = readonly PropertyKey[];

/** What is wrong at a place of the file, and what to write instead. */
interface Problem {
  readonly keyPath: KeyPath;
  readonly problem: string;
}

const REFERENCE = /\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}/g;

/** `${NAME}` and `${NAME:-default}` in texts, from NAME or from the file that NAME_FILE names. */
function fill(value: unknown, keyPath: KeyPath, environment: Environment, problems: Problem[]): unknown {
  if (typeof value === 'string') {
    return value.replace(REFERENCE, (_, name: string, otherwise: string | undefined) => {
      const found = fromEnvironment(name, keyPath, environment, problems);
      if (found === undefined && otherwise === undefined)
        problems.push({ keyPath, problem: `\${${name}} is not set: set it, or write \${${name}:-default}` });
      return found ?? otherwise ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((each, at) => fill(each, [...keyPath, at], environment, problems));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, fill(each, [...keyPath, key], environment, problems)]),
  );
}

function fromEnvironment(
  name: string,
  keyPath: KeyPath,
  environment: Environment,
  problems: Problem[],
): string | undefined {
  if (environment[name]) return environment[name];
  const file = environment[`${name}_FILE`];
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const problem = `${name}_FILE names ${file}, which cannot be read (${(error as Error).message}); correct the path or its rights`;
    problems.push({ keyPath, problem });
    return '';
  }
}

/** HOST, PORT, LOG_LEVEL and REDIS_URL stand above the file. */
function applyEnvironment(settings: unknown, environment: Environment, problems: Problem[]): unknown {
  const given = (settings ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const over = (section: string, values: Record<string, string | undefined>): Record<string, unknown> => ({
    ...given[section],
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')),
  });
  return {
    ...given,
    http: over('http', { host: environment.HOST, port: environment.PORT }),
    log: over('log', { level: environment.LOG_LEVEL }),
    redis: over('redis', { url: fromEnvironment('REDIS_URL', ['redis', 'url'], environment, problems) }),
  };
}

function describeIssues(error: ZodError): Problem[] {
  return error.issues.map((issue) => {
    if (issue.code !== 'unrecognized_keys') return { keyPath: issue.path, problem: issue.message };
    const keyPath = [...issue.path, issue.keys[0] as string];
    return { keyPath, problem: `there is no such setting (${issue.keys.join(', ')}); remove it` };
  });
}

type Raw = Readonly<Record<string, unknown>>;

/** What each kind needs beside what all of its kind need. */
const NEEDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  feeds: { 'http-poll': ['url'], folder: ['path'] },
  destinations: { webhook: ['url'], 'file-drop': ['path'], 'redis-stream': ['url', 'stream'] },
};

/** What the address of each kind of destination begins with. */
const ADDRESSES: Readonly<Record<string, RegExp>> = { webhook: /^https?:/, 'redis-stream': /^rediss?:/ };

function crossCheck(settings: unknown, names: KnownNames): Problem[] {
  const problems: Problem[] = [];
  const known = (keyPath: KeyPath, name: unknown, allowed: readonly string[], what: string): void => {
    if (typeof name === 'string' && !allowed.includes(name))
      problems.push({ keyPath, problem: `there is no ${what} "${name}"; write one of ${allowed.join(', ')}` });
  };
  const needs = (section: string, at: number, kind: unknown, given: Raw): void => {
    for (const needed of NEEDS[section]?.[String(kind)] ?? [])
      if (given[needed] === undefined) problems.push({ keyPath: [section, at], problem: `${kind} needs ${needed}:` });
  };
  for (const [at, feed] of entriesOf(settings, 'feeds')) {
    known(['feeds', at, 'transport'], feed.transport, names.transports, 'transport');
    known(['feeds', at, 'format'], feed.format, ['auto', ...names.formats], 'format');
    known(['feeds', at, 'agency'], feed.agency, names.agencies, 'agency');
    for (const agency of Array.isArray(feed.speaksFor) ? feed.speaksFor : [])
      known(['feeds', at, 'speaksFor'], agency, names.agencies, 'agency');
    needs('feeds', at, feed.transport ?? 'http-poll', feed);
  }
  for (const [at, destination] of entriesOf(settings, 'destinations')) {
    known(['destinations', at, 'type'], destination.type, names.destinations, 'destination type');
    known(['destinations', at, 'document'], destination.document, names.renderers, 'document');
    needs('destinations', at, destination.type, destination);
    const begins = ADDRESSES[String(destination.type)];
    if (begins !== undefined && typeof destination.url === 'string' && !begins.test(destination.url))
      problems.push({
        keyPath: ['destinations', at, 'url'],
        problem: `the address of a ${destination.type} begins with ${destination.type === 'webhook' ? 'https://' : 'redis://'}`,
      });
  }
  return [...problems, ...twice(settings, 'feeds'), ...twice(settings, 'destinations')];
}

function entriesOf(settings: unknown, section: string): (readonly [number, Raw])[] {
  const list = (settings as Raw)[section];
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: unknown, at) => (each !== null && typeof each === 'object' ? [[at, each as Raw]] : []));
}

function twice(settings: unknown, section: string): Problem[] {
  const entries = entriesOf(settings, section).filter(([, { id }]) => typeof id === 'string');
  return entries
    .filter(([, { id }], at) => entries.findIndex(([, other]) => other.id === id) !== at)
    .map(([at, { id }]) => ({
      keyPath: [section, at, 'id'],
      problem: `"${id}" is used twice; give each its own id`,
    }));
}
