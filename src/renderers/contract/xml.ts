import type { BodyNode } from './body-tree.ts';

/** An element to be written; attributes and children that are null or empty text are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | null>>;
  readonly children: readonly XmlChild[];
}
export type XmlChild = XmlElement | string | null;

/** Makes an element. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string | number | null>> = {},
  ...children: readonly (XmlChild | readonly XmlChild[])[]
): XmlElement {
  return { name, attributes, children: children.flat() };
}

/** An element that holds one text; null where there is no text. */
export function xmlText(
  name: string,
  text: string | number | null,
  attributes: Readonly<Record<string, string | number | null>> = {},
): XmlElement | null {
  return text === null || text === '' ? null : xml(name, attributes, String(text));
}

/** A whole document, with its declaration. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root)}\n`;
}

/** One element and what is inside it. */
export function writeElement({ name, attributes, children }: XmlElement): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
    .join('');
  const inside = children
    .filter((child) => child !== null)
    .map((child) => (typeof child === 'string' ? escapeXml(child) : writeElement(child)))
    .join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/**
 * The pieces of a body as XML elements. `names` says what an element is called there; null keeps only what is inside
 * it. An element that it does not name keeps its name.
 */
export function xmlOfBody(
  nodes: readonly BodyNode[],
  names: Readonly<Record<string, string | null>> = {},
): readonly XmlChild[] {
  return nodes.flatMap((node): readonly XmlChild[] => {
    if (node.type === 'text') return [node.data];
    const inside = xmlOfBody(node.children, names);
    const name = names[node.name] === undefined ? node.name : (names[node.name] as string | null);
    return name === null ? inside : [xml(name, node.attributes, inside)];
  });
}

/** What no XML document may hold, whatever it is escaped as. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
