import { type AnyNode, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';

/** A piece of a body: text, or an element of the allow-list with what is inside it. */
export type BodyNode = BodyText | BodyElement;

export interface BodyText {
  readonly type: 'text';
  readonly data: string;
}

export interface BodyElement {
  readonly type: 'tag';
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly BodyNode[];
}

/** The pieces of an article's `bodyHtml`; what stands between blocks is left out. */
export function readBodyTree(html: string): BodyNode[] {
  return nodesOf(parseDocument(html).children).filter((node) => node.type === 'tag' || node.data.trim() !== '');
}

function nodesOf(nodes: readonly AnyNode[]): BodyNode[] {
  return nodes.flatMap((node): BodyNode[] => {
    if (isText(node)) return [{ type: 'text', data: node.data }];
    if (!isTag(node)) return [];
    return [{ type: 'tag', name: node.name, attributes: { ...node.attribs }, children: nodesOf(node.children) }];
  });
}

export const bodyText = (data: string): BodyText => ({ type: 'text', data });

export function bodyElement(
  name: string,
  children: readonly BodyNode[],
  attributes: Readonly<Record<string, string>> = {},
): BodyElement {
  return { type: 'tag', name, attributes, children };
}
