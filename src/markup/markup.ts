import { load } from 'cheerio/slim';
import sanitize from 'sanitize-html';
import { webAddress } from '../article/web-address.ts';
import { guardNesting } from '../decode/nesting.ts';

const ALLOWED =
  'p br b i em strong u sub sup a ul ol li dl dt dd blockquote h2 h3 h4 h5 h6 table caption thead tbody tfoot tr td th pre code figure figcaption hr q cite span div'.split(
    ' ',
  );
const DROPPED = ['span', 'cite', 'q', 'code', 'u'];
const KEPT = ALLOWED.filter((tag) => !DROPPED.includes(tag));
const TOKEN = /<[^<>]*>?|>|&[a-z\d#]{0,10};?/gi;
/** Hosts of names alone, none of them numbers or in letters of another script: these are read with the parser's rules. */
const PLAIN_HOST = '(?:(?!xn--)[a-z\\d-]+\\.)+(?!xn--)[a-z][a-z\\d-]*';
/** Tags and entities that are safe and in the shape we write ourselves. */
const CLEAN_TOKEN = new RegExp(
  `^(?:&(?:amp|lt|gt|quot|apos|nbsp|#\\d{2,5});|<(?:br|hr) ?/?>|<(/?)(${KEPT.filter((tag) => tag !== 'br' && tag !== 'hr').join('|')})>|<(a) href="https?://${PLAIN_HOST}(?:[/?#](?:[^"<>&\\s\\\\]|&amp;)*)?">)$`,
);

const MAX_DEPTH = 256;
/** A sign that opens nothing is text (HTML, 13.2.5.6), and the parser takes each for a text of its own. */
const NO_OPENING = /<(?![a-z!/?])/gi;
/** Stands for such a sign while markup is cleaned: no whole text has it. */
const STANDS_FOR_SIGN = '\uffff';
/** Browsers read some numbers as characters of Windows-1252; the parser knows which. */
const NUMBERED_ENTITY = /&#/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': '\u00a0',
};

interface OpenText {
  readonly type: 'text';
  data: string;
}

interface OpenNode {
  readonly type: 'tag';
  readonly name: string;
  readonly children: (OpenText | OpenNode)[];
}

/**
 * The nodes of markup that cleaning would leave as it is: allow-listed tags alone, every one closed in its order. Null
 * for any other.
 */
function readClean(html: string): readonly MarkupNode[] | null {
  const root: OpenNode = { type: 'tag', name: '', children: [] };
  const open = [root];
  let at = 0;
  for (const { 0: token, index } of html.matchAll(TOKEN)) {
    const match = CLEAN_TOKEN.exec(token);
    const parent = open.at(-1);
    if (match === null || parent === undefined || open.length > MAX_DEPTH) return null;
    addText(parent, html.slice(at, index));
    at = index + token.length;
    if (!addToken(match, parent, open)) return null;
  }
  if (open.length !== 1) return null;
  addText(root, html.slice(at));
  return root.children;
}

/** Text grows by what follows it: a body of nothing but signs is no more than one text. */
function addText({ children }: OpenNode, data: string): void {
  const before = children.at(-1);
  if (data === '') return;
  if (before?.type === 'text') before.data += data;
  else children.push({ type: 'text', data });
}

/** Adds what a token of clean markup stands for; false where it closes another tag than the open one. */
function addToken([token, closes, tag, link]: RegExpExecArray, parent: OpenNode, open: OpenNode[]): boolean {
  const name = tag ?? link;
  if (token.startsWith('&')) addText(parent, ENTITIES[token] ?? token);
  else if (name === undefined) parent.children.push({ type: 'tag', name: token.slice(1, 3), children: [] });
  else if (closes === '/') return open.pop()?.name === name;
  // A link without an address.
  else if (tag === 'a') return false;
  else {
    const node: OpenNode = { type: 'tag', name, children: [] };
    parent.children.push(node);
    open.push(node);
  }
  return true;
}

/** HTML by allow-list: a dozen elements, links to http, https and mailto, nothing that acts. Addresses are resolved. */
export function cleanHtml(html: string, { baseUrl }: { baseUrl: string | null }): string {
  const trimmed = html.trim();
  return trimmed === '' || readClean(trimmed) !== null ? trimmed : sanitised(trimmed, baseUrl);
}

