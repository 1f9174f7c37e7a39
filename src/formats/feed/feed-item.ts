import { EMPTY_ITEM, type Markup, type WireItem } from '../../article/wire-item.ts';
import { plainTitle } from '../../markup/markup.ts';
import type { FeedFacts } from '../contract/format.ts';
import { resolveAddress } from './addresses.ts';
import { mediaOfItem } from './feed-media.ts';
import { elementsOf, firstText, type ParsedItem, textsOf } from './feed-parser.ts';
import { orOfChannel } from './of-channel.ts';
import { plainOrNull } from './plain.ts';

/** What an item takes from its feed. */
export interface ItemContext {
  readonly base: string | null;
  readonly feed: FeedFacts;
  readonly copyright: string | null;
  /** Who made the whole feed, for items that name nobody. */
  readonly authors: readonly string[];
}

/** Reads one item of a feed as rss-parser gave it. */
export function readItem(item: ParsedItem, { base, feed, copyright, authors }: ItemContext): WireItem {
  const link = resolveAddress(linkOf(item, feed.link), base);
  const text = textOf(item);
  const own = {
    bylines: authorsOf(item),
    language: firstText(item.dcLanguage),
    copyrightNotice: firstText(item.dcRights, item.rightsElement, item.copyrightElement, item.atomRights),
  };
  return {
    ...EMPTY_ITEM,
    ...identityOf(nameOf(item, base), link),
    type: 'text',
    headline: headlineOf(item),
    ...textFields(text),
    keywords: keywordsOf(item),
    media: mediaOfItem(item, text.picture, base),
    publisher: feed.title === null ? null : { name: feed.title, uri: feed.link },
    dates: datesOf(item),
    ...orOfChannel(own, { bylines: authors, language: feed.language, copyrightNotice: copyright }),
  };
}

/** What the feed calls an item, its guid; a path is one of the site's. */
function nameOf(item: ParsedItem, base: string | null): string | null {
  const name = firstText(item.guidElement, item.guid, item.idElement, item.id, item.atomId, item.dcIdentifier);
  return (name?.startsWith('/') ? resolveAddress(name, base) : name) ?? firstText(item['rdf:about']);
}

function identityOf(guid: string | null, link: string | null) {
  return {
    itemId: guid ?? link,
    uri: guid ?? link,
    altIds: link !== null && guid !== null && link !== guid ? [{ role: 'canonical', value: link }] : [],
    links: link === null ? [] : [{ rel: 'canonical', uri: link }],
  } satisfies Partial<WireItem>;
}

function headlineOf(item: ParsedItem): string | null {
  return plainOrNull(
    firstText(
      item.titleElement,
      item.title,
      item.atomTitle,
      item.dcTitle,
      item.mediaTitle,
      item.itunesTitle,
      mediaPart(item, 'media:title'),
    ),
  );
}

/** An item's text in full and in short; null where the feed has none. */
interface ItemText {
  readonly full: string | null;
  readonly short: string | null;
  /** What stands where the full text would, and has no words. */
  readonly picture: string | null;
}

function textOf(item: ParsedItem): ItemText {
  const summaries = texts(item.summaryElement, item.summary, item.atomSummary);
  const descriptions = texts(item.descriptionElement, item.dcDescription, item.itunesSummary, item.mediaDescription);
  const fulls = texts(
    item.contentEncoded,
    item.contentElement,
    item.bodyElement,
    item.xhtmlBody,
    item.fullitem,
    item.fullText,
    item.fullTextDashed,
    item.yandexFullText,
    item.atomContent,
    summaries.length > 0 && descriptions[0] !== summaries[0] ? descriptions[0] : null,
  );
  const otherwise = fulls.length === 0 ? texts(item.content, mediaPart(item, 'media:description')) : [];
  return choose(fulls, [...summaries, ...descriptions, ...otherwise]);
}

function textFields({ full, short }: ItemText) {
  return {
    body: markup(full ?? short),
    bodyIsSummary: full === null,
    summary: full !== null && short !== null && short !== full ? markup(short) : null,
    trace: [{ field: 'body', from: full === null ? 'description' : 'content' }],
  } satisfies Partial<WireItem>;
}

const texts = (...values: readonly unknown[]): string[] => values.flatMap(textsOf);

/** A full text without a word in it, a picture alone, is none where a shorter one has words. */
function choose(fulls: readonly string[], shorts: readonly string[]): ItemText {
  const short = shorts.find(hasWords) ?? shorts[0] ?? null;
  const full = fulls.find(hasWords) ?? (short !== null && hasWords(short) ? null : fulls[0]) ?? null;
  return { full, short, picture: full === null ? (fulls[0] ?? null) : null };
}

const WORDS_WITHIN = 2_000;

