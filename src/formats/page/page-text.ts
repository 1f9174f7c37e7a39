import { type AnyNode, type Element, isTag, isText } from 'domhandler';
import { escapeText } from '../../markup/markup.ts';

/** Elements that begin and end a line of their own. */
export const BLOCK = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** The text of a node on one line. */
export function textOf(node: AnyNode): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: AnyNode): string {
  if (isText(node)) return node.data;
  if (!('children' in node)) return '';
  if (isTag(node) && node.name === 'br') return ' ';
  let text = '';
  for (const child of node.children) text += rawText(child);
  return isTag(node) && BLOCK.has(node.name) ? ` ${text} ` : text;
}

/** Visits every element under a node, in the page's order; `visit` answers false to pass over what is inside. */
export function walk(node: AnyNode | { readonly children: readonly AnyNode[] }, visit: (element: Element) => boolean) {
  if (!('children' in node)) return;
  for (const child of node.children) if (isTag(child) && visit(child)) walk(child, visit);
}

/** The first element under a node, in the page's order, that `is` holds for. */
export function find(
  node: { readonly children: readonly AnyNode[] },
  is: (element: Element) => boolean,
): Element | null {
  for (const child of node.children) {
    if (!isTag(child)) continue;
    if (is(child)) return child;
    const inside = find(child, is);
    if (inside !== null) return inside;
  }
  return null;
}

/** All elements under a node that `is` holds for, in the page's order. */
export function findAll(node: { readonly children: readonly AnyNode[] }, is: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  walk(node, (element) => {
    if (is(element)) found.push(element);
    return true;
  });
  return found;
}

const VOID = new Set('br hr img wbr col'.split(' '));
const CARRIED = ['class', 'id', 'itemprop', 'role', 'href', 'rel', 'src', 'colspan', 'rowspan'];

/** A node as HTML, with the attributes that tell what an element is. */
export function htmlOf(node: AnyNode): string {
  if (isText(node)) return escapeText(node.data);
  if (!('children' in node)) return '';
  const inner = node.children.map(htmlOf).join('');
  if (!isTag(node)) return inner;
  const attributes = CARRIED.map((name) =>
    node.attribs[name] ? ` ${name}="${escapeText(node.attribs[name]).replaceAll('"', '&quot;')}"` : '',
  ).join('');
  return VOID.has(node.name) ? `<${node.name}${attributes}>` : `<${node.name}${attributes}>${inner}</${node.name}>`;
}
