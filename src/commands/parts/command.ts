import type { OptionTable } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** One command of the command line: a file in `src/commands` with this as its default export, made by `defineCommand`. */
export interface Command {
  /** As it is typed; the file has a hyphen for a space: `feed test` is feed-test.ts. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How to call it: a line for each form, its options and examples. */
  readonly usage: string;
  /** The words with which its forms begin ("list", "show"). */
  readonly subcommands: readonly string[];
  /** Every option that it takes, those of all commands too. */
  readonly options: OptionTable;
  readonly examples: readonly string[];
  run(words: readonly string[], terminal: Terminal): Promise<ExitCode>;
}
