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
  const listed = listLines(lines);
  const blocks: Block[] = [];
  let open: Block | null = null;
  lines.forEach((line, at) => {
    if (line.trim() === '') {
      open = open?.table && isTableLine(lines[at + 1] ?? '') ? keep(open, '') : null;
      return;
    }
    const table = listed.has(at) || isInTable(lines, at);
    const opens = !table && opensParagraph(line, indented);
    if (open !== null && open.table === table && !opens) {
      open.lines.push(line.trimEnd());
      return;
    }
    open = { table, lines: [line.trimEnd()] };
    blocks.push(open);
  });
  return blocks;
}

/** A line of a table has another one over or under it. */
function isInTable(lines: readonly string[], at: number): boolean {
  const beside = [lines[at - 1], lines[at + 1]].some((line) => isTableLine(line ?? ''));
  return beside && isTableLine(lines[at] as string);
}

function opensParagraph(line: string, isIndentedCopy: boolean): boolean {
  return BULLET.test(line) || (isIndentedCopy && startsParagraph(line));
}

/** A point of a list; a dash may as well stand before what goes on. */
const BULLET = /^\s{0,8}[*•·] \S/;
/** Prose that a printer broke has longer lines, and few of them begin with a capital or a digit. */
const LONGEST_OF_LIST = 44;
const FEWEST_OF_LIST = 6;
const SHARE_THAT_BEGINS = 0.85;
const BEGINS = /^\s*["“„«(*•·]?[\p{Lu}\d]/u;

/** The places of lines that stand in lists: many short ones below one another, each a beginning. */
function listLines(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (let from = 0; from < lines.length; from += 1) {
    let to = from;
    while (to < lines.length && isShort(lines[to] as string)) to += 1;
    const run = lines.slice(from, to);
    const beginning = run.filter((line) => BEGINS.test(line)).length;
    if (run.length >= FEWEST_OF_LIST && beginning >= run.length * SHARE_THAT_BEGINS)
      for (let at = from; at < to; at += 1) found.add(at);
    from = Math.max(from, to);
  }
  return found;
}

const isShort = (line: string): boolean => line.trim() !== '' && line.trimEnd().length <= LONGEST_OF_LIST;

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
  return lines.some(
    (line, at) => at > 0 && /^(?: {3,4}|\t)\S/.test(line) && /[.!?]["”']?\s*$/.test(lines[at - 1] ?? ''),
  );
}
