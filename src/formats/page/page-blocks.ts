import { type AnyNode, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { BLOCK, textOf } from './page-text.ts';

/** A line of a page as it is set: a paragraph, a heading, an item of a list, a row of a table. */
export interface PageBlock {
  readonly kind: 'paragraph' | 'heading' | 'item' | 'quotation' | 'preformatted' | 'row';
  readonly text: string;
  /** The part of its characters that stand in links, 0 to 1. */
  readonly linked: number;
  /** The block element that it stands in. */
  readonly element: Element;
}

const KINDS: Readonly<Record<string, PageBlock['kind']>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  li: 'item',
  dt: 'item',
  dd: 'item',
  blockquote: 'quotation',
  pre: 'preformatted',
  tr: 'row',
};
/** Kinds that what stands inside them takes over. */
const INHERITED = new Set<PageBlock['kind']>(['item', 'quotation', 'row', 'heading']);

/** More than this in a cell is no cell of a table. */
const LONGEST_CELL = 300;

/** Every block under a node, in the page's order. Two line breaks part a block as a new paragraph does. */
export function blocksOf(root: ParentNode): PageBlock[] {
  const blocks: PageBlock[] = [];
  let text = '';
  let linked = 0;
  const flush = (kind: PageBlock['kind'], element: Element): void => {
    const share = text.length === 0 ? 0 : Math.min(1, linked / text.trim().length);
    for (const part of partsOf(text, kind)) blocks.push({ kind, text: part, linked: share, element });
    text = '';
    linked = 0;
  };
  const visit = (nodes: readonly AnyNode[], kind: PageBlock['kind'], owner: Element, inLink: boolean): void => {
    for (const node of nodes) {
      if (isText(node)) {
        const data = kind === 'preformatted' ? node.data : node.data.replace(/\s+/g, ' ');
        text += data;
        if (inLink) linked += data.trim().length;
      } else if (!isTag(node)) continue;
      else if (node.name === 'br') text += '\n';
      else if ((node.name === 'td' || node.name === 'th') && kind === 'row' && !holdsBlocks(node)) {
        if (text.trim() !== '') text += '\t';
        visit(node.children, kind, owner, inLink);
      } else if (!BLOCK.has(node.name)) visit(node.children, kind, owner, inLink || node.name === 'a');
      else {
        flush(kind, owner);
        const own =
          (isRowOfLayout(node) ? 'paragraph' : KINDS[node.name]) ??
          (INHERITED.has(kind) && kind !== 'row' ? kind : 'paragraph');
        visit(node.children, own, node, inLink);
        flush(own, node);
      }
    }
  };
  const owner = root as Element;
  visit(root.children, 'paragraph', owner, false);
  flush('paragraph', owner);
  return blocks;
}

/** A row that holds paragraphs sets the page, not a table. */
function isRowOfLayout({ name, children }: Element): boolean {
  return (
    name === 'tr' && children.some((cell) => isTag(cell) && (holdsBlocks(cell) || textOf(cell).length > LONGEST_CELL))
  );
}

function holdsBlocks({ children }: Element): boolean {
  return children.some((child) => isTag(child) && BLOCK.has(child.name));
}

function partsOf(text: string, kind: PageBlock['kind']): string[] {
  if (kind === 'preformatted') return text.trim() === '' ? [] : [text.replace(/^\n+|(?<!\s)\s+$/g, '')];
  const lines = text
    .replace(/[^\S\n\t]+/g, ' ')
    .replace(/(?<![ \t])[ \t]*\n[ \t]*/g, '\n')
    .replace(/(?<! ) *\t */g, '\t')
    .trim();
  return lines.split(/\n{2,}/).filter((part) => part !== '');
}
