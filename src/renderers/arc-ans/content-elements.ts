import { textOfNodes } from '../../markup/markup.ts';
import type { BodyElement, BodyNode } from '../contract/body-tree.ts';
import { htmlOfBody } from '../contract/copy.ts';

type Json = Record<string, unknown>;

/** The pieces of a body as ANS content elements; what ANS has no element for goes as raw HTML. */
export function contentElementsOf(nodes: readonly BodyNode[]): Json[] {
  return nodes.flatMap((node) => (node.type === 'text' ? [textElement([node])] : elementsOf(node)));
}

function elementsOf(node: BodyElement): Json[] {
  const { name, children } = node;
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined) return [{ type: 'header', level: Number(level), content: inline(children) }];
  switch (name) {
    case 'p':
      return [textElement(children)];
    case 'div':
    case 'figure':
      return contentElementsOf(children);
    case 'ul':
    case 'ol':
      return [listOf(node)];
    case 'blockquote':
      return [{ type: 'quote', subtype: 'blockquote', content_elements: contentElementsOf(children) }];
    case 'table':
      return [tableOf(node)];
    case 'hr':
      return [{ type: 'divider' }];
    case 'br':
      return [];
    case 'pre':
    case 'dl':
      return [{ type: 'raw_html', content: htmlOfBody([node]) }];
    default:
      return [textElement([node])];
  }
}

function textElement(children: readonly BodyNode[]): Json {
  return { type: 'text', content: inline(children) };
}

const inline = (children: readonly BodyNode[]): string => children.map((child) => htmlOfBody([child])).join('');

function listOf({ name, children }: BodyElement): Json {
  const items = children.filter((child) => child.type === 'tag' && child.name === 'li') as BodyElement[];
  return {
    type: 'list',
    list_type: name === 'ol' ? 'ordered' : 'unordered',
    items: items.flatMap((item) => itemOf(item)),
  };
}

/** An item's own words, and behind them the lists that stand inside it. */
function itemOf({ children }: BodyElement): Json[] {
  const isList = (child: BodyNode): boolean => child.type === 'tag' && (child.name === 'ul' || child.name === 'ol');
  const own = children.filter((child) => !isList(child));
  return [textElement(own), ...(children.filter(isList) as BodyElement[]).map(listOf)];
}

function tableOf(table: BodyElement): Json {
  const rows = rowsOf(table);
  const isHead = (row: BodyElement | undefined): boolean =>
    row !== undefined && cellsOf(row).length > 0 && cellsOf(row).every(({ name }) => name === 'th');
  const head = isHead(rows[0]) ? rows[0] : undefined;
  const caption = table.children.find((child) => child.type === 'tag' && child.name === 'caption');
  return {
    type: 'table',
    ...(head === undefined ? {} : { header: cellsOf(head).map(({ children }) => textElement(children)) }),
    rows: [
      ...(caption === undefined ? [] : [[{ type: 'text', content: textOfNodes([caption]) }]]),
      ...rows.filter((row) => row !== head).map((row) => cellsOf(row).map(({ children }) => textElement(children))),
    ],
  };
}

function rowsOf(node: BodyElement): BodyElement[] {
  return node.children.flatMap((child) => (child.type === 'text' ? [] : child.name === 'tr' ? [child] : rowsOf(child)));
}

function cellsOf(row: BodyElement): BodyElement[] {
  return row.children.filter(
    (child): child is BodyElement => child.type === 'tag' && (child.name === 'td' || child.name === 'th'),
  );
}
