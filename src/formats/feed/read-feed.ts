import { describeError, Rejected } from '../../article/failure.ts';
import { EMPTY_ITEM, type Markup, type WireItem, type WireMedia } from '../../article/wire-item.ts';
import { guardNesting } from '../../decode/nesting.ts';
import { plainTitle } from '../../normalise/markup.ts';
import type { FeedFacts, Reading, WireDocument } from '../contract/format.ts';
import { elementsOf, firstText, type ParsedFeed, type ParsedItem, parseFeed, textsOf } from './feed-parser.ts';
import { absoluteMarkup, flattenFeed, needsFlattening, resolveAddress } from './flatten.ts';
import { identifyItems } from './identity.ts';
import { cutToRoot, mendEntities, rebuild, withoutCutTail } from './repair.ts';

const MAX_DEPTH = 128;
const PERIODS_MS: Readonly<Record<string, number>> = { hourly: 3_600_000, daily: 86_400_000, weekly: 604_800_000 };

/** Reads an RSS, RDF or Atom document: rss-parser first, then the document rebuilt, for what it refused. */
export async function readFeed(document: WireDocument, format: string): Promise<Reading> {
  const text = mendEntities(cutToRoot(document.text));
  guardNesting(text, { maxDepth: MAX_DEPTH, what: format });
  const base = resolveAddress(document.contentLocation, document.url) ?? document.url;
  const { feed, problems, partial } = await parse(text, format, base);
  const facts = factsOf(feed, { partial, base, rootLanguage: ROOT_LANGUAGE.exec(text.slice(0, 4_096))?.[1] ?? null });
  const authors = format === 'atom' || text.slice(0, 4_096).includes('RDF') ? authorsOf(feed) : [];
  const items: WireItem[] = [];
  for (const [at, item] of feed.items.entries()) {
    try {
      items.push(readItem(item, { base, feed: facts, copyright: firstText(feed.copyright), authors }));
    } catch (error) {
      problems.push(`item ${at + 1}: ${describeError(error)}`);
    }
  }
  const identified = identifyItems(items, facts.link);
  return { items: identified.items, feed: facts, problems: [...problems, ...identified.problems] };
}

async function parse(
  text: string,
  format: string,
  base: string | null,
): Promise<{ feed: ParsedFeed; problems: string[]; partial: boolean }> {
  const { whole, cut } = withoutCutTail(text);
  const problems = cut ? ['the document was cut short: what was whole of it is read'] : [];
  try {
    const feed = await parseFeed(needsFlattening(whole) ? flattenFeed(whole, base) : whole);
    return { feed, problems, partial: cut };
  } catch (first) {
    try {
      problems.push(`the document is not well formed and was rebuilt: ${describeError(first).split('\n')[0]}`);
      return { feed: await parseFeed(flattenFeed(rebuild(whole), base)), problems, partial: cut };
    } catch (cause) {
      throw new Rejected(`${format}: the document cannot be read`, { cause });
    }
  }
}

