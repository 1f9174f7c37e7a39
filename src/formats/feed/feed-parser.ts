import RssParser from 'rss-parser';
import { resolveAddress } from './addresses.ts';
import { attributeOf, childrenOf, type FeedElement } from './element.ts';
import { fieldText } from './field-text.ts';

/** Fields that rss-parser passes on only when asked, under names of our own. */
const ITEM_FIELDS: [string, string, { keepArray: boolean }][] = [
  ['dc:creator', 'dcCreator'],
  ['dc:date', 'dcDate'],
  ['dc:title', 'dcTitle'],
  ['dc:description', 'dcDescription'],
  ['dc:subject', 'dcSubject'],
  ['dc:language', 'dcLanguage'],
  ['dc:identifier', 'dcIdentifier'],
  ['dc:rights', 'dcRights'],
  ['dc:modified', 'dcModified'],
  ['dcterms:modified', 'dctermsModified'],
  ['dcterms:issued', 'dctermsIssued'],
  ['dc:author', 'dcAuthor'],
  ['dcterms:created', 'dctermsCreated'],
  ['content:encoded', 'contentEncoded'],
  ['body', 'bodyElement'],
  ['xhtml:body', 'xhtmlBody'],
  ['fullitem', 'fullitem'],
  ['fulltext', 'fullText'],
  ['full-text', 'fullTextDashed'],
  ['yandex:full-text', 'yandexFullText'],
  ['itunes:author', 'itunesAuthor'],
  ['itunes:category', 'itunesCategory'],
  ['itunes:keywords', 'itunesKeywords'],
  ['itunes:summary', 'itunesSummary'],
  ['itunes:title', 'itunesTitle'],
  ['media:title', 'mediaTitle'],
  ['media:description', 'mediaDescription'],
  ['media:category', 'mediaCategory'],
  ['atom:published', 'atomPublished'],
  ['content', 'contentElement'],
  ['description', 'descriptionElement'],
  ['summary', 'summaryElement'],
  ['title', 'titleElement'],
  ['link', 'linkElement'],
  ['guid', 'guidElement'],
  ['id', 'idElement'],
  ['author', 'authorElement'],
  ['category', 'categoryElement'],
  ['pubDate', 'pubDateElement'],
  ['published', 'publishedElement'],
  ['updated', 'updatedElement'],
  ['issued', 'issuedElement'],
  ['modified', 'modifiedElement'],
  ['created', 'createdElement'],
  ['enclosure', 'enclosureElement'],
  ['feedburner:origLink', 'origLink'],
  ['media:content', 'mediaContent'],
  ['media:thumbnail', 'mediaThumbnail'],
  ['media:group', 'mediaGroup'],
  ['media:credit', 'mediaCredit'],
  ['media:keywords', 'mediaKeywords'],
  ['atom:link', 'atomLink'],
  ['atom:author', 'atomAuthor'],
  ['atom:title', 'atomTitle'],
  ['atom:content', 'atomContent'],
  ['atom:summary', 'atomSummary'],
  ['atom:id', 'atomId'],
  ['atom:category', 'atomCategory'],
  ['atom:rights', 'atomRights'],
  ['atom:updated', 'atomUpdated'],
  ['copyright', 'copyrightElement'],
  ['rights', 'rightsElement'],
].map(([from, to]) => [shownName(from as string), to as string, { keepArray: true }]);

/** Fields of which rss-parser would make dates and excerpts are shown to it under names that it does not know. */
function shownName(name: string): string {
  return /^(?:pubDate|description|content|summary)$/.test(name) ? `m:${name}` : name;
}

const FEED_FIELDS = [
  'language',
  'dc:language',
  'copyright',
  'ttl',
  'sy:updatePeriod',
  'sy:updateFrequency',
  'managingEditor',
  ['link', 'linkElements', { keepArray: true }],
  ['author', 'authorElement', { keepArray: true }],
  ['dc:creator', 'dcCreator', { keepArray: true }],
  ['itunes:author', 'itunesAuthor', { keepArray: true }],
  ['atom:author', 'atomAuthor', { keepArray: true }],
  ['atom:link', 'atomLink', { keepArray: true }],
  ['dc:rights', 'dcRights', { keepArray: true }],
  ['rights', 'rightsElement', { keepArray: true }],
];

