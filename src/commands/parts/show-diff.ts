import type { DiffPart } from '../../similarity/word-diff.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** What differs between two versions, as the API tells it. */
export interface Difference {
  readonly headline: readonly DiffPart[];
  readonly body: readonly DiffPart[];
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

const MARKS = { same: ['', ''], added: ['{+', '+}'], removed: ['[-', '-]'] } as const;
const COLOURS = { same: ['', ''], added: ['\x1b[32m', '\x1b[0m'], removed: ['\x1b[31;9m', '\x1b[0m'] } as const;

/** Writes a difference word by word and field by field, below some lines that say of what. */
export function showDifference(
  head: readonly string[],
  { headline, body, fields }: Difference,
  { stdout, environment }: Terminal,
): void {
  const isColoured = stdout.isTTY === true && environment.NO_COLOR === undefined;
  const marks = isColoured ? COLOURS : MARKS;
  const text = (parts: readonly DiffPart[]): string =>
    parts.map((part) => `${marks[part.is][0]}${printable(part.text)}${marks[part.is][1]}`).join('');
  const lines = [
    ...head.map(printable),
    '',
    text(headline),
    '',
    text(body),
    ...(fields.length === 0 ? [] : ['']),
    ...fields.map(({ field, before, after }) =>
      printable(`${field}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`),
    ),
  ];
  // As bytes, since the colours are controls: what stands between them was made printable.
  stdout.write(Buffer.from(`${lines.join('\n')}\n`));
}