/** The language a document's root names. */
const ROOT_LANGUAGE = /<(?:[\w-]{1,20}:)?(?:rss|feed|rdf)\b[^>]{0,2000}?\sxml:lang\s{0,20}=\s{0,20}["']([\w-]{1,20})/i;

function factsOf(
  feed: ParsedFeed,
  { partial, base, rootLanguage }: { partial: boolean; base: string | null; rootLanguage: string | null },
): FeedFacts {
  const minutes = Number(firstText(feed.ttl) ?? Number.NaN);
  const period = PERIODS_MS[(firstText(feed['sy:updatePeriod']) ?? '').toLowerCase()];
  const frequency = Number(firstText(feed['sy:updateFrequency']) ?? 1) || 1;
  return {
    title: plainOrNull(firstText(feed.title)),
    link: resolveAddress(feedLink(feed), base),
    language: firstText(feed.language, feed['dc:language']) ?? rootLanguage,
    pollHintMs:
      Number.isFinite(minutes) && minutes > 0 ? minutes * 60_000 : period === undefined ? null : period / frequency,
    partial,
  };
}

function feedLink(feed: ParsedFeed): string | null {
  const links = elementsOf(feed.linkElements).map(({ attributes }) => attributes);
  const alternate = links.find(({ href, rel }) => href !== undefined && (rel ?? 'alternate') === 'alternate');
  return firstText(feed.linkElements) ?? alternate?.href ?? firstText(feed.link);
}

interface ItemContext {
  readonly base: string | null;
  readonly feed: FeedFacts;
  readonly copyright: string | null;
  /** Who made the whole feed, for items that name nobody. */
  readonly authors: readonly string[];
}

const orElse = (found: readonly string[], other: readonly string[]): readonly string[] =>
  found.length > 0 ? found : other;

function readItem(item: ParsedItem, { base, feed, copyright, authors }: ItemContext): WireItem {
  const link = resolveAddress(firstText(item.origLink) ?? linkOf(item), base);
  const name = firstText(item.guidElement, item.guid, item.idElement, item.id);
  const guid = name?.startsWith('/') ? resolveAddress(name, base) : name;
  const summaries = texts(item.summaryElement, item.summary);
  const descriptions = texts(item.descriptionElement, item.dcDescription, item.itunesSummary, item.mediaDescription);
  const full = firstText(
    item.contentEncoded,
    item['content:encoded'],
    item.contentElement,
    item.bodyElement,
    item.xhtmlBody,
    item.fullitem,
    summaries.length > 0 && descriptions[0] !== summaries[0] ? descriptions[0] : null,
  );
  const [short = full === null ? firstText(item.content, mediaText(item)) : null] = [...summaries, ...descriptions];
  const body = full ?? short;
  return {
    ...EMPTY_ITEM,
    itemId: guid ?? link,
    uri: guid ?? link,
    altIds: link !== null && guid !== null && link !== guid ? [{ role: 'canonical', value: link }] : [],
    links: link === null ? [] : [{ rel: 'canonical', uri: link }],
    type: 'text',
    headline: plainOrNull(firstText(item.titleElement, item.title, item.dcTitle, item.mediaTitle, item.itunesTitle)),
    bylines: orElse(authorsOf(item), authors),
    body: markup(body, base),
    bodyIsSummary: full === null,
    summary: full !== null && short !== null && short !== full ? markup(short, base) : null,
    language: firstText(item.dcLanguage) ?? feed.language,
    keywords: keywordsOf(item),
    media: mediaOf(item, base),
    copyrightNotice: firstText(item.dcRights, item.rightsElement, item.copyrightElement) ?? copyright,
    publisher: feed.title === null ? null : { name: feed.title, uri: feed.link },
    dates: datesOf(item),
    trace: [{ field: 'body', from: full === null ? 'description' : 'content' }],
  };
}

const texts = (...values: readonly unknown[]): string[] => values.flatMap(textsOf);

/** Media RSS puts a story's text and headline beside its pictures. */
function mediaText(item: ParsedItem): string | null {
  const groups = [...elementsOf(item.mediaGroup), ...elementsOf(item.mediaContent)];
  return firstText(...groups.map(({ children }) => children['media:description']));
}

function linkOf(item: ParsedItem): string | null {
  const links = [...elementsOf(item.linkElement), ...elementsOf(item.atomLink)];
  const alternate = links.find(
    ({ attributes }) => attributes.href !== undefined && (attributes.rel ?? 'alternate') === 'alternate',
  );
  const guid = elementsOf(item.guidElement)[0];
  const isPermaLink = guid?.attributes.isPermaLink !== 'false';
  const address = firstText(item.guidElement, item.guid);
  return (
    firstText(item.linkElement) ??
    alternate?.attributes.href ??
    firstText(item.link) ??
    (isPermaLink && address !== null && /^https?:\/\//.test(address) ? address : null)
  );
}

function authorsOf(item: ParsedItem): string[] {
  const people = [...elementsOf(item.authorElement), ...elementsOf(item.atomAuthor)].flatMap(({ children }) => {
    const names = textsOf(children.name ?? children['atom:name']);
    return names.length > 0 ? names : textsOf(children.email ?? children['atom:email']);
  });
  const structured = elementsOf(item.authorElement).some(({ children }) => children.name !== undefined);
  const named = [
    ...texts(item.dcCreator, item.dcAuthor),
    ...people,
    ...(structured ? [] : textsOf(item.authorElement)),
    ...texts(item.atomAuthor, item.itunesAuthor),
  ];
  return [
    ...new Set(
      named.map((name) => plainTitle(/^\S+@\S+\s*\((.+)\)$/.exec(name)?.[1] ?? name)).filter((name) => name !== ''),
    ),
  ];
}

function keywordsOf(item: ParsedItem): string[] {
  const terms = elementsOf(item.categoryElement).flatMap(
    ({ attributes, children }) => attributes.term ?? attributes.label ?? firstText(children._) ?? [],
  );
  const nested = elementsOf(item.itunesCategory).flatMap(({ attributes, children }) => [
    attributes.text ?? '',
    ...elementsOf(children['itunes:category']).map((inner) => inner.attributes.text ?? ''),
  ]);
  const words = [
    ...texts(item.categoryElement, item.mediaCategory),
    ...terms,
    ...nested,
    ...textsOf(item.dcSubject),
    ...textsOf(item.mediaKeywords).flatMap((text) => text.split(',')),
  ];
  return [...new Set(words.map((word) => plainTitle(word)).filter((word) => word !== ''))];
}

function mediaOf(item: ParsedItem, base: string | null): WireMedia[] {
  const groups = elementsOf(item.mediaGroup).flatMap(({ children }) => elementsOf(children['media:content']));
  const found = [
    ...elementsOf(item.mediaContent),
    ...groups,
    ...elementsOf(item.enclosureElement),
    ...elementsOf(item.mediaThumbnail),
  ];
  const credit = firstText(item.mediaCredit);
  const seen = new Set<string>();
  return found.flatMap(({ attributes, children }) => {
    const href = resolveAddress(attributes.url ?? null, base);
    const kind = attributes.medium ?? attributes.type?.split('/')[0] ?? 'image';
    if (href === null || seen.has(href)) return [];
    seen.add(href);
    return {
      type: kind === 'video' || kind === 'audio' ? kind : 'picture',
      uri: null,
      href,
      caption: plainOrNull(firstText(children['media:description'], children['media:title'])),
      credit: firstText(children['media:credit']) ?? credit,
      headline: null,
      position: null,
      hrefExpires: null,
      needsAuth: false,
      renditions: [
        {
          name: null,
          href,
          contentType: attributes.type ?? null,
          width: Number(attributes.width) || null,
          height: Number(attributes.height) || null,
        },
      ],
    };
  });
}

/** Which of the feed's dates says what, best first. */
const DATES = [
  [
    'published',
    [
      'pubDateElement',
      'pubDate',
      'publishedElement',
      'issuedElement',
      'dctermsIssued',
      'dcDate',
      'createdElement',
      'atomPublished',
      'dctermsCreated',
    ],
  ],
  ['updated', ['updatedElement', 'modifiedElement', 'atomUpdated', 'dctermsModified', 'dcModified']],
] as const;

function datesOf(item: ParsedItem): WireItem['dates'] {
  return DATES.flatMap(([role, fields]) => {
    for (const field of fields) {
      const value = firstText(item[field]);
      if (value !== null) return [{ role, value, field: field.replace(/Element$/, '') }];
    }
    return [];
  });
}

function markup(value: string | null, base: string | null): Markup | null {
  return value === null ? null : { kind: 'html', value: absoluteMarkup(withoutTrackers(value), base) };
}

// FeedBurner hung a bar of links and a one-pixel picture under every description.
function withoutTrackers(html: string): string {
  const bare = html.includes('feedflare') ? html.replace(/<div class="feedflare">[\s\S]{0,20000}?<\/div>/g, '') : html;
  if (!/<img/i.test(bare)) return bare;
  return bare.replace(/<img\b[^<>]{0,4000}>/gi, (picture) =>
    /\s(?:width|height)=["']?1(?![\d.%])/i.test(picture) ? '' : picture,
  );
}

function plainOrNull(text: string | null): string | null {
  const plain = text === null ? '' : plainTitle(text);
  return plain === '' ? null : plain;
}
