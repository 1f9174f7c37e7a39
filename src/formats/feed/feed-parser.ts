import RssParser from 'rss-parser';

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
  ['dcterms:modified', 'dctermsModified'],
  ['dcterms:issued', 'dctermsIssued'],
  ['dc:author', 'dcAuthor'],
  ['dcterms:created', 'dctermsCreated'],
  ['content:encoded', 'contentEncoded'],
  ['body', 'bodyElement'],
  ['xhtml:body', 'xhtmlBody'],
  ['fullitem', 'fullitem'],
  ['itunes:author', 'itunesAuthor'],
  ['itunes:category', 'itunesCategory'],
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
  ['atom:updated', 'atomUpdated'],
  ['copyright', 'copyrightElement'],
  ['rights', 'rightsElement'],
].map(([from, to]) => [from as string, to as string, { keepArray: true }]);

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

/** Parses a feed's text. @throws whatever rss-parser throws for a document it refuses */
export async function parseFeed(text: string): Promise<ParsedFeed> {
  const parser = new RssParser({
    defaultRSS: 2,
    customFields: { item: ITEM_FIELDS as never, feed: FEED_FIELDS as never },
  });
  return (await parser.parseString(text)) as unknown as ParsedFeed;
}

/** All texts of a value: the text of an object, every entry of a list; empty ones are passed over. */
export function textsOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object') return textsOf((value as Record<string, unknown>)._);
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
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (value === null || typeof value !== 'object') return [];
  const { $: attributes = {}, ...children } = value as Record<string, unknown>;
  return [{ attributes: attributes as Record<string, string>, children }];
}
