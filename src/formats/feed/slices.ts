import { hash as hashOnce } from 'node:crypto';
import type { ItemPlace, Outline } from './outline.ts';

/** What is another at every look and says nothing of the items; an RDF feed lists its items once more. */
const PASSING =
  /<((?:[\w.-]{1,40}:)?(?:lastBuildDate|pubDate|updated|modified|date))(?:\s[^<>]{0,500})?>[^<]{0,200}<\/\1\s{0,20}>/gi;
const LISTED_AGAIN = /<(?:[\w.-]{1,40}:)?items[\s>][\s\S]*?<\/(?:[\w.-]{1,40}:)?items\s{0,20}>/gi;

const HASH_SIGNS = 24;
/** Of what an item's meaning depends on; it stands before the hash of its text, so that neither is copied. */
const AROUND_SIGNS = 16;

/** Knows the items of a listing by their text as it came. */
export interface Slicer {
  /** A hash of an item's text and of all that its meaning depends on. */
  hashOf(place: ItemPlace): string;
}

/**
 * A slicer for a listing, or null where its items do not tile it: it was cut short, or items were left out.
 * @param base the address that what stands in the document is relative to
 */
export function slicerFor(text: string, outline: Outline, base: string | null): Slicer | null {
  if (outline.isCut || outline.problems.length > 0) return null;
  const frame = outline.frame
    .replace(LISTED_AGAIN, '')
    .replace(PASSING, '')
    .replace(/\s+/g, ' ')
    .replaceAll('> <', '><');
  const around = JSON.stringify([outline.own, outline.root, outline.attributes, base, frame]);
  const begun = new Map<ItemPlace['scope'], string>();
  const begin = (scope: ItemPlace['scope']): string => {
    const known = begun.get(scope);
    if (known !== undefined) return known;
    const hash = hashOnce('sha256', around + JSON.stringify([...scope]), 'base64url').slice(0, AROUND_SIGNS);
    begun.set(scope, hash);
    return hash;
  };
  return {
    hashOf: ({ from, to, scope }) =>
      begin(scope) + hashOnce('sha256', text.slice(from, to), 'base64url').slice(0, HASH_SIGNS),
  };
}

/** A document without some of its items. */
export function withoutPlaces(text: string, places: readonly ItemPlace[]): string {
  const kept: string[] = [];
  let at = 0;
  for (const { from, behind } of places) {
    kept.push(text.slice(at, from));
    at = behind;
  }
  return [...kept, text.slice(at)].join('');
}
