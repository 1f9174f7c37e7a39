import { escapeHtml } from '../xml/markup.ts';

/** Inside a line of a table: two columns or more, parted by at least two spaces or a tab. */
const COLUMN_GAP = /\S(?: {2,}|\t)(?=\S)/g;

/**
 * The HTML of text that was laid out for a printer: lines broken at a column, paragraphs indented or parted by blank
 * lines, tables as lines with gaps. Tables become `<pre>` with every line and space. `text` is plain, not HTML.
 */
export function htmlOfLaidOutText(text: string): string {
  return blocksOf(text)
    .map(({ table, lines }) =>
      table
        ? `<pre>${escapeHtml(lines.join('\n'))}</pre>`
        : `<p>${escapeHtml(lines.map((line) => line.trim()).join('\n'))}</p>`,
    )
    .join('\n');
}

/**
 * Parts the paragraphs that stand in one `<p>`, told apart only by the indentation of their first lines. Paragraphs
 * that are merely pretty-printed stay whole. `html` is markup whose tags are balanced.
 */
export function partParagraphs(html: string): string {
  if (!html.includes('\n')) return html;
  return html.replace(/<p(?: [^<>]*)?>([^<]*(?:<(?!\/?p[ >])[^<]*)*)<\/p>/g, (whole, content: string) => {
    if (!isIndented(content.split('\n'))) return whole;
    return blocksOf(content)
      .map(({ table, lines }) =>
        table ? `<pre>${lines.join('\n')}</pre>` : `<p>${lines.map((line) => line.trim()).join('\n')}</p>`,
      )
      .join('\n');
  });
}

interface Block {
  readonly table: boolean;
  readonly lines: string[];
}

function blocksOf(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const indented = isIndented(lines);
  const blocks: Block[] = [];
  let open: Block | null = null;
  lines.forEach((line, at) => {
    if (line.trim() === '') {
      open = open?.table && isTableLine(lines[at + 1] ?? '') ? keep(open, '') : null;
      return;
    }
    const table = isTableLine(line) && (isTableLine(lines[at + 1] ?? '') || isTableLine(lines[at - 1] ?? ''));
    if (open !== null && open.table === table && !(indented && !table && startsParagraph(line))) {
      open.lines.push(line.trimEnd());
      return;
    }
    open = { table, lines: [line.trimEnd()] };
    blocks.push(open);
  });
  return blocks;
}

function keep(block: Block, line: string): Block {
  block.lines.push(line);
  return block;
}

function isTableLine(line: string): boolean {
  const gaps = line.match(COLUMN_GAP)?.length ?? 0;
  return gaps >= 2 || (gaps === 1 && /\d[%)]?\s*$/.test(line) && / {3,}|\t/.test(line.trim()));
}

function startsParagraph(line: string): boolean {
  return /^(?: {2,8}|\t) *\S/.test(line) || line.startsWith(' (');
}

// Copy is indented when some of its lines are and others are not; markup that a program indented has no flush lines.
function isIndented(lines: readonly string[]): boolean {
  const copy = lines.slice(1).filter((line) => line.trim() !== '');
  if (!copy.some(startsParagraph)) return false;
  if (copy.some((line) => /^\S/.test(line))) return true;
  return lines.some((line, at) => at > 0 && /^ {3,4}\S/.test(line) && /[.!?]["”']?\s*$/.test(lines[at - 1] ?? ''));
}