/** True where markup says something: a letter or a digit outside of its tags. */
export function hasWords(html: string): boolean {
  if (!html.startsWith('<') && !html.startsWith('&')) return html !== '';
  const beginning = html.replace(/<[^<>]{0,4000}>|&nbsp;|&#160;/g, ' ');
  return /[\p{L}\p{N}]/u.test(beginning.slice(0, WORDS_WITHIN)) || /[\p{L}\p{N}]/u.test(beginning);
}

/** Media RSS puts a story's text and headline beside its pictures. */
function mediaPart(item: ParsedItem, name: string): string | null {
  const groups = [...elementsOf(item.mediaGroup), ...elementsOf(item.mediaContent)];
  return firstText(...groups.map(({ children }) => children[name]));
}

interface Link {
  readonly address: string;
  readonly rel: string;
  readonly type: string;
}

/** Documents that tell of a story without being its page. */
const NO_PAGE = /\.(?:atom|rss|rdf|xml|json|mp3|mp4|m4a|pdf|jpe?g|png|gif|webp)(?:[?#]|$)/i;
/** As registered, or by its address. */
const ALTERNATE = /^$|(?:^|\/)alternate$/i;
const NO_PAGE_TYPE = /^(?:application|audio|video|image)\/(?!xhtml\+xml)/i;

/** The page of the story: never an enclosure or another document, the feed's own site before any other. */
function linkOf(item: ParsedItem, feedLink: string | null): string | null {
  const links = [...linksOf(item.origLink), ...linksOf(item.linkElement), ...linksOf(item.atomLink)].filter(({ rel }) =>
    ALTERNATE.test(rel),
  );
  const pages = links.filter(
    ({ type, address }) => !NO_PAGE_TYPE.test(type) && !(type === '' && NO_PAGE.test(address)),
  );
  const found = pages.length > 0 ? pages : links.filter(({ type }) => !NO_PAGE_TYPE.test(type));
  const leading = found.filter((link) => !NO_ADDRESS.test(link.address));
  const own = leading.length < 2 ? undefined : leading.find(({ address }) => isOfSite(address, feedLink));
  const guid = elementsOf(item.guidElement)[0];
  const address = firstText(item.guidElement, item.guid);
  const permanent = guid?.attributes.isPermaLink !== 'false' && address !== null && isWeb(address) ? address : null;
  // A button to share the story leads to another site.
  const isElsewhere = leading[0] !== undefined && !isOfSite(leading[0].address, feedLink);
  const kept = isElsewhere && permanent !== null && isOfSite(permanent, feedLink) ? permanent : null;
  return own?.address ?? kept ?? leading[0]?.address ?? permanent ?? found[0]?.address ?? aboutOf(item);
}

/** What browsers run or show by itself leads to no page; anything else is better. */
const NO_ADDRESS = /^\s*(?:javascript|vbscript|data|about|blob):/i;

/** RSS 1.0 names an item by its address. */
function aboutOf(item: ParsedItem): string | null {
  const about = firstText(item['rdf:about']);
  return about !== null && isWeb(about) ? about : null;
}

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address);

function linksOf(value: unknown): Link[] {
  return elementsOf(value).flatMap(({ attributes, children }) => {
    const address = firstText(attributes.href, children._) ?? '';
    return address === '' ? [] : [{ address, rel: (attributes.rel ?? '').trim(), type: attributes.type ?? '' }];
  });
}

function isOfSite(address: string, site: string | null): boolean {
  if (site === null || !URL.canParse(address) || !URL.canParse(site)) return !isWeb(address);
  return new URL(address).host === new URL(site).host;
}

/** Who made an item, or a feed: names where there are names, else addresses. */
export function authorsOf(item: ParsedItem): string[] {
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
  return [...new Set(named.map((name) => plainTitle(nameBeside(name))).filter((name) => name !== ''))];
}

/** "desk@paper.example (Ida Holm)" is Ida Holm. */
function nameBeside(written: string): string {
  const open = written.indexOf('(');
  if (open < 1 || !written.endsWith(')')) return written;
  const address = written.slice(0, open).trimEnd();
  const name = written.slice(open + 1, -1);
  return address.includes('@') && !/\s/.test(address) && name.trim() !== '' ? name : written;
}

function keywordsOf(item: ParsedItem): string[] {
  const terms = [...elementsOf(item.categoryElement), ...elementsOf(item.atomCategory)].flatMap(
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
    ...texts(item.mediaKeywords, item.itunesKeywords).flatMap((text) => text.split(',')),
  ];
  return [...new Set(words.map((word) => plainTitle(word)).filter((word) => word !== ''))];
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
      'updatedElement',
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

function markup(value: string | null): Markup | null {
  return value === null ? null : { kind: 'html', value: withoutTrackers(value) };
}

// FeedBurner hung a bar of links and a one-pixel picture under every description.
function withoutTrackers(html: string): string {
  const bare = html.includes('feedflare') ? html.replace(/<div class="feedflare">[\s\S]{0,20000}?<\/div>/g, '') : html;
  if (!/<img/i.test(bare)) return bare;
  return bare.replace(/<img\b[^<>]{0,4000}>/gi, (picture) =>
    /\s(?:width|height)=["']?1(?![\d.%])/i.test(picture) ? '' : picture,
  );
}
