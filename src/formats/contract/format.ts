import type { WireItem } from '../../article/wire-item.ts';

/** A decoded document on its way to a format. */
export interface WireDocument {
  /** Decoded text: no byte order mark; control characters are gone unless the wire format frames with them. */
  readonly text: string;
  readonly contentType: string | null;
  /** The address it was fetched from, or null. */
  readonly url: string | null;
  /** The Content-Location header, or null. */
  readonly contentLocation: string | null;
  /** The file's name without folders, or null. */
  readonly filename: string | null;
  readonly watch?: ItemWatch;
  /** Hashes of the slices of a listing that need not be read again; not there where no slices are asked for. */
  readonly known?: ReadonlySet<string>;
}

/** Who reads a document item by item asks this of each. */
export interface ItemWatch {
  /** No more items are read of a list: the newest. */
  readonly mostItems: number;
  /**
   * Said before the item at a place, from 0, is worked on, as often as that happens.
   * @returns false where the item is to be passed over: it was too much before
   */
  begins(at: number, source: () => string): boolean;
}

/** Where nobody watches. */
export const UNWATCHED: ItemWatch = { mostItems: Number.POSITIVE_INFINITY, begins: () => true };

/** What came out of one document. */
export interface Reading {
  readonly items: readonly WireItem[];
  /** What the document says of itself, where it is a feed. */
  readonly feed: FeedFacts | null;
  /** Items and places that could not be read, one line each: what and where. The rest was read all the same. */
  readonly problems: readonly string[];
  /** The listing by its slices, where slices were asked for and its items tile it. */
  readonly slices?: ListingSlices;
}

/** A listing cut at its items: each slice is one item as it came, known by a hash of it and of what its meaning hangs on. */
export interface ListingSlices {
  /** Of the items that were read, in their order. */
  readonly read: readonly ItemSlice[];
  /** Hashes of the slices that were known and not read. */
  readonly known: readonly string[];
  /** The document without those; null where none was known. */
  readonly rest: string | null;
}

/** One slice that was read. */
export interface ItemSlice {
  readonly hash: string;
  /** Short names of the id and link that the item came with: an item that shares one with another must be read beside it. */
  readonly calledBy: readonly string[];
}

export interface FeedFacts {
  readonly title: string | null;
  readonly link: string | null;
  readonly language: string | null;
  /** How long the feed asks to be left alone (RSS ttl, sy:update*), in milliseconds, or null. */
  readonly pollHintMs: number | null;
  /** The document was cut short or had to be repaired: its validators are not to be trusted. */
  readonly partial: boolean;
  /** Where what was listed before stands: `prev-archive` or `next` (RFC 5005), `next_url` (JSON Feed); null where unsaid. */
  readonly older: string | null;
}

/** One wire format: a file in `src/formats` with this as its default export. */
export interface Format {
  /** The file's name without its ending. */
  readonly name: string;
  /** Whose copy it brings: an agency's wire, or a page that somebody published. */
  readonly carries: 'wire' | 'page';
  /** How its documents list their items, but for one whose items' own times clearly say otherwise. */
  readonly order: 'newest-first' | 'as-filed';
  /** How sure the format is that the document is its own, from the beginning of the text: 0 (no) to 1 (certain). */
  detect(document: WireDocument): number;
  /**
   * Reads every item. Lists, indexes and envelopes without stories give no items.
   * @throws Rejected when nothing of the document can be read; the message names the place.
   */
  read(document: WireDocument): Reading | Promise<Reading>;
}