/** Clean HTML and the text of it. */
export function readHtml(html: string, { baseUrl }: { baseUrl: string | null }): { html: string; plain: string } {
  const trimmed = html.trim();
  if (trimmed === '') return { html: '', plain: '' };
  const nodes = readClean(trimmed);
  if (nodes === null) {
    const clean = sanitised(trimmed, baseUrl);
    return { html: clean, plain: htmlToText(clean) };
  }
  return { html: trimmed, plain: NUMBERED_ENTITY.test(trimmed) ? htmlToText(trimmed) : textOfNodes(nodes) };
}

function sanitised(html: string, baseUrl: string | null): string {
  guardNesting(html, { maxDepth: MAX_DEPTH, what: 'html' });
  const clean = sanitize(html.replace(NO_OPENING, STANDS_FOR_SIGN), {
    allowedTags: KEPT,
    allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'template', 'svg', 'annotation', 'annotation-xml'],
    transformTags: {
      h1: 'h2',
      a: (_, { href }) => ({ tagName: 'a', attribs: href === undefined ? {} : linkAttributes(href, baseUrl) }),
    },
  });
  return clean.replaceAll(STANDS_FOR_SIGN, '&lt;').trim();
}

/** A link leads to the web without credentials, or to a mailbox; any other loses its address. */
function linkAttributes(written: string, baseUrl: string | null): Record<string, string> {
  const href = written.replaceAll(STANDS_FOR_SIGN, '<');
  try {
    const isWhole = URL.canParse(href) || baseUrl === null;
    if (isWhole && new URL(href).protocol === 'mailto:') return { href };
    const address = webAddress(isWhole ? href : new URL(href, baseUrl as string).href);
    return address === null ? {} : { href: address };
  } catch {
    return {};
  }
}

const BLOCKS = new Set(
  'p ul ol li dl dt dd blockquote h1 h2 h3 h4 h5 h6 figure figcaption div section article hr address header footer aside main form fieldset center'.split(
    ' ',
  ),
);

/** A node of parsed HTML, as far as its text is concerned. */
export interface MarkupNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly children?: readonly MarkupNode[];
}

/** The text of HTML: paragraphs parted by a blank line; a table or pre is one block with its lines and spaces. */
export function htmlToText(html: string): string {
  if (html === '') return '';
  const clean = NUMBERED_ENTITY.test(html) ? null : readClean(html);
  if (clean !== null) return textOfNodes(clean);
  guardNesting(html, { maxDepth: MAX_DEPTH, what: 'html' });
  return textOfNodes(
    load(html, { xml: { xmlMode: false, decodeEntities: true } }).root()[0]?.children as unknown as MarkupNode[],
  );
}

/** The same of nodes that were parsed already. */
export function textOfNodes(nodes: readonly MarkupNode[]): string {
  const text = new BlockText();
  text.add(nodes);
  return text.toString();
}

/** Text that grows node by node: blocks, and the one that is being written. */
class BlockText {
  readonly #blocks: string[] = [];
  #current = '';

  add(nodes: readonly MarkupNode[]): void {
    for (const node of nodes) this.#addNode(node);
  }

  #addNode(node: MarkupNode): void {
    const { name = '', children = [] } = node;
    const inLine = textInLine(node, this.#current);
    if (inLine !== null) this.#current += inLine;
    else if (name === 'pre') this.#addBlock(preText(node));
    else if (name === 'table') this.#addBlock(tableText(node));
    else if (name === 'script' || name === 'style') return;
    else if (BLOCKS.has(name)) {
      this.#endBlock();
      this.add(children);
      this.#endBlock();
    } else this.add(children);
  }

  #addBlock(text: string): void {
    this.#endBlock();
    if (text.trim() !== '') this.#blocks.push(text);
  }

  #endBlock(): void {
    const text = this.#current
      .split('\n')
      .map(squeeze)
      .filter((each) => each !== '')
      .join('\n');
    if (text !== '') this.#blocks.push(text);
    this.#current = '';
  }

  toString(): string {
    this.#endBlock();
    return this.#blocks.join('\n\n');
  }
}

