import { canonicalJson, sha256 } from './content.ts';
import type { WireItem } from './wire-item.ts';

/**
 * Hash of everything an item says. Outside it: where it was found in the document, and when the message that brought
 * it was sent, which is new each time a list is made.
 */
export function itemHash(item: WireItem): string {
  const dates = item.dates.filter(({ role }) => role !== 'sent');
  return sha256(canonicalJson({ ...item, dates, trace: [] })).slice(0, 24);
}
