import { readdir } from 'node:fs/promises';
import { VERSION } from '../../service/version.ts';
import type { Command } from './command.ts';
import { reportError, WrongUsage } from './command-errors.ts';
import { didYouMean } from './nearest-word.ts';
import { printableStream } from './printable.ts';
import type { ExitCode, Terminal } from './terminal.ts';

const FOLDER = new URL('../', import.meta.url);
const HELP: ReadonlySet<string> = new Set(['', '--help', '-h', 'help']);

/** Finds the command that the words name ("feed test FILE", "normalise --json FILE") and runs it. */
export async function runCommandLine(words: readonly string[], given: Terminal): Promise<ExitCode> {
  const terminal = { ...given, stdout: printableStream(given.stdout), stderr: printableStream(given.stderr) };
  const names = await commandNames();
  const [first = '', second = ''] = words;
  if (first === '--version' || first === '-V') {
    terminal.stdout.write(`copytaster ${VERSION}\n`);
    return 0;
  }
  const two = `${first}-${second}`;
  if (names.includes(two)) return runCommand(two, words.slice(2), terminal);
  if (names.includes(first)) return runCommand(first, words.slice(1), terminal);
  if (HELP.has(first)) {
    terminal.stdout.write(listCommands(await Promise.all(names.map(loadCommand))));
    return 0;
  }
  const commands = await Promise.all(names.map(loadCommand));
  const error = new WrongUsage(
    describeUnknown(
      first,
      commands.map(({ name }) => name),
    ),
  );
  return reportError(error, { name: '', usage: listCommands(commands), json: words.includes('--json') }, terminal);
}

function describeUnknown(word: string, names: readonly string[]): string {
  const longer = names.filter((name) => name.startsWith(`${word} `)).map((name) => `copytaster ${name}`);
  if (longer.length > 0) return `"${word}" is no command by itself; write ${longer.join(' or ')}`;
  return `there is no command "${word}"${didYouMean(word, names)}`;
}

/** The names of all commands, as their files have them. */
export async function commandNames(): Promise<readonly string[]> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /(?<!\.d)\.(ts|js)$/.test(entry.name))
    .map((entry) => entry.name.replace(/\.(ts|js)$/, ''))
    .sort();
}

/** A command by its file's name. */
export async function loadCommand(name: string): Promise<Command> {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return ((await import(new URL(`${name}.${ending}`, FOLDER).href)) as { default: Command }).default;
}

async function runCommand(name: string, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const command = await loadCommand(name);
  if (words.includes('--help') || words.includes('-h')) {
    terminal.stdout.write(`${command.summary}\n\n${command.usage}`);
    return 0;
  }
  return command.run(words, terminal);
}

function listCommands(commands: readonly Command[]): string {
  return commands.map(({ name, summary }) => `  ${name.padEnd(22)}${summary}\n`).join('');
}
