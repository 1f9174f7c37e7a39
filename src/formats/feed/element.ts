import { NO_SCOPE, nameWithin, type Scope, scopeWithin } from './namespaces.ts';
import { decodeReferences } from './references.ts';
import { attributesOf, scanTags } from './scan-tags.ts';

/** No part of a feed is nested deeper; what lies deeper is passed over. */
const MAX_DEPTH = 128;

/** An element of a feed. */
export interface FeedElement {
  /** As written. */
  readonly written: string;
  /** By the namespace, see `nameWithin`. */
  readonly name: string;
  /** As written, references decoded. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly scope: Scope;
  readonly children: (FeedElement | string)[];
}

/**
 * The elements of a piece of a feed. Tags without partner are mended as browsers do: an end tag closes what stands open
 * inside its element, one that closes nothing is passed over.
 * @param scope what prefixes mean around the piece
 * @param own the namespace whose names need no prefix
 * @returns an element without a name that holds them, and whether parts of it lay too deep
 */
export function readElements(
  text: string,
  { scope = NO_SCOPE, own }: { scope?: Scope; own: string },
): { top: FeedElement; tooDeep: boolean } {
  const top: FeedElement = { written: '', name: '', attributes: [], scope, children: [] };
  const open = [top];
  let below = 0;
  let tooDeep = false;
  scanTags(text, {
    opened(tag) {
      if (isSwallowed(tag.name, open.at(-1)?.name ?? '')) open.pop();
      const parent = open.at(-1) as FeedElement;
      if (open.length > MAX_DEPTH) {
        tooDeep = true;
        if (!tag.isEmpty) below += 1;
        return;
      }
      const attributes = attributesOf(tag.attributes).map(
        ([name, value]) => [name, decodeReferences(value)] as [string, string],
      );
      const inner = scopeWithin(parent.scope, attributes);
      const name = nameWithin(inner, tag.name, own);
      const element: FeedElement = { written: tag.name, name, attributes, scope: inner, children: [] };
      parent.children.push(element);
      if (!tag.isEmpty && !VOID.test(tag.name)) open.push(element);
    },
    closed(name) {
      if (below > 0) {
        below -= 1;
        return;
      }
      const closing = name.toLowerCase();
      const at = open.findLastIndex(({ written }) => written.toLowerCase() === closing);
      if (at > 0) open.length = at;
    },
    text(from, to, isRaw) {
      if (below > 0) return;
      const { children } = open.at(-1) as FeedElement;
      const written = text.slice(from, to);
      const read = isRaw ? written : decodeReferences(written);
      if (typeof children.at(-1) === 'string') children[children.length - 1] += read;
      else children.push(read);
    },
  });
  return { top, tooDeep };
}

/** Tags of HTML that never have an end. */
const VOID = /^(?:br|hr|img|wbr|input)$/i;
/** Fields that hold a text and nothing else, and fields that may follow them. */
const SHORT_FIELD = /^(?:title|guid|id|link|pubdate|published|updated)$/;
const ANY_FIELD =
  /^(?:title|guid|id|link|pubdate|published|updated|description|summary|content|category|author|enclosure|content:encoded|dc:\w{1,20}|media:\w{1,20})$/i;

/** True where a field begins inside another that lacks its end tag. */
function isSwallowed(written: string, around: string): boolean {
  return SHORT_FIELD.test(around) && ANY_FIELD.test(written);
}

/** The elements right inside. */
export function childrenOf({ children }: FeedElement): FeedElement[] {
  return children.filter((child): child is FeedElement => typeof child !== 'string');
}

/** An attribute by its name; those of RSS and Atom under any prefix and in any case. */
export function attributeOf(element: FeedElement, name: string): string | undefined {
  for (const [written, value] of element.attributes) {
    if (written === name) return value;
    const known = written.includes(':') ? nameWithin(element.scope, written, 'atom') : written.toLowerCase();
    if (known === name) return value;
  }
  return undefined;
}

/** All text inside. */
export function textInside({ children }: FeedElement): string {
  return children.map((child) => (typeof child === 'string' ? child : textInside(child))).join('');
}
