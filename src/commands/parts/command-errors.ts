import { describeError } from '../../article/failure.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** The command was called in a way that it does not know; the message says what is wrong. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** What an operator must mend before the command can do anything: settings, a port, a Redis. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';
}

const EXIT_CODES: Readonly<Record<string, ExitCode>> = { WrongUsage: 2, SettingsError: 78, Misconfigured: 78 };

const FILE_PROBLEMS: ReadonlyMap<string, (path: string) => string> = new Map([
  ['ENOENT', (path) => `there is no file ${path}`],
  ['EACCES', (path) => `${path} may not be read or written; give this user the right to`],
  ['ENOTDIR', (path) => `${path} stands below what is no folder`],
]);

/** What is wrong with a file that the caller named, in our words; null where it is something else. */
function aboutFile(error: unknown): string | null {
  const { code = '', path } = (error ?? {}) as NodeJS.ErrnoException;
  return path === undefined ? null : (FILE_PROBLEMS.get(code)?.(path) ?? null);
}

/**
 * Writes why a command failed and gives its exit code. With --json the error is one line of JSON; else wrong usage is
 * followed by the right one.
 */
export function reportError(
  error: unknown,
  command: { readonly name: string; readonly usage: string; readonly json: boolean },
  { stderr }: Terminal,
): ExitCode {
  const exitCode = EXIT_CODES[(error as Error | null)?.name ?? ''] ?? 1;
  const name = ['copytaster', command.name].join(' ').trim();
  const message = exitCode === 78 ? (error as Error).message : (aboutFile(error) ?? describeError(error));
  if (command.json) stderr.write(`${JSON.stringify({ error: { command: name, message, exitCode } })}\n`);
  else if (exitCode === 78) stderr.write(`copytaster: ${message}\n`);
  else stderr.write(`${name}: ${message}\n${exitCode === 2 ? `\n${command.usage}` : ''}`);
  return exitCode;
}
