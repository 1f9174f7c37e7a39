import { isUtf8 } from 'node:buffer';
import { escapeText, textToHtml } from '../../markup/markup.ts';
import { absoluteMarkup, resolveAddress } from './addresses.ts';
import { attributeOf, childrenOf, type FeedElement, textInside } from './element.ts';
import { mendReferences } from './references.ts';

/** Elements whose content is a text: what stands inside them is copy, however it was written down. */
const TEXTS =
  /^(?:title|subtitle|tagline|summary|content|description|rights|copyright|body|fullitem|full-?text|encoded|info|author|creator|category|subject|publisher|contributor|credit|name|plain|text|keywords)$/;
const ADDRESSES = /^(?:link|id|guid|icon|logo|url|uri|comments|docs|origlink)$/;
/** Texts that Atom calls plain where nothing else is said; what other formats put there is markup. */
const TYPED_TEXTS = /^(?:content|summary)$/;
const BASE64 = /^[A-Za-z0-9+/=\s]+$/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * What a field of a feed says: markup for texts, whatever they were written down as (XHTML, naked markup, base64,
 * escaped CDATA), absolute addresses, all else as it stands.
 * @param base what addresses inside are relative to
 */
export function fieldText(element: FeedElement, base: string | null): string {
  const name = localName(element.name);
  if (TEXTS.test(name)) return absoluteMarkup(textOf(element, name), base);
  const text = withoutCdata(textInside(element).trim());
  if (!ADDRESSES.test(name)) return text;
  const address = text.replace(/\s/g, ' ').trim();
  const isRelative = /^\.{0,2}\//.test(address) || (name === 'link' && address !== '');
  return isRelative ? (resolveAddress(address, base) ?? address) : address;
}

function textOf(element: FeedElement, name: string): string {
  const type = attributeOf(element, 'type')?.trim().toLowerCase() ?? '';
  const mode = attributeOf(element, 'mode') ?? '';
  const decoded = isBase64(type, mode) ? decodeBase64(textInside(element)) : null;
  if (decoded !== null) return decoded;
  if (childrenOf(element).length > 0) return withoutCdata(markupInside(element, isMarkup(element, type)));
  const text = withoutCdata(mendReferences(textInside(element).trim()));
  if (mode !== 'escaped' && (/(?:^xhtml|xml)$/.test(type) || mode === 'xml') && type !== 'text/xml')
    return escapeText(text);
  if (!/^text(?:\/plain)?$/.test(type) || mode === 'escaped') return text;
  return TYPED_TEXTS.test(name) ? textToHtml(text) : escapeText(text);
}

/** True where text beside elements is markup too: the field says so, or says nothing and has tags in its text. */
function isMarkup({ children }: FeedElement, type: string): boolean {
  if (type !== '') return type === 'html' || type === 'text/html';
  return children.some((child) => typeof child === 'string' && TAG.test(child));
}

const TAG = /<\/?(?:p|div|br|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|blockquote)\b[^<>]{0,500}>/i;

const CDATA_OPENS = /^(?:<|&lt;)!\[CDATA\[/;
/** Of a section inside a section the outer end takes the last sign. */
const CDATA_CLOSES = /\]\](?:>|&gt;)?$/;

/** Markup that was made text twice over: "&lt;![CDATA[…]]&gt;", in a CDATA section or not. */
function withoutCdata(text: string): string {
  const [opening] = CDATA_OPENS.exec(text) ?? [];
  const [closing] = CDATA_CLOSES.exec(text.slice(-6)) ?? [];
  return opening !== undefined && closing !== undefined ? text.slice(opening.length, -closing.length).trim() : text;
}

function isBase64(type: string, mode: string): boolean {
  if (mode === 'base64') return true;
  // Atom 1.0: content of a media type that is neither text nor XML is base64.
  return type.includes('/') && !/^text\/|[/+]xml$|[/+]json$/i.test(type);
}

/** Null where it is none: what comes out must be text. */
function decodeBase64(text: string): string | null {
  const bare = text.replace(/\s/g, '');
  if (bare === '' || bare.length % 4 !== 0 || !BASE64.test(bare)) return null;
  const bytes = Buffer.from(bare, 'base64');
  if (!isUtf8(bytes)) return null;
  const decoded = bytes.toString('utf8');
  return CONTROL.test(decoded) ? null : decoded;
}

const VOID = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'source', 'track', 'wbr']);
const HTML_PREFIX = /^(?:xhtml|html|h|xh|x):/i;

/** `isEscapedToo`: text beside elements is markup as well. */
function markupInside(element: FeedElement, isEscapedToo: boolean): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return isEscapedToo ? child : escapeText(child);
      const name = child.name.startsWith('xhtml:') ? localName(child.name) : child.written.replace(HTML_PREFIX, '');
      const inner = markupInside(child, isEscapedToo);
      const opening = `${name}${attributesOf(child)}`;
      return VOID.has(name) && inner === '' ? `<${opening}>` : `<${opening}>${inner}</${name}>`;
    })
    .join('');
}

function attributesOf({ attributes }: FeedElement): string {
  return attributes
    .filter(([name]) => !/^xmlns(?::|$)/.test(name))
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`)
    .join('');
}
