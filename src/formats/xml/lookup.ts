import type { XmlElement } from './parse-xml.ts';

/** Named references that need a DTD but stand in copy all the same, in the order of code points 160 to 255. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );
/** Characters by the names of references that need no declaration in HTML. */
export const NAMED_REFERENCES: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.map((name, place) => [name, String.fromCharCode(160 + place)] as const),
  ['euro', '€'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['hellip', '…'],
  ['bull', '•'],
] as const);

/** The element's child elements, or those with this local name. */
export function childrenOf(parent: XmlElement | null | undefined, name?: string): XmlElement[] {
  if (!parent) return [];
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first element at a path of local names below `parent` ("docdata/urgency"), or null. */
export function elementAt(parent: XmlElement | null | undefined, path: string): XmlElement | null {
  let at = parent ?? null;
  for (const name of path.split('/')) {
    if (at === null) return null;
    at = at.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name) ?? null;
  }
  return at;
}

/** Every element at a path of local names below `parent`, in document order. */
export function elementsAt(parent: XmlElement | null | undefined, path: string): XmlElement[] {
  return path
    .split('/')
    .reduce<XmlElement[]>(
      (found, name) => found.flatMap((element) => childrenOf(element, name)),
      parent ? [parent] : [],
    );
}

/** Every descendant that the test picks, in document order; the descendants of a picked one are not looked into. */
export function descendants(parent: XmlElement, picks: (element: XmlElement) => boolean): XmlElement[] {
  return childrenOf(parent).flatMap((child) => (picks(child) ? [child] : descendants(child, picks)));
}

/** All text inside, as it stands. */
export function rawText(element: XmlElement | null | undefined): string {
  if (!element) return '';
  return element.children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('');
}

/** All text inside on one line, or null when there is none. */
export function textOf(element: XmlElement | null | undefined): string | null {
  return oneLine(rawText(element));
}

/** The text at a path of local names below `parent`, on one line, or null. */
export function textAt(parent: XmlElement | null | undefined, path: string): string | null {
  return textOf(elementAt(parent, path));
}

/** An attribute by its local name, on one line, or null when it is missing or empty. */
export function attributeOf(element: XmlElement | null | undefined, name: string): string | null {
  return oneLine(element?.attributes[name]);
}

/** A text on one line with its named references resolved; null when nothing is left. */
export function oneLine(text: string | null | undefined): string | null {
  if (!text) return null;
  return withNamedReferences(text).replace(/\s+/g, ' ').trim() || null;
}

/** Resolves the references that only a DTD would have declared. */
export function withNamedReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([a-zA-Z]{2,8}[0-9]{0,2});/g, (written, name) => NAMED_REFERENCES.get(name) ?? written);
}
