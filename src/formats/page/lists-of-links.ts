import type { PageBlock } from './page-blocks.ts';

const WHOLLY_LINKED = 0.9;
const LONGEST_LIST_TITLE = 60;

/** The headings that have nothing below them but links, and those links. */
export function listsIn(lines: readonly PageBlock[]): ReadonlySet<PageBlock> {
  const lists = new Set<PageBlock>();
  for (const [at, line] of lines.entries()) {
    if (line.kind !== 'heading' || line.element.name === 'h1' || line.text.length > LONGEST_LIST_TITLE) continue;
    const end = endOfList(lines, at + 1);
    if (end > at + 1) for (const listed of lines.slice(at, end)) lists.add(listed);
  }
  return lists;
}

/** The end of the list of links that begins at a line, which is the line itself where running text follows. */
function endOfList(lines: readonly PageBlock[], from: number): number {
  let to = from;
  while (to < lines.length && (lines[to] as PageBlock).linked >= WHOLLY_LINKED) to += 1;
  const next = lines[to];
  const goesOn = next !== undefined && next.kind !== 'heading' && next.element.parent === lines[from]?.element.parent;
  return goesOn ? from : to;
}
