import { PassThrough, Readable } from 'node:stream';
import { runCommandLine } from '../../src/commands/parts/command-line.ts';

/** Runs the command line in this process. Gives all that it wrote to the terminal. */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal = new AbortController().signal,
): Promise<string> {
  const terminal = new PassThrough();
  const said: Buffer[] = [];
  terminal.on('data', (chunk: Buffer) => said.push(chunk));
  await runCommandLine(words, {
    stdin: Readable.from([]),
    stdout: terminal,
    stderr: terminal,
    environment,
    readingThread: new URL('file:///'),
    signal,
  });
  return Buffer.concat(said).toString();
}