/** An item as rss-parser gives it; every value may be a text, an object of xml2js, or a list of either. */
export type ParsedItem = Readonly<Record<string, unknown>>;

/** A feed as rss-parser gives it. */
export interface ParsedFeed {
  readonly title?: unknown;
  readonly link?: unknown;
  readonly items: readonly ParsedItem[];
  readonly [field: string]: unknown;
}

/** What rss-parser is to read: a feed's own elements and those of its items. */
export interface FeedElements {
  readonly isAtom: boolean;
  readonly frame: readonly FeedElement[];
  readonly items: readonly FeedElement[];
  /** Told of each item before it is worked on. */
  readonly begins?: (at: number) => void;
  /** What addresses of the feed are relative to, and those of its items, where no element says else. */
  readonly base: string | null;
  readonly itemBase: string | null;
}

/**
 * Lets rss-parser read a feed. It sees the feed's elements under their usual names, and in place of each text, date and
 * address a mark that stands for it: it scans, interprets and throws at what it is given, and none of that may be an
 * item's own.
 * @throws whatever rss-parser throws
 */
export async function parseFeed(elements: FeedElements): Promise<ParsedFeed> {
  const writer = new MarkWriter();
  const shown = writer.write(elements);
  const parser = new RssParser({
    defaultRSS: 2,
    // It looks for each field in each item.
    customFields: {
      item: ITEM_FIELDS.filter(([name]) => writer.written.has(name)) as never,
      feed: FEED_FIELDS as never,
    },
  });
  return writer.resolve(await parser.parseString(shown)) as ParsedFeed;
}

const written = (fields: readonly unknown[]): string[] =>
  fields.map((field) => (Array.isArray(field) ? String(field[0]) : String(field)));
/** How rss-parser writes the names that it knows, by their lower case. */
const ITEM_NAMES = new Map(written(ITEM_FIELDS).map((name) => [name.replace(/^m:/, '').toLowerCase(), name] as const));
const FRAME_NAMES = namesOf([...written(FEED_FIELDS), 'title', 'dc:title', 'description', 'subtitle', 'updated']);
/** What is read inside the elements that hold others. */
const PARTS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({
    author: ['name', 'email', 'uri', 'atom:name', 'atom:email'],
    'atom:author': ['name', 'email', 'atom:name', 'atom:email'],
    'media:group': ['media:content', 'media:description', 'media:title', 'media:credit', 'media:thumbnail'],
    'media:content': ['media:description', 'media:title', 'media:credit', 'media:thumbnail'],
    'itunes:category': ['itunes:category'],
  }).map(([name, parts]) => [name, namesOf(parts)]),
);
/** Attributes that say something, as our readers call them; addresses among them. */
const ATTRIBUTES = ['rel', 'type', 'href', 'src', 'url', 'medium', 'width', 'height', 'term', 'label', 'text'];
const ADDRESSES = new Set(['href', 'src', 'url']);
/** rss-parser takes for granted that a link has attributes, and makes dates of what has none; links are read as elements. */
const INTERPRETED = new Set(['link', 'atom:link', 'feedburner:origLink', 'published', 'updated']);
const MARK = /^v(\d{1,9})$/;

