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
  const collector = new BlockCollector();
  collector.visitAll(root.children, { kind: 'paragraph', owner: root as Element, inLink: false });
  collector.endBlock('paragraph', root as Element);
  return collector.blocks;
}

/** Where a node stands: in a block of which kind, made by which element, and whether in a link. */
interface Place {
  readonly kind: PageBlock['kind'];
  readonly owner: Element;
  readonly inLink: boolean;
}

class BlockCollector {
  readonly blocks: PageBlock[] = [];
  /** What was read since the last block ended, and how many characters of it stand in links. */
  #text = '';
  #linked = 0;

  visitAll(nodes: readonly AnyNode[], place: Place): void {
    for (const node of nodes) {
      if (isText(node)) this.#addText(node.data, place);
      else if (isTag(node)) this.#visit(node, place);
    }
  }

  endBlock(kind: PageBlock['kind'], element: Element): void {
    const text = this.#text;
    const linked = text.length === 0 ? 0 : Math.min(1, this.#linked / text.trim().length);
    for (const part of partsOf(text, kind)) this.blocks.push({ kind, text: part, linked, element });
    this.#text = '';
    this.#linked = 0;
  }

  #addText(data: string, { kind, inLink }: Place): void {
    const text = kind === 'preformatted' ? data : data.replace(/\s+/g, ' ');
    this.#text += text;
    if (inLink) this.#linked += text.trim().length;
  }

  #visit(element: Element, place: Place): void {
    const { name, children } = element;
    if (name === 'br') this.#text += '\n';
    else if (isCell(element) && place.kind === 'row') this.#visitCell(element, place);
    else if (!BLOCK.has(name)) this.visitAll(children, { ...place, inLink: place.inLink || name === 'a' });
    else this.#visitBlock(element, place);
  }

  #visitCell({ children }: Element, place: Place): void {
    if (this.#text.trim() !== '') this.#text += '\t';
    this.visitAll(children, place);
  }

  #visitBlock(element: Element, { kind, owner, inLink }: Place): void {
    this.endBlock(kind, owner);
    const own = kindWithin(element, kind);
    this.visitAll(element.children, { kind: own, owner: element, inLink });
    this.endBlock(own, element);
  }
}

/** The kind of the block that an element makes in a block of another kind. */
function kindWithin(element: Element, around: PageBlock['kind']): PageBlock['kind'] {
  const own = isRowOfLayout(element) ? 'paragraph' : KINDS[element.name];
  return own ?? (INHERITED.has(around) && around !== 'row' ? around : 'paragraph');
}

const isCell = (element: Element): boolean => (element.name === 'td' || element.name === 'th') && !holdsBlocks(element);

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
