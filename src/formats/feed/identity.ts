import { sha256 } from '../../article/content.ts';
import { cutText } from '../../article/cut-text.ts';
import type { WireItem } from '../../article/wire-item.ts';

/** So many different headlines under one id are no versions of one story, whatever they link to. */
const TOO_MANY_VERSIONS = 3;

/** The id and the link by which an item of a feed may share a name with another. */
export function namesShared(item: WireItem, feedLink: string | null): string[] {
  const cleared = withoutPlaceholders(item);
  const link = linkOf(cleared);
  const names = [cleared.itemId, link].filter((name) => name !== null && name !== feedLink && !isRoot(name));
  return [...new Set(names as string[])];
}

/**
 * Gives every item of a feed an identity of its own: its guid, else its link, else what it says. A guid that several
 * stories share names none of them, nor does a link that several share or that leads to the feed's own page: such a
 * link stays among the item's links, but is no id. One story listed twice, or in two versions, keeps its guid.
 * @param listed how many items the document lists, where not all of them are given
 * @returns the items in their order, and a line for each id that was passed over
 */
export function identifyItems(
  items: readonly WireItem[],
  feedLink: string | null,
  listed: number = items.length,
): { items: WireItem[]; problems: string[] } {
  const cleared = items.map(withoutPlaceholders);
  const links = bearersOf(cleared, linkOf);
  const ids = bearersOf(cleared, ({ itemId }) => itemId);
  const isOwn = (link: string | null): link is string =>
    link !== null && link !== feedLink && !isRoot(link) && (links.get(link)?.headlines.size ?? 0) < 2;
  const passedOver = new Set<string>();
  const identified = cleared.map((item) => {
    const link = linkOf(item);
    const altIds = item.altIds.filter(({ role, value }) => role !== 'canonical' || isOwn(value));
    if (item.itemId === null) return { ...item, altIds };
    const named = item.itemId === link ? isOwn(link) || listed === 1 : !isShared(ids.get(item.itemId));
    // An item that says nothing has no other name than what it is called.
    const isSilent = item.headline === null && item.body === null;
    if (named && !isPlaceholder(item.itemId) && (isSilent || !isRoot(item.itemId))) return { ...item, altIds };
    passedOver.add(item.itemId);
    const itemId = isOwn(link) ? link : contentId(item);
    return { ...item, itemId, uri: itemId, altIds: altIds.filter(({ value }) => value !== itemId) };
  });
  const problems = [...passedOver].map((id) => `the id ${cutText(id, 200)} stands for several stories and names none`);
  return { items: identified, problems };
}

/** What is written where there is no id or link, and the address of a whole site. */
const PLACEHOLDER =
  /^(?:n\/?a|n\.a\.?|none|null|nil|undefined|unknown|nan|tbd|\(?empty\)?|id|guid|link|url|(?:0|[^\p{L}\p{N}\p{So}])*)$/iu;
const LONGEST_PLACEHOLDER = 200;
const SITE_ROOT = /^https?:\/\/[^/?#]+\/?(?:index\.html?)?$/i;

/** A placeholder that was taken for an address beside the feed's own. */
const PLACEHOLDER_ADDRESS = /^https?:\/\/.*\/(?:n\/a|null|none|undefined|nil|-)$/i;

const isPlaceholder = (name: string): boolean =>
  name.length < LONGEST_PLACEHOLDER && (PLACEHOLDER.test(name) || PLACEHOLDER_ADDRESS.test(name));
const isRoot = (link: string): boolean => link.length < LONGEST_PLACEHOLDER && SITE_ROOT.test(link);

/** An item without the ids and links that name nothing. */
function withoutPlaceholders(item: WireItem): WireItem {
  const links = item.links.filter(({ uri }) => !isPlaceholder(uri));
  const altIds = item.altIds.filter(({ value }) => !isPlaceholder(value));
  return { ...item, links, altIds };
}

interface Bearers {
  readonly headlines: Set<string>;
  readonly links: Set<string>;
  /** Whose words the others are compared with. */
  readonly first: WireItem;
  unlike: boolean;
}

function bearersOf(items: readonly WireItem[], idOf: (item: WireItem) => string | null): Map<string, Bearers> {
  const found = new Map<string, Bearers>();
  for (const item of items) {
    const id = idOf(item);
    if (id === null) continue;
    const known = found.get(id);
    const bearers = known ?? { headlines: new Set(), links: new Set(), first: item, unlike: false };
    if (known !== undefined) known.unlike ||= sharedShare(wordsOf(known.first), wordsOf(item)) < VERSIONS_SHARE;
    bearers.headlines.add(item.headline ?? item.body?.value ?? '');
    bearers.links.add(linkOf(item) ?? '');
    found.set(id, bearers);
  }
  return found;
}

function isShared(bearers: Bearers | undefined): boolean {
  if (bearers === undefined || bearers.headlines.size < 2) return false;
  return (
    bearers.unlike || bearers.links.size > 1 || bearers.links.has('') || bearers.headlines.size >= TOO_MANY_VERSIONS
  );
}

const MOST_WORDS = 400;
/** Two versions of a story have so much of the shorter one's words in common. */
const VERSIONS_SHARE = 0.4;
const FEWEST_WORDS = 6;

function wordsOf({ headline, body, summary }: WireItem): Set<string> {
  const text = `${headline ?? ''} ${(body ?? summary)?.value ?? ''}`.slice(0, 4_000).toLowerCase();
  return new Set((text.match(/[\p{L}\p{N}]{3,}/gu) ?? []).slice(0, MOST_WORDS));
}

function sharedShare(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const fewest = Math.min(one.size, other.size);
  return fewest < FEWEST_WORDS ? 1 : [...one].filter((word) => other.has(word)).length / fewest;
}

const linkOf = ({ links }: WireItem): string | null => links[0]?.uri ?? null;

function contentId({ headline, body }: WireItem): string {
  return `content:${sha256(headline ?? body?.value ?? '').slice(0, 32)}`;
}