function namesOf(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

class MarkWriter {
  readonly #values: string[] = [];
  /** The names of all elements that were written. */
  readonly written = new Set<string>();

  write({ isAtom, frame, items, base, itemBase, begins }: FeedElements): string {
    const fields = frame.map((each) => this.#field(each, FRAME_NAMES, base)).join('');
    const listed = items
      .map((each, at) => {
        begins?.(at);
        return this.#item(each, isAtom ? 'entry' : 'item', itemBase);
      })
      .join('');
    return isAtom
      ? `<feed m="">${fields}${listed}</feed>`
      : `<rss version="2.0"><channel m="">${fields}${listed}</channel></rss>`;
  }

  /** The same with each mark replaced by what it stands for; nothing that is neither text nor list nor object stays. */
  resolve(value: unknown): unknown {
    if (typeof value === 'string') return this.#valueOf(value);
    if (Array.isArray(value)) return value.map((each) => this.resolve(each));
    if (value === null || typeof value !== 'object') return undefined;
    const resolved: Record<string, unknown> = {};
    for (const name of Object.keys(value)) resolved[name] = this.resolve((value as Record<string, unknown>)[name]);
    return resolved;
  }

  #item(element: FeedElement, name: string, around: string | null): string {
    const base = baseWithin(element, around);
    const about = attributeOf(element, 'rdf:about');
    const fields = childrenOf(withLinkBeside(element))
      .map((each) => this.#field(each, ITEM_NAMES, base))
      .join('');
    return `<${name} m=""${about === undefined ? '' : ` rdf:about="${this.#mark(about.trim())}"`}>${fields}</${name}>`;
  }

  #field(element: FeedElement, names: ReadonlyMap<string, string>, around: string | null): string {
    const name = names.get(element.name);
    if (name === undefined) return '';
    this.written.add(name);
    const base = baseWithin(element, around);
    const parts = PARTS.get(element.name);
    const inner = childrenOf(element).filter((child) => parts?.has(child.name));
    const content =
      parts !== undefined && inner.length > 0
        ? inner.map((child) => this.#field(child, parts, base)).join('')
        : this.#mark(fieldText(element, base));
    return `<${name}${INTERPRETED.has(name) ? ' m=""' : ''}${this.#attributes(element, base)}>${content}</${name}>`;
  }

  #attributes(element: FeedElement, base: string | null): string {
    if (element.attributes.length === 0) return '';
    let shown = '';
    for (const name of ATTRIBUTES) {
      const value = attributeOf(element, name);
      if (value === undefined) continue;
      shown += ` ${name}="${this.#mark(ADDRESSES.has(name) ? (resolveAddress(value, base) ?? '') : value)}"`;
    }
    const permanent = attributeOf(element, 'ispermalink');
    return permanent === undefined ? shown : `${shown} isPermaLink="${this.#mark(permanent.trim().toLowerCase())}"`;
  }

  #mark(value: string): string {
    if (value === '') return '';
    this.#values.push(value);
    return `v${this.#values.length - 1}`;
  }

  #valueOf(text: string): string {
    const mark = MARK.exec(text);
    return mark === null ? '' : (this.#values[Number(mark[1])] ?? '');
  }
}

/** Programs that take a feed for HTML write "<link/>https://…": the address stands behind its element then. */
function withLinkBeside(element: FeedElement): FeedElement {
  const isBare = (child: FeedElement | string): child is FeedElement =>
    typeof child !== 'string' && child.name === 'link' && child.children.length === 0 && child.attributes.length === 0;
  if (!element.children.some(isBare)) return element;
  const children = element.children.map((child, at) => {
    const beside = element.children[at + 1];
    return isBare(child) && typeof beside === 'string' && /^\s*https?:/.test(beside)
      ? { ...child, children: [beside] }
      : child;
  });
  return { ...element, children };
}

/** What addresses inside an element are relative to. */
export function baseWithin(element: FeedElement, around: string | null): string | null {
  const own = attributeOf(element, 'xml:base');
  return own === undefined ? around : (resolveAddress(own, around) ?? around);
}

/** All texts of a value: the text of an object, every entry of a list; empty ones are passed over. */
export function textsOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.length === 1 ? textsOf(value[0]) : value.flatMap(textsOf);
  if (value !== null && typeof value === 'object') return textsOf((value as Record<string, unknown>)._);
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const text = String(value).trim();
  return text === '' ? [] : [text];
}

/** The first text of the values, or null. */
export function firstText(...values: readonly unknown[]): string | null {
  for (const value of values) {
    const [text] = textsOf(value);
    if (text !== undefined) return text;
  }
  return null;
}

/** The elements of a value that carry attributes. */
export function elementsOf(
  value: unknown,
): { readonly attributes: Readonly<Record<string, string>>; readonly children: Readonly<Record<string, unknown>> }[] {
  if (Array.isArray(value)) return value.length === 1 ? elementsOf(value[0]) : value.flatMap(elementsOf);
  if (value === null || typeof value !== 'object') return [];
  const { $: attributes = {}, ...children } = value as Record<string, unknown>;
  return [{ attributes: attributes as Record<string, string>, children }];
}
