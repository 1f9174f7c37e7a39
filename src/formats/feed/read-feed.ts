import { nameBeside } from '../../article/beside.ts';
import { describeError, Rejected } from '../../article/failure.ts';
import type { WireItem } from '../../article/wire-item.ts';
import { type FeedFacts, type ItemWatch, type Reading, UNWATCHED, type WireDocument } from '../contract/format.ts';
import { leftOut } from '../contract/left-out.ts';
import { newestPlaces } from '../contract/listed-order.ts';
import { baseOf, resolveAddress } from './addresses.ts';
import { expandEntities } from './declared-entities.ts';
import { attributeOf, childrenOf, type FeedElement, readElements } from './element.ts';
import { authorsOf, readItem } from './feed-item.ts';
import {
  baseWithin,
  elementsOf,
  type FeedElements,
  firstText,
  type ParsedFeed,
  type ParsedItem,
  parseFeed,
} from './feed-parser.ts';
import { fieldText } from './field-text.ts';
import { identifyItems, namesShared } from './identity.ts';
import { type ItemPlace, type Outline, outlineFeed } from './outline.ts';
import { plainOrNull } from './plain.ts';
import { type Slicer, slicerFor, withoutPlaces } from './slices.ts';

const PERIODS_MS: ReadonlyMap<string, number> = new Map([
  ['hourly', 3_600_000],
  ['daily', 86_400_000],
  ['weekly', 604_800_000],
]);

/**
 * Reads an RSS, RDF or Atom document item by item: what cannot be read costs itself alone. Slices that are known are
 * left unread.
 * @throws Rejected where the document is no feed, or not one of its items can be read
 */
export async function readFeed(document: WireDocument, format: string): Promise<Reading> {
  const text = expandEntities(document.text);
  const outline = outlineFeed(text);
  if (outline.root === '') throw new Rejected(`${format}: there is no feed in the document`);
  const base = baseOf(document.contentLocation, document.url);
  const { known = null, watch = UNWATCHED } = document;
  const slicer = known === null ? null : slicerFor(text, outline, base);
  const frame = readFrame(outline, base);
  const elements = readItems(text, outline, watch, { slicer, known: known ?? NONE_KNOWN });
  const problems = [...outline.problems, ...elements.problems];
  const { feed: facts, read } = await readFields(elements, outline, frame, { watch, problems });
  const items = read.map(({ item }) => item);
  refuseUnread(format, outline, { isRead: items.length > 0 || elements.known.length > 0, problems });
  const identified = identifyItems(items, facts.link, items.length + elements.known.length);
  const reading = { items: identified.items, feed: facts, problems: [...problems, ...identified.problems] };
  return slicer === null ? reading : { ...reading, slices: slicesOf(text, read, elements.known, facts) };
}

/** An item with the hash of its slice; '' where there is no slicer. */
interface ReadSlice {
  readonly item: WireItem;
  readonly hash: string;
}

/** Reads the fields of the items and of the feed round them; adds to the problems what cannot be read. */
async function readFields(
  elements: ReadElements,
  outline: Outline,
  frame: Frame,
  { watch, problems }: { watch: ItemWatch; problems: string[] },
): Promise<{ feed: FeedFacts; read: ReadSlice[] }> {
  const itemBase = itemBaseOf(frame, /rdf$/i.test(outline.root));
  const { feed, places } = await parseAll(
    {
      ...frame,
      itemBase,
      isAtom: outline.own === 'atom',
      items: elements.elements,
      begins: (at) => watch.begins((elements.places[at] ?? 1) - 1, NOTHING),
    },
    problems,
  );
  const facts = factsOf(feed, { partial: outline.isCut, base: frame.base, language: frame.language });
  const context = { base: itemBase, feed: facts, copyright: copyrightOf(feed), authors: authorsOf(feed) };
  const read = feed.items.flatMap((item, at) => {
    const element = places[at] ?? at;
    const place = elements.places[element] ?? at + 1;
    watch.begins(place - 1, NOTHING);
    try {
      return [{ item: readItem(item, context), hash: elements.hashes[element] ?? '' }];
    } catch (error) {
      problems.push(`item ${place}: ${describeError(error)}`);
      return [];
    }
  });
  return { feed: facts, read };
}

/** A document of which no item at all can be read is none; one that was cut may have lost its only item. */
function refuseUnread(
  format: string,
  { items, problems: outlined, isCut }: Outline,
  { isRead, problems }: { isRead: boolean; problems: readonly string[] },
): void {
  if (isRead || items.length + outlined.length <= (isCut ? 1 : 0)) return;
  throw new Rejected(
    `${format}: not one of its ${items.length} items can be read: ${problems[0] ?? 'each was too much'}`,
  );
}

function slicesOf(
  text: string,
  read: readonly ReadSlice[],
  known: ReadElements['known'],
  { link }: FeedFacts,
): Reading['slices'] {
  const places = known.map(({ place }) => place);
  return {
    read: read.map(({ item, hash }) => ({ hash, calledBy: namesShared(item, link).map(nameBeside) })),
    known: known.map(({ hash }) => hash),
    rest: places.length === 0 ? null : withoutPlaces(text, places),
  };
}

/** What stands round the items: the elements of the feed, or of its channel. */
interface Frame {
  readonly frame: readonly FeedElement[];
  readonly base: string | null;
  readonly language: string | null;
}

