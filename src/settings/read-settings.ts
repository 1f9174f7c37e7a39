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
  const problems: string[] = [];
  const filled = fill(document.toJS() ?? {}, environment, (name) =>
    problems.push(`${path}: \${${name}} is not set: set it, or write \${${name}:-default}`),
  );
  const parsed = Settings.safeParse(applyEnvironment(filled, environment));
  const placeOf = (keyPath: readonly PropertyKey[]): string => {
    for (let length = keyPath.length; length > 0; length -= 1) {
      const node = document.getIn(keyPath.slice(0, length), true) as { range?: [number] } | undefined;
      if (node?.range) return place(node.range[0]);
    }
    return isMap(document.contents) ? place(document.contents.range?.[0] ?? 0) : path;
  };
  if (!parsed.success) throw new SettingsError([...problems, ...describeIssues(parsed.error, placeOf)]);
  problems.push(
    ...crossCheck(parsed.data, names).map(
      ({ keyPath, problem }) => `${placeOf(keyPath)}: ${keyPath.join('.')}: ${problem}`,
    ),
  );
  if (problems.length > 0) throw new SettingsError(problems);
  return parsed.data;
}

const REFERENCE = /\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}/g;

/** `${NAME}` and `${NAME:-default}` in texts, from NAME or from the file that NAME_FILE names. */
function fill(value: unknown, environment: Environment, missing: (name: string) => void): unknown {
  if (typeof value === 'string') {
    return value.replace(REFERENCE, (_, name: string, otherwise: string | undefined) => {
      const found = fromEnvironment(name, environment);
      if (found === undefined && otherwise === undefined) missing(name);
      return found ?? otherwise ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((each) => fill(each, environment, missing));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, environment, missing)]));
}

function fromEnvironment(name: string, environment: Environment): string | undefined {
  if (environment[name]) return environment[name];
  const file = environment[`${name}_FILE`];
  return file === undefined ? undefined : readFileSync(file, 'utf8').trim();
}

/** HOST, PORT, LOG_LEVEL and REDIS_URL stand above the file. */
function applyEnvironment(settings: unknown, environment: Environment): unknown {
  const given = (settings ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const over = (section: string, values: Record<string, string | undefined>): Record<string, unknown> => ({
    ...given[section],
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')),
  });
  return {
    ...given,
    http: over('http', { host: environment.HOST, port: environment.PORT }),
    log: over('log', { level: environment.LOG_LEVEL }),
    redis: over('redis', { url: fromEnvironment('REDIS_URL', environment) }),
  };
}

function describeIssues(error: ZodError, placeOf: (keyPath: readonly PropertyKey[]) => string): string[] {
  return error.issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const where = keys.length > 0 ? [...issue.path, keys[0] as string] : issue.path;
    const words = keys.length > 0 ? `there is no setting ${keys.join(', ')}; remove it` : issue.message;
    return `${placeOf(where)}: ${issue.path.join('.') || 'settings'}: ${words}`;
  });
}

interface CrossProblem {
  readonly keyPath: readonly (string | number)[];
  readonly problem: string;
}

function crossCheck(settings: Settings, names: KnownNames): CrossProblem[] {
  const problems: CrossProblem[] = [];
  const known = (
    keyPath: readonly (string | number)[],
    name: string | null,
    allowed: readonly string[],
    what: string,
  ): void => {
    if (name !== null && !allowed.includes(name))
      problems.push({ keyPath, problem: `there is no ${what} "${name}"; write one of ${allowed.join(', ')}` });
  };
  const unique = (section: 'feeds' | 'destinations'): void => {
    const ids = settings[section].map(({ id }) => id);
    for (const [at, id] of ids.entries())
      if (ids.indexOf(id) !== at)
        problems.push({ keyPath: [section, at, 'id'], problem: `"${id}" is used twice; give each its own id` });
  };
  unique('feeds');
  unique('destinations');
  for (const [at, feed] of settings.feeds.entries()) {
    known(['feeds', at, 'transport'], feed.transport, names.transports, 'transport');
    known(['feeds', at, 'format'], feed.format === 'auto' ? null : feed.format, names.formats, 'format');
    known(['feeds', at, 'agency'], feed.agency, names.agencies, 'agency');
    for (const agency of feed.speaksFor) known(['feeds', at, 'speaksFor'], agency, names.agencies, 'agency');
    if (feed.every.min > feed.every.max)
      problems.push({ keyPath: ['feeds', at, 'every'], problem: 'min is longer than max' });
    if (feed.transport === 'http-poll' && feed.url === undefined)
      problems.push({ keyPath: ['feeds', at, 'id'], problem: 'http-poll needs url:' });
    if (feed.transport === 'folder' && feed.path === undefined)
      problems.push({ keyPath: ['feeds', at, 'id'], problem: 'folder needs path:' });
  }
  for (const [at, destination] of settings.destinations.entries()) {
    known(['destinations', at, 'type'], destination.type, names.destinations, 'destination type');
    known(['destinations', at, 'document'], destination.document, names.renderers, 'document');
    if (destination.type === 'webhook' && destination.url === undefined)
      problems.push({ keyPath: ['destinations', at, 'id'], problem: 'a webhook needs url:' });
    if (destination.type === 'file-drop' && destination.path === undefined)
      problems.push({ keyPath: ['destinations', at, 'id'], problem: 'a file-drop needs path:' });
  }
  return problems;
}
