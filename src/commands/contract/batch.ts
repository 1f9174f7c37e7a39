import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describeError } from '../../article/failure.ts';
import type { Terminal } from './command.ts';

/**
 * The batch contract: one JSON object a line in, one a line out, in the same order, each as soon as it is ready. A
 * line that cannot be answered gives `{id, ok: false, error}` and ends nothing.
 */
export async function runBatch(
  terminal: Terminal,
  answer: (line: Record<string, unknown>) => Promise<Record<string, unknown>> | Record<string, unknown>,
): Promise<void> {
  for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const written = terminal.stdout.write(`${JSON.stringify(await answerLine(line, answer))}\n`);
    if (!written) await once(terminal.stdout, 'drain');
  }
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
