import type { Readable, Writable } from 'node:stream';

/** Where a command reads and writes, so that it can be run by a test. */
export interface Terminal {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted on SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Exit codes: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration. */
export type ExitCode = 0 | 1 | 2 | 78;

/** One command of the command line: a file in `src/commands` with this as its default export. */
export interface Command {
  /** The file's name; words of one command are joined by a hyphen in the file name ("feed-test" for `feed test`). */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How to call it, shown with `--help` and on wrong usage. */
  readonly usage: string;
  run(words: readonly string[], terminal: Terminal): Promise<ExitCode>;
}
