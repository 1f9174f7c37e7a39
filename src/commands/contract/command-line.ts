import { readdir } from 'node:fs/promises';
import { describeError } from '../../article/failure.ts';
import type { Command, ExitCode, Terminal } from './command.ts';

const FOLDER = new URL('../', import.meta.url);

/** Finds the command that the words name ("feed test FILE", "normalise --json FILE") and runs it. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const names = await commandNames();
  const [first = '', second = ''] = words;
  const two = `${first}-${second}`;
  if (names.has(two)) return runCommand(names.get(two)!, words.slice(2), terminal);
  if (names.has(first)) return runCommand(names.get(first)!, words.slice(1), terminal);
  return showCommands(first, names, terminal);
}

async function commandNames(): Promise<ReadonlyMap<string, URL>> {
  const entries = await readdir(FOLDER, { withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && /(?<!\.d)\.(ts|js)$/.test(entry.name))
      .map((entry) => [entry.name.replace(/\.(ts|js)$/, ''), new URL(entry.name, FOLDER)] as const),
  );
}

async function load(address: URL): Promise<Command> {
  return ((await import(address.href)) as { default: Command }).default;
}

async function runCommand(address: URL, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const command = await load(address);
  if (words.includes('--help')) {
    terminal.stdout.write(`${command.summary}\n\n${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(words, terminal);
  } catch (error) {
    const usage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    terminal.stderr.write(`copytaster ${command.name}: ${describeError(error)}\n${usage ? `${command.usage}\n` : ''}`);
    return usage ? 2 : 1;
  }
}

async function showCommands(asked: string, names: ReadonlyMap<string, URL>, terminal: Terminal): Promise<ExitCode> {
  const help = asked === '' || asked === '--help' || asked === 'help';
  const out = help ? terminal.stdout : terminal.stderr;
  if (!help) out.write(`copytaster: there is no command "${asked}"\n\n`);
  for (const [name, address] of [...names].sort()) {
    out.write(`  ${name.padEnd(22)}${(await load(address)).summary}\n`);
  }
  return help ? 0 : 2;
}
