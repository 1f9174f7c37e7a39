import { canonicalJson, sha256 } from './content.ts';
import { stableAddress, withStableAddresses } from './stable-address.ts';
import { CHANNEL, type DateRole, EMPTY_ITEM, type Markup, type WireItem } from './wire-item.ts';

/** Times that say when an item may be used; the others are new each time a list is made or a page is touched. */
const COUNTED: ReadonlySet<DateRole> = new Set(['embargoed', 'expires']);

/**
 * Hash of everything an item says. It leaves out where the item was found in the document, when it and the message that
 * brought it were dated, what changes by itself in its addresses, and what the list says for all its items.
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
  const own = { ...item, ...texts, dates, links, altIds, media, ...withoutChannel(item) };
  return sha256(canonicalJson(own)).slice(0, 24);
}

/** A list that says something else of itself, as its title with the hour in it or a new year's copyright, says nothing of its items. */
function withoutChannel({ trace }: WireItem): Partial<WireItem> {
  const ofChannel = trace.filter(({ from }) => from === CHANNEL).map(({ field }) => field as keyof WireItem);
  return { ...Object.fromEntries(ofChannel.map((field) => [field, EMPTY_ITEM[field]])), publisher: null, trace: [] };
}

const stableOrNull = (address: string | null): string | null => (address === null ? null : stableAddress(address));

function stableMarkup(markup: Markup | null): Markup | null {
  return markup === null || markup.kind !== 'html' ? markup : { ...markup, value: withStableAddresses(markup.value) };
}
