import { withNamedReferences } from './lookup.ts';
import type { XmlElement } from './parse-xml.ts';

/**
 * How elements become HTML, by their lower-case local name: a name to write instead, `''` to keep only what is inside,
 * null to leave out with everything inside.
 */
export type MarkupTable = Readonly<Record<string, string | null>>;

/** NITF 3.x: prose and tables keep their meaning, inline names of people and places keep their text. */
export const NITF_MARKUP: MarkupTable = {
  p: 'p',
  br: 'br',
  hl1: 'h2',
  hl2: 'h3',
  h1: 'h2',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  a: 'a',
  em: 'em',
  strong: 'strong',
  b: 'strong',
  i: 'em',
  q: 'q',
  sub: 'sub',
  sup: 'sup',
  hr: 'hr',
  pre: 'pre',
  bq: 'blockquote',
  blockquote: 'blockquote',
  credit: 'p',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  dl: 'dl',
  dt: 'dt',
  dd: 'dd',
  table: 'table',
  caption: 'caption',
  thead: 'thead',
  tbody: 'tbody',
  tfoot: 'tfoot',
  tr: 'tr',
  th: 'th',
  td: 'td',
  tagline: 'p',
  note: null,
  media: null,
  'nitf-table-metadata': null,
  script: null,
  style: null,
};

/** The Swedish agency TT's own elements. */
export const TT_MARKUP: MarkupTable = {
  p: 'p',
  citat: 'p',
  mellis: 'h3',
  ingress: '',
  brodtext: '',
  rubrik: null,
  dat: null,
  byline: null,
  bild: null,
  fakta: '',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  b: 'strong',
  i: 'em',
  br: 'br',
};

/** XHTML and HTML: everything as it stands; frames round the copy and non-public parts are left out. */
const XHTML_LEFT_OUT = new Set(['head', 'script', 'style', 'header', 'footer', 'template', 'noscript']);
const VOID = new Set(['br', 'hr', 'img', 'wbr', 'col', 'source', 'track', 'input', 'embed', 'area']);
const KEPT_ATTRIBUTES = new Set(['href', 'src', 'alt', 'class', 'colspan', 'rowspan', 'title', 'lang', 'dir', 'cite']);

/** The HTML of what is inside an XHTML element. */
export function xhtmlInside(element: XmlElement): string {
  return inside(element, (name, at) =>
    XHTML_LEFT_OUT.has(name) || isNonPublic(at) ? null : /^[a-z][a-z0-9]*$/.test(name) ? name : '',
  );
}

/** The HTML of what is inside an element, by a table; elements it does not name keep what is inside them. */
export function markupInside(element: XmlElement, table: MarkupTable): string {
  return inside(element, (name) => (Object.hasOwn(table, name) ? table[name]! : ''));
}

/** True for parts that their class marks as not for publication. */
export function isNonPublic(element: XmlElement): boolean {
  return /non-?public|np-constraint/i.test(element.attributes.class ?? '');
}

/** Text as it must stand between tags. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
}

type Naming = (name: string, element: XmlElement) => string | null;

function inside(element: XmlElement, naming: Naming): string {
  let html = '';
  for (const child of element.children) {
    html += typeof child === 'string' ? escapeHtml(withNamedReferences(child)) : outside(child, naming);
  }
  return html;
}

function outside(element: XmlElement, naming: Naming): string {
  const name = naming(element.name.toLowerCase(), element);
  if (name === null) return '';
  if (name === '') return inside(element, naming);
  const opening = `<${name}${attributesOf(element)}>`;
  // HTML closes no void element: what stands behind it came to lie inside it.
  const within = inside(element, naming);
  return VOID.has(name) ? `${opening}${within}` : `${opening}${within}</${name}>`;
}

function attributesOf(element: XmlElement): string {
  let written = '';
  for (const name of Object.keys(element.attributes)) {
    if (!KEPT_ATTRIBUTES.has(name)) continue;
    written += ` ${name}="${escapeHtml(element.attributes[name]!).replaceAll('"', '&quot;')}"`;
  }
  return written;
}
