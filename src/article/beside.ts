import { sha256 } from './content.ts';
import type { WireItem } from './wire-item.ts';

const MOST_NAMES = 4_000;

/** The short name by which one item of a document knows another that stands beside it. */
export function nameBeside(uri: string): string {
  return sha256(uri).slice(0, 12);
}

/** The names of one item of a document. */
export function namesOfItem({ itemId, uri, links }: WireItem): readonly string[] {
  const uris = [itemId, uri, links[0]?.uri ?? null].filter((each) => each !== null);
  return [...new Set(uris)].map(nameBeside);
}

/**
 * The names of all items of a document, or nothing where one stands alone.
 * @param others names of items that stand in it too and were not read again
 */
export function namesBeside(items: readonly WireItem[], others: readonly string[] = []): readonly string[] | undefined {
  if (items.length < 2 && others.length === 0) return undefined;
  return [...new Set([...items.flatMap(namesOfItem), ...others])].slice(0, MOST_NAMES);
}
