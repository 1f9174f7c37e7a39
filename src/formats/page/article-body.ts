import { Readability } from '@mozilla/readability';
import type { Document, Element } from 'domhandler';
import { isTag } from 'domhandler';
import { parseHTML } from 'linkedom';
import { htmlOf } from './page-text.ts';
import { proseOf } from './prune.ts';

/** A container holds the story when it holds this share of the page's prose. */
const CONTAINER_SHARE = 0.92;

/** A line of the story as the page sets it. */
export interface BodyBlock {
  readonly kind: 'paragraph' | 'heading' | 'item' | 'quotation' | 'preformatted' | 'row';
  readonly text: string;
}

/** The blocks of the story in a pruned page, by Readability; none where it finds no story. */
export function bodyOf(root: Document): BodyBlock[] {
  const html = htmlOf(containerOf(root));
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const found = new Readability(document, {
    charThreshold: 200,
    disableJSONLD: true,
    keepClasses: true,
    serializer: (node) => node,
  }).parse();
  return found?.content ? blocksOf(found.content as unknown as DomNode) : [];
}

function containerOf(root: Document): Document | Element {
  const prose = proseOf(root);
  let at: Document | Element = root;
  for (;;) {
    const enough: number = (prose.get(at) ?? 0) * CONTAINER_SHARE;
    const next: Element | undefined = at.children
      .filter(isTag)
      .find((child) => (prose.get(child) ?? 0) >= Math.max(enough, 200));
    if (
      next === undefined ||
      next.name === 'p' ||
      next.name === 'table' ||
      next.name === 'tbody' ||
      next.name === 'tr' ||
      next.name === 'ul' ||
      next.name === 'ol'
    )
      return at;
    at = next;
  }
}

interface DomNode {
  readonly nodeType: number;
  readonly localName?: string;
  readonly data?: string;
  readonly childNodes: ArrayLike<DomNode>;
}

const KINDS: Readonly<Record<string, BodyBlock['kind']>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  li: 'item',
  blockquote: 'quotation',
  pre: 'preformatted',
  tr: 'row',
  dt: 'item',
  dd: 'item',
};
const BREAKING = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
);

function blocksOf(root: DomNode): BodyBlock[] {
  const blocks: BodyBlock[] = [];
  let text = '';
  let kind: BodyBlock['kind'] = 'paragraph';
  const flush = (): void => {
    const line =
      kind === 'preformatted'
        ? text.trim()
        : text
            .replace(/[^\S\n]+/g, ' ')
            .replace(/ ?\n ?/g, '\n')
            .trim();
    if (kind === 'preformatted') {
      if (line !== '') blocks.push({ kind, text: line });
    } else for (const part of line.split(/\n{2,}/)) if (part !== '') blocks.push({ kind, text: part });
    text = '';
  };
  const visit = (node: DomNode): void => {
    for (let at = 0; at < node.childNodes.length; at += 1) {
      const child = node.childNodes[at] as DomNode;
      if (child.nodeType === 3) text += kind === 'preformatted' ? child.data : (child.data ?? '').replace(/\s+/g, ' ');
      else if (child.nodeType === 1) enter(child);
    }
  };
  const enter = (child: DomNode): void => {
    const name = child.localName ?? '';
    if (name === 'br') {
      text += '\n';
      return;
    }
    if (!BREAKING.has(name)) {
      visit(child);
      return;
    }
    if (kind === 'row' && (name === 'td' || name === 'th')) {
      if (text.trim() !== '') text += '\t';
      visit(child);
      return;
    }
    flush();
    const before = kind;
    kind = KINDS[name] ?? (before === 'quotation' || before === 'item' ? before : 'paragraph');
    visit(child);
    flush();
    kind = before;
  };
  visit(root);
  flush();
  return blocks;
}
