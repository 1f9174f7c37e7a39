import { canonicalJson, sha256 } from './content.ts';
import { stableAddress, withStableAddresses } from './stable-address.ts';
import type { DateRole, Markup, WireItem } from './wire-item.ts';

/** Times that say when an item may be used; the others are new each time a list is made or a page is touched. */
const COUNTED: ReadonlySet<DateRole> = new Set(['embargoed', 'expires']);

/**
 * Hash of everything an item says. It leaves out where the item was found in the document, when it and the message that
 * brought it were dated, and what changes by itself in its addresses.
 */
export function itemHash(item: WireItem): string {
  const dates = item.dates.filter(({ role }) => COUNTED.has(role));
  const links = item.links.map(({ rel, uri }) => ({ rel, uri: stableAddress(uri) }));
  const altIds = item.altIds.map(({ role, value }) => ({ role, value: stableAddress(value) }));
  const media = item.media.map(({ hrefExpires: _, ...each }) => ({
    ...each,
    uri: stableOrNull(each.uri),
    href: stableOrNull(each.href),
    renditions: each.renditions.map((rendition) => ({ ...rendition, href: stableOrNull(rendition.href) })),
  }));
  const texts = { body: stableMarkup(item.body), summary: stableMarkup(item.summary) };
  return sha256(canonicalJson({ ...item, ...texts, dates, links, altIds, media, trace: [] })).slice(0, 24);
}

const stableOrNull = (address: string | null): string | null => (address === null ? null : stableAddress(address));

function stableMarkup(markup: Markup | null): Markup | null {
  return markup === null || markup.kind !== 'html' ? markup : { ...markup, value: withStableAddresses(markup.value) };
}
