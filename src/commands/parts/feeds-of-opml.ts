import { parseXml, type XmlElement } from '../../formats/xml/parse-xml.ts';

/** A feed as a list of another program names it. */
export interface ListedFeed {
  readonly id: string;
  readonly url: string;
}

export interface FeedList {
  readonly feeds: readonly ListedFeed[];
  /** Titles of what names no address that can be fetched. */
  readonly passedOver: readonly string[];
}

const LONGEST_ID = 63;

/**
 * The feeds of an OPML document (opml.org/spec2.opml), in folders or not, each address once.
 * @throws Rejected when it is no XML
 * @throws Error when it is no OPML
 */
export function feedsOfOpml(text: string): FeedList {
  const root = parseXml(text);
  if (root.name.toLowerCase() !== 'opml') throw new Error(`its first element is <${root.name}>, not <opml>`);
  const feeds = new Map<string, ListedFeed>();
  const passedOver: string[] = [];
  const taken = new Set<string>();
  for (const outline of outlinesIn(root)) {
    const given = new Map(Object.entries(outline.attributes).map(([name, value]) => [name.toLowerCase(), value]));
    const address = given.get('xmlurl');
    if (address === undefined) continue;
    const title = given.get('title') || given.get('text') || address;
    const url = URL.parse(address.trim());
    if (url === null || !/^https?:$/.test(url.protocol)) passedOver.push(title);
    else if (!feeds.has(url.href)) feeds.set(url.href, { id: freeId(title, url, taken), url: asSetting(url) });
  }
  return { feeds: [...feeds.values()], passedOver };
}

/** Settings fill `${NAME}` from the environment: what somebody else's list says must not ask for that. */
const asSetting = ({ href }: URL): string => href.replaceAll('{', '%7B').replaceAll('}', '%7D');

function outlinesIn({ children }: XmlElement): XmlElement[] {
  return children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return [...(child.name.toLowerCase() === 'outline' ? [child] : []), ...outlinesIn(child)];
  });
}

/** An id made of the title, or of the host where the title has no Latin letters; a number tells those of one name apart. */
function freeId(title: string, { hostname }: URL, taken: Set<string>): string {
  const stem = idOf(title) || idOf(hostname) || 'feed';
  let id = stem;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
  taken.add(id);
  return id;
}

function idOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, LONGEST_ID - 4)
    .replace(/-$/, '');
}
