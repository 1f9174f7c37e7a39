import type { DiffPart } from '../similarity/word-diff.ts';
import { defineCommand } from './parts/define-command.ts';
import { printable } from './parts/printable.ts';
import type { Terminal } from './parts/terminal.ts';

interface Side {
  readonly revision: number | null;
  readonly change: string;
  readonly receivedAt: string;
}
interface Diff {
  readonly from: Side;
  readonly to: Side;
  readonly headline: readonly DiffPart[];
  readonly body: readonly DiffPart[];
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

export default defineCommand({
  name: 'diff',
  summary: 'show what changed between two versions of a story of a running service, word by word',
  needs: 'service',
  forms: { versions: 'ARTICLE [FROM] [TO]' },
  options: { held: { kind: 'flag', summary: 'show held copy to who may act' } },
  notes: ['FROM and TO are numbers or ids of revisions; without them the last change is shown.'],
  examples: ['copytaster diff art_0f3c 1 3'],
  async run({ service, words: [article = '', from, to], options: { held }, json, terminal }) {
    const path = `v1/articles/${encodeURIComponent(article)}/diff`;
    const found = await service.get<Diff>(path, { from, to, held: held ? 'true' : undefined });
    if (!json) show(found, terminal);
    return { json: found, text: '' };
  },
});

const MARKS = { same: ['', ''], added: ['{+', '+}'], removed: ['[-', '-]'] } as const;
const COLOURS = { same: ['', ''], added: ['\x1b[32m', '\x1b[0m'], removed: ['\x1b[31;9m', '\x1b[0m'] } as const;

function show({ from, to, headline, body, fields }: Diff, { stdout, environment }: Terminal): void {
  const isColoured = stdout.isTTY === true && environment.NO_COLOR === undefined;
  const marks = isColoured ? COLOURS : MARKS;
  const text = (parts: readonly DiffPart[]): string =>
    parts.map((part) => `${marks[part.is][0]}${printable(part.text)}${marks[part.is][1]}`).join('');
  const side = ({ revision, change, receivedAt }: Side): string => `${revision ?? '-'} ${change} ${receivedAt}`;
  const lines = [
    `from ${side(from)}`,
    `to   ${side(to)}`,
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
