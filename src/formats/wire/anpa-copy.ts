import { escapeHtml } from '../xml/markup.ts';

/** A line of a message, with what the printer's signs say of it. */
export interface CopyLine {
  /** Marked as a head line. */
  readonly isHead: boolean;
  readonly isIndented: boolean;
  /** The sign that ends it: "<" quads it left, "=" centres it, "+" ends a headline. */
  readonly ends: string;
  readonly text: string;
  /** With the spaces of a table. */
  readonly columns: string;
}

/** Lines that a printer broke are about so long. */
const WRAPPED = 45;

/** The copy as HTML blocks: paragraphs, and tables where the header says that there are some. */
export function anpaBlocks(lines: readonly CopyLine[], isTabular: boolean): string[] {
  const blocks: { table: boolean; lines: string[] }[] = [];
  let before: CopyLine | null = null;
  for (const line of lines) {
    if (line.text === '') {
      before = isTabular ? null : before;
      continue;
    }
    const table = isTabular && isTableRow(line.columns);
    const text = table ? line.columns : line.text;
    const last = blocks.at(-1);
    const isMore = last?.table === table && (table || goesOn(line, before, isTabular));
    if (isMore) last.lines.push(text);
    else blocks.push({ table, lines: [text] });
    before = table ? null : line;
  }
  return blocks.map(({ table, lines: text }) =>
    table ? `<pre>${escapeHtml(text.join('\n'))}</pre>` : `<p>${escapeHtml(text.join(' '))}</p>`,
  );
}

/** True for a line of columns. */
export function isTableRow(row: string): boolean {
  return /;.*;|\S {2,}\S|\.{3,}/.test(row);
}

/** A flush line goes on with the paragraph; between tables only where the line before it was broken for its length. */
function goesOn(line: CopyLine, before: CopyLine | null, isTabular: boolean): boolean {
  if (line.isIndented || line.isHead || before === null || before.isHead) return false;
  return !isTabular || (before.text.length >= WRAPPED && before.ends === '');
}
