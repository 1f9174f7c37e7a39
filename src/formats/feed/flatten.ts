import { load } from 'cheerio/slim';
import type { Element } from 'domhandler';

/** Elements whose content is a text: what stands inside them is copy, however it was written down. */
const TEXTS =
  /^(?:title|subtitle|tagline|summary|content|description|rights|copyright|body|fullitem|encoded|info|author|creator|category|subject|publisher|contributor|credit|name|plain|text)$/;
const ADDRESSES = /^(?:link|id|guid|icon|logo|url|uri|comments|docs|origlink|generator)$/;
/** Tags that make a document need this: base64, addresses relative to a place of their own, bodies of XHTML. */
const TELLING = /\sxml:base\s*=|=\s*["']base64|\smode\s*=\s*["']xml/i;
/** Texts whose type says that they hold markup, or bytes. */
const TYPED =
  /^<(?:atom:)?(?:content|summary|title|subtitle|tagline|info|rights|description|copyright)\s[^<>]*?type\s*=\s*["'](?:xhtml|[^"'<>]*\/)/i;
const TEXT_TAG = /^<(?:atom:)?(?:title|summary|content|description|tagline|category|subtitle|name|author)[\s>]/i;
const PERSON_TAG = /^<(?:[\w-]{1,20}:)?(?:name|email|uri|url)\b/i;
const RELATIVE_ATTRIBUTE =
  /(<[a-z][^<>]*?\s(?:href|src|cite|poster|longdesc|action|background|data|usemap|codebase|classid|lowsrc|profile|dynsrc)\s*=\s*)("[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)/gi;
/** A value that may be an address, and is not on the face of it absolute already. */
const ADDRESSED = /=\s{0,5}(?!["']?https?:)/;
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|#)/i;
const BASE64 = /^[A-Za-z0-9+/=\s]+$/;

/** True for a document whose texts a feed parser would mangle. What stands in CDATA is safe from it. */
export function needsFlattening(text: string): boolean {
  let before = '';
  for (let at = text.indexOf('<'); at !== -1; ) {
    if (text.startsWith('<![CDATA[', at) || text.startsWith('<!--', at)) {
      const end = text.indexOf(text[at + 2] === '[' ? ']]>' : '-->', at);
      if (end === -1) return false;
      at = text.indexOf('<', end);
      before = '';
      continue;
    }
    const end = text.indexOf('>', at);
    if (end === -1) return false;
    const closes = text[at + 1] === '/';
    const tag = closes ? '' : text.slice(at, Math.min(end + 1, at + LONGEST_TAG));
    if (tag !== '' && isMangled(tag, before)) return true;
    before = tag.endsWith('/>') ? '' : tag;
    at = text.indexOf('<', end);
  }
  return false;
}

const LONGEST_TAG = 4_000;

/** True where a tag asks for it itself, or stands as markup inside the text that the tag before it opened. */
function isMangled(tag: string, before: string): boolean {
  if (tag.includes('=') && (TELLING.test(tag) || TYPED.test(tag))) return true;
  if (/^<(?:[\w-]{1,20}:)?(?:body|fullitem)[\s>]/i.test(tag)) return true;
  if (before === '' || !TEXT_TAG.test(before)) return false;
  return !(PERSON_TAG.test(tag) && /^<(?:atom:)?author/i.test(before));
}

/**
 * Writes a feed's texts down as escaped text, whatever they were: XHTML, naked markup, base64. Addresses in them and
 * beside them become absolute, by `xml:base` and the document's own address.
 * @returns well-formed XML that a feed parser reads without loss
 */
export function flattenFeed(text: string, documentBase: string | null): string {
  const $ = load(text, { xml: { xmlMode: true, decodeEntities: true, lowerCaseTags: false } });
  const flatten = (element: Element, base: string | null): void => {
    const own = resolveAddress(element.attribs['xml:base'] ?? null, base) ?? base;
    const name = localName(element);
    const children = element.children.filter((child): child is Element => child.type === 'tag');
    if (element.attribs.href !== undefined) element.attribs.href = resolveAddress(element.attribs.href, own) ?? '';
    if (element.attribs.src !== undefined) element.attribs.src = resolveAddress(element.attribs.src, own) ?? '';
    const person = children.some((child) => /^(?:name|email|uri|url)$/.test(localName(child)));
    if (TEXTS.test(name) && !person && element.name !== 'media:content') {
      const markup = absoluteMarkup(contentOf($, element, children), own);
      delete element.attribs.mode;
      $(element).text(markup);
      return;
    }
    if (ADDRESSES.test(name) && children.length === 0) {
      const address = $(element).text().trim();
      if (/^\.{0,2}\//.test(address) || (name === 'link' && address !== ''))
        $(element).text(resolveAddress(address, own) ?? address);
      return;
    }
    for (const child of children) flatten(child, own);
  };
  for (const child of $.root().children().toArray()) flatten(child as Element, documentBase);
  return $.xml();
}

const localName = ({ name }: Element): string => name.slice(name.indexOf(':') + 1).toLowerCase();

function contentOf($: ReturnType<typeof load>, element: Element, children: readonly Element[]): string {
  const { type = '', mode = '' } = element.attribs;
  const text = $(element).text();
  if (isBase64(type, mode) && BASE64.test(text.trim())) return Buffer.from(text, 'base64').toString('utf8');
  if (children.length === 0)
    return /xhtml|^xml$/.test(`${type} ${mode}`) && mode !== 'escaped' ? escapeText(text) : text;
  const inner = $(element).html() ?? '';
  return withoutPrefixes(inner);
}

function isBase64(type: string, mode: string): boolean {
  if (mode === 'base64') return true;
  // Atom 1.0: content of a media type that is neither text nor XML is base64.
  return /\//.test(type) && !/^text\/|[/+]xml$/i.test(type);
}

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** XHTML under a prefix is HTML without it: "<xhtml:div>". */
function withoutPrefixes(markup: string): string {
  return markup.replace(/<(\/?)(?:xhtml|html|h|xh|x):([a-z0-9]+)/gi, '<$1$2').replace(/\sxmlns(?::\w+)?="[^"]*"/g, '');
}

/** Makes the addresses in markup absolute. */
export function absoluteMarkup(markup: string, base: string | null): string {
  if (base === null || !markup.includes('<')) return markup;
  if (!ADDRESSED.test(markup)) return markup;
  return markup.replace(RELATIVE_ATTRIBUTE, (whole, before: string, quoted: string) => {
    const bare = /^["']/.test(quoted) ? quoted.slice(1, -1) : quoted;
    if (bare === '' || ABSOLUTE.test(bare.trim())) return whole;
    const address = resolveAddress(bare.replace(/&amp;/g, '&'), base);
    return address === null ? whole : `${before}"${address.replace(/&/g, '&amp;').replace(/"/g, '%22')}"`;
  });
}

/** An address against its base; as it is where it cannot be resolved. */
export function resolveAddress(address: string | null, base: string | null): string | null {
  if (address === null) return null;
  const bare = address.trim();
  if (base === null || ABSOLUTE.test(bare)) return bare;
  try {
    const { href } = new URL(bare, base);
    return /[^\u0000-\u007f]/.test(bare) ? decodeURI(href) : href;
  } catch {
    return bare;
  }
}
