import { sha256 } from '../../article/content.ts';
import type { WireItem } from '../../article/wire-item.ts';

/** So many different headlines under one id are no versions of one story, whatever they link to. */
const TOO_MANY_VERSIONS = 3;

/**
 * Gives every item of a feed an identity of its own: its guid, else its link, else what it says. A guid that several
 * stories share names none of them, nor does a link that several share or that leads to the feed's own page: such a
 * link stays among the item's links, but is no id. One story listed twice, or in two versions, keeps its guid.
 * @returns the items in their order, and a line for each id that was passed over
 */
export function identifyItems(
  items: readonly WireItem[],
  feedLink: string | null,
): { items: WireItem[]; problems: string[] } {
  const links = bearersOf(items, linkOf);
  const ids = bearersOf(items, ({ itemId }) => itemId);
  const isOwn = (link: string | null): link is string =>
    link !== null && link !== feedLink && (links.get(link)?.headlines.size ?? 0) < 2;
  const passedOver = new Set<string>();
  const identified = items.map((item) => {
    const link = linkOf(item);
    const altIds = item.altIds.filter(({ role, value }) => role !== 'canonical' || isOwn(value));
    if (item.itemId === null) return { ...item, altIds };
    const namesIt = item.itemId === link ? isOwn(link) || items.length === 1 : !isShared(ids.get(item.itemId));
    if (namesIt) return { ...item, altIds };
    passedOver.add(item.itemId);
    const itemId = isOwn(link) ? link : contentId(item);
    return { ...item, itemId, uri: itemId, altIds: altIds.filter(({ value }) => value !== itemId) };
  });
  const problems = [...passedOver].map((id) => `the id ${id.slice(0, 200)} stands for several stories and names none`);
  return { items: identified, problems };
}

interface Bearers {
  readonly headlines: Set<string>;
  readonly links: Set<string>;
}

function bearersOf(items: readonly WireItem[], idOf: (item: WireItem) => string | null): Map<string, Bearers> {
  const found = new Map<string, Bearers>();
  for (const item of items) {
    const id = idOf(item);
    if (id === null) continue;
    const bearers = found.get(id) ?? { headlines: new Set(), links: new Set() };
    bearers.headlines.add(item.headline ?? item.body?.value ?? '');
    bearers.links.add(linkOf(item) ?? '');
    found.set(id, bearers);
  }
  return found;
}

function isShared(bearers: Bearers | undefined): boolean {
  if (bearers === undefined || bearers.headlines.size < 2) return false;
  return bearers.links.size > 1 || bearers.links.has('') || bearers.headlines.size >= TOO_MANY_VERSIONS;
}

const linkOf = ({ links }: WireItem): string | null => links[0]?.uri ?? null;

function contentId({ headline, body }: WireItem): string {
  return `content:${sha256(headline ?? body?.value ?? '').slice(0, 32)}`;
}
