import { existsSync } from 'node:fs';
import type { ZodError } from 'zod';
import { applyEnvironment, type Environment, fillReferences, type Problem, variableOf } from './fill-environment.ts';
import { parseYaml } from './parse-yaml.ts';
import { describeIssue, type SettingsPlugins, settingsSchema, unknownKey } from './plugin-settings.ts';
import { readTextFile } from './read-text-file.ts';
import { ServiceSettings, type Settings } from './schema.ts';

const DEFAULT_PATH = 'config/copytaster.yaml';
const MAX_FILE_BYTES = 5_000_000;
/** More problems than anybody mends at once are counted. */
const MOST_TOLD = 200;

/** Everything that is wrong with the settings, a line each: place, what, cure. The process ends with 78. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** The path of the settings file: the argument, else COPYTASTER_CONFIG, else config/copytaster.yaml. */
export function settingsPath(argument: string | undefined, environment: Environment): string {
  return argument ?? environment.COPYTASTER_CONFIG ?? DEFAULT_PATH;
}

/**
 * Reads, fills in from the environment, and checks the whole file at once.
 * @throws SettingsError with every problem
 */
export function readSettings(path: string, environment: Environment, plugins: SettingsPlugins): Settings {
  if (!existsSync(path))
    throw new SettingsError([`${path}: there is no such file; name one with --config or COPYTASTER_CONFIG`]);
  return parseSettings(readFile(path), path, environment, plugins);
}

function readFile(path: string): string {
  try {
    return readTextFile(path, MAX_FILE_BYTES);
  } catch (error) {
    throw new SettingsError([`${path}: cannot be read (${(error as Error).message}); name a file with --config`]);
  }
}

/** The same from text. `path` is used in messages. */
export function parseSettings(
  text: string,
  path: string,
  environment: Environment,
  plugins: SettingsPlugins,
): Settings {
  const yaml = parseYaml(text);
  const place = (line: number | null): string => (line === null ? path : `${path}:${line}`);
  if ('problems' in yaml)
    throw new SettingsError(yaml.problems.map(({ line, problem }) => `${place(line)}: ${problem}`));
  const found: Problem[] = [];
  const filled = applyEnvironment(fillReferences(yaml.value, [], environment, found), environment, found);
  const parsed = settingsSchema(plugins).safeParse(filled);
  if (parsed.success && found.length === 0) return parsed.data;
  const issues = parsed.success ? [] : describeIssues(parsed.error);
  const isTold = ({ keyPath }: Problem): boolean => found.some((other) => isSamePath(other.keyPath, keyPath));
  const all = [...found, ...issues.filter((issue) => !isTold(issue))];
  const problems = all.slice(0, MOST_TOLD).map((problem) => {
    const line = yaml.lineOf(problem.keyPath);
    const name = variableOf(problem.keyPath, environment);
    const where = problem.keyPath.map(printableKey).join('.') || 'settings';
    return {
      line,
      text: name === null ? `${place(line)}: ${where}: ${problem.problem}` : `${name}: ${problem.problem}`,
    };
  });
  problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const more = all.length > MOST_TOLD ? [`${path}: there is more that is wrong; mend these first`] : [];
  throw new SettingsError([...problems.map((problem) => problem.text), ...more]);
}

/** What is wrong with the value of a reference that is not set follows from that. */
const isSamePath = (one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean =>
  one.length === other.length && one.every((key, at) => key === other[at]);

const printableKey = (key: PropertyKey): string => {
  const text = String(key);
  return /^[\w-]{1,80}$/.test(text) ? text : JSON.stringify(text.slice(0, 80));
};

function describeIssues(error: ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ keyPath: issue.path, problem: describeIssue(issue) }];
    const known = issue.path.length === 0 ? AT_THE_TOP : keysBelow(issue.path);
    return issue.keys
      .slice(0, MOST_TOLD + 1)
      .map((key) => ({ keyPath: [...issue.path, key], problem: unknownKey(key, known) }));
  });
}

const AT_THE_TOP = [...Object.keys(ServiceSettings.shape), 'accounts', 'feeds', 'destinations'];

/** The keys that a section of the service's own settings knows. */
function keysBelow(path: readonly PropertyKey[]): string[] {
  const properties = (ServiceSettings.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as JsonSchema).properties;
  let at: JsonSchema | undefined = { properties };
  for (const key of path) at = at?.properties?.[String(key)];
  return Object.keys(at?.properties ?? {});
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
}
