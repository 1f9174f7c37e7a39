import { sha256 } from './content.ts';
import type { WireItem } from './wire-item.ts';

/** Identity in the feed: the item's id, else its link, else what it says; a version is an arrival of its own. */
export function idInFeed(item: WireItem): string {
  const id = nameInFeed(item);
  return item.version === null ? id : `${id}@${item.version}`;
}

function nameInFeed(item: WireItem): string {
  return item.itemId ?? item.uri ?? item.links[0]?.uri ?? sha256(`${item.headline}\n${item.body?.value ?? ''}`);
}