/** What goes on the line that was begun; null for what has other nodes or lines in it. */
function textInLine(node: MarkupNode, line: string): string | null {
  if (node.type === 'text') return withSingleSpaces(node.data ?? '');
  if (node.name === 'br') return '\n';
  return node.name === 'sup' ? raisedText(rawText(node), line) : null;
}

const SMALL_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** What a power stands at: a unit such as m or km, or a number of one or two digits. */
const BASE = /(?:^|[^\p{L}\p{N}])(?:\p{L}{1,3}|\d{1,2})$/u;

/** Raised digits never become part of the number before them: a power stays raised, the mark of a note gets brackets. */
function raisedText(text: string, before: string): string {
  if (!/^\d{1,3}$/.test(text.trim())) return withSingleSpaces(text);
  if (BASE.test(before)) return [...text.trim()].map((digit) => SMALL_DIGITS[Number(digit)]).join('');
  return `[${text.trim()}]${before.trim() === '' ? ' ' : ''}`;
}

/** In most text there is nothing to do, and looking costs less than making it anew. */
const ODD_SPACE = /[\t\n\r]| {2}/;
const withSingleSpaces = (text: string): string => (ODD_SPACE.test(text) ? text.replace(/[\t\n\r ]+/g, ' ') : text);

/** Anything but single spaces. */
const ODD_GAP = /[^\S ]| {2}/;
const squeeze = (text: string): string => (ODD_GAP.test(text) ? text.replace(/\s+/g, ' ') : text).trim();

function preText(node: MarkupNode): string {
  return rawText(node).replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd();
}

function rawText(node: MarkupNode): string {
  if (node.type === 'text') return node.data ?? '';
  if (node.name === 'br') return '\n';
  return (node.children ?? []).map(rawText).join('');
}

function tableText(node: MarkupNode): string {
  const rows: string[] = [];
  const visit = (at: MarkupNode): void => {
    if (at.name === 'tr')
      rows.push(
        (at.children ?? [])
          .filter(({ name }) => name === 'td' || name === 'th')
          .map((cell) => squeeze(rawText(cell)))
          .join('\t'),
      );
    else if (at.name === 'caption') rows.push(squeeze(rawText(at)));
    else for (const child of at.children ?? []) visit(child);
  };
  visit(node);
  return rows.join('\n');
}

/** Paragraphs of text as HTML. */
export function textToHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== '')
    .map((block) => `<p>${escapeText(block).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}

/** Text for use between tags. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] as string);
}

const KNOWN_TAG =
  /<\/?(a|abbr|b|big|br|cite|code|div|em|font|h[1-6]|i|img|mark|p|q|s|small|span|strong|sub|sup|tt|u|script|style)\b[^<>]*\/?>/gi;
/** Tags that part words; all others of a title stand inside words. */
const PARTING = /^(?:br|div|h[1-6]|img|p)$/i;
const WHOLE_ENTITY =
  /&(?:amp|lt|gt|quot|apos|nbsp|[lr][ds]quo|[mn]dash|hellip|eacute|egrave|uuml|ouml|auml|#\d{2,6}|#x[\da-f]{2,5});/i;

/** What a browser would not show of a title: scripts, styles, comments, also such as end as HTML ends them, early. */
const HIDDEN =
  /<(script|style)\b[^<>]{0,500}>[\s\S]{0,5000}?<\/\1\s{0,20}>|<!--(?:-?>|[\s\S]{0,5000}?(?:--!?>|-- [^<>]{0,500}>))/gi;
/** No headline is longer; what a feed puts there beyond it is thrown away before it is looked at. */
const LONGEST_TITLE = 20_000;

/** A title as plain text: known tags go, entities are decoded once, again only where a whole known one remains. */
export function plainTitle(title: string): string {
  const html = title.slice(0, LONGEST_TITLE);
  const plain = (text: string): string =>
    htmlToText(
      text
        .replace(/<(?![/!]|[a-z][a-z0-9:-]{0,40}(?:[\s/>]|$))/gi, '&lt;')
        .replace(KNOWN_TAG, (tag, name: string) =>
          PARTING.test(name) ? ' ' : /^<(?:script|style)/i.test(tag) ? tag : '',
        ),
    );
  const once = /<|&[#a-z]/i.test(html) ? plain(html.replace(HIDDEN, '')) : html;
  return squeeze(WHOLE_ENTITY.test(once) ? plain(once) : once);
}
