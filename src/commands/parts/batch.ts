import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { describeError } from '../../article/failure.ts';
import type { Terminal } from './terminal.ts';

/**
 * The batch contract: one JSON object a line in, one a line out, in the same order, each as soon as it is ready. A
 * line that cannot be answered gives `{id, ok: false, error}` and ends nothing.
 */
export async function runBatch(
  terminal: Terminal,
  answer: (line: Record<string, unknown>) => Promise<Record<string, unknown>> | Record<string, unknown>,
): Promise<void> {
  for await (const line of linesOf(terminal.stdin)) {
    if (line.trim() === '') continue;
    const written = terminal.stdout.write(`${JSON.stringify(await answerLine(line, answer))}\n`);
    if (!written) await once(terminal.stdout, 'drain');
  }
}

/** Lines by their line feeds alone: Node's readline also ends a line at U+2028, which JSON may hold as it is (RFC 8259, 7). */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = chunk.split('\n');
    const last = lines.pop() ?? '';
    if (lines.length === 0) {
      rest += last;
      continue;
    }
    lines[0] = rest + lines[0];
    rest = last;
    yield* lines;
  }
  yield rest;
}

async function answerLine(
  line: string,
  answer: (line: Record<string, unknown>) => Promise<Record<string, unknown>> | Record<string, unknown>,
): Promise<Record<string, unknown>> {
  let id: unknown = null;
  try {
    const parsed: unknown = JSON.parse(line);
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
      throw new Error('a line is one JSON object');
    id = (parsed as Record<string, unknown>).id ?? null;
    return await answer(parsed as Record<string, unknown>);
  } catch (error) {
    return { id, ok: false, error: describeError(error) };
  }
}