function readFrame(outline: Outline, documentBase: string | null): Frame {
  const { top } = readElements(outline.frame, outline);
  const root = { ...top, written: outline.root, attributes: outline.attributes };
  const channel = childrenOf(root).find(({ name }) => name === 'channel') ?? root;
  const base = baseWithin(channel, baseWithin(root, documentBase));
  const language = attributeOf(channel, 'xml:lang') ?? attributeOf(root, 'xml:lang') ?? null;
  // Some feeds keep what describes them beside the channel.
  const frame = channel === root ? childrenOf(root) : [...childrenOf(channel), ...childrenOf(root)];
  return { frame, base, language };
}

interface ReadElements {
  readonly elements: readonly FeedElement[];
  /** The place of each in the document, from 1. */
  readonly places: readonly number[];
  /** Hashes of their slices; empty where there is no slicer. */
  readonly hashes: readonly string[];
  readonly known: readonly { readonly hash: string; readonly place: ItemPlace }[];
  readonly problems: readonly string[];
}

const NONE_KNOWN: ReadonlySet<string> = new Set();

/** An item that is begun was not passed over. */
const NOTHING = (): string => '';

function readItems(
  text: string,
  { items, own }: Outline,
  { mostItems, begins }: ItemWatch,
  { slicer, known }: { slicer: Slicer | null; known: ReadonlySet<string> },
): ReadElements {
  const hashes: string[] = [];
  const unread: { hash: string; place: ItemPlace }[] = [];
  const elements: FeedElement[] = [];
  const places: number[] = [];
  const chosen = newestPlaces(items.length, mostItems, () => items.map((place) => timeIn(text, place)));
  const problems = leftOut(items.length, chosen.length);
  for (const at of chosen) {
    const place = items[at] as ItemPlace;
    const { from, to, scope } = place;
    const hash = slicer?.hashOf(place) ?? '';
    if (known.has(hash)) {
      unread.push({ hash, place });
      continue;
    }
    const source = text.slice(from, to);
    if (!begins(at, () => source)) continue;
    const { top, tooDeep } = readElements(source, { scope, own });
    const [element] = childrenOf(top);
    if (tooDeep) problems.push(`item ${at + 1}: nested beyond all reason`);
    else if (element === undefined || childrenOf(element).length === 0) problems.push(`item ${at + 1}: is empty`);
    else {
      elements.push(element);
      places.push(at + 1);
      hashes.push(hash);
    }
  }
  return { elements, places, hashes, known: unread, problems };
}

const DATED = /<(?:[\w.-]{1,40}:)?(?:pubDate|published|updated|date)[^<>]{0,200}>([^<>]{8,60})</i;

function timeIn(text: string, { from, to }: ItemPlace): number {
  return Date.parse(DATED.exec(text.slice(from, to))?.[1]?.trim() ?? '');
}

/** Items that a feed parser throws at cost themselves alone: they are read one by one then. */
async function parseAll(
  elements: FeedElements,
  problems: string[],
): Promise<{ feed: ParsedFeed; places: readonly number[] }> {
  try {
    return { feed: await parseFeed(elements), places: elements.items.map((_, at) => at) };
  } catch {
    const feed = await parseFeed({ ...elements, items: [] });
    const items: ParsedItem[] = [];
    const places: number[] = [];
    for (const [at, item] of elements.items.entries()) {
      try {
        items.push(...(await parseFeed({ ...elements, frame: [], items: [item] })).items);
        places.push(at);
      } catch {
        problems.push(`item ${at + 1}: its fields cannot be told apart`);
      }
    }
    return { feed: { ...feed, items }, places };
  }
}

/** Relative addresses in the items of an RDF feed that is kept elsewhere than its site are the site's. */
function itemBaseOf({ frame, base }: Frame, isRdf: boolean): string | null {
  const link = isRdf ? frame.find(({ name }) => name === 'link') : undefined;
  const site = link === undefined ? '' : fieldText(link, base);
  if (!URL.canParse(site) || !/^https?:/i.test(site)) return base;
  return base === null || !URL.canParse(base) || new URL(base).host !== new URL(site).host ? site : base;
}

const copyrightOf = (feed: ParsedFeed): string | null => firstText(feed.copyright, feed.rightsElement, feed.dcRights);

function factsOf(
  feed: ParsedFeed,
  { partial, base, language }: { partial: boolean; base: string | null; language: string | null },
): FeedFacts {
  const minutes = Number(firstText(feed.ttl) ?? Number.NaN);
  const period = PERIODS_MS.get((firstText(feed['sy:updatePeriod']) ?? '').toLowerCase());
  const frequency = Number(firstText(feed['sy:updateFrequency']) ?? 1) || 1;
  return {
    title: plainOrNull(firstText(feed.title)),
    link: resolveAddress(feedLink(feed), base),
    language: firstText(feed.language, feed['dc:language']) ?? language,
    pollHintMs:
      Number.isFinite(minutes) && minutes > 0 ? minutes * 60_000 : period === undefined ? null : period / frequency,
    partial,
    older: resolveAddress(olderLink(feed), base),
  };
}

/** Where the feed's older documents stand: an archive is complete, a page is what is left of a list (RFC 5005, 3 and 4). */
const OLDER = ['prev-archive', 'next'];

function olderLink(feed: ParsedFeed): string | null {
  const links = [...elementsOf(feed.linkElements), ...elementsOf(feed.atomLink)].map(({ attributes }) => attributes);
  const found = OLDER.map((rel) => links.find((link) => link.rel === rel && link.href !== undefined));
  return found.find((link) => link !== undefined)?.href ?? null;
}

function feedLink(feed: ParsedFeed): string | null {
  const links = elementsOf(feed.linkElements).map(({ attributes }) => attributes);
  const alternate = links.find(({ href, rel }) => href !== undefined && (rel ?? 'alternate') === 'alternate');
  return firstText(feed.linkElements) ?? alternate?.href ?? firstText(feed.link);
}
