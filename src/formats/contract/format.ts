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
}

/** What came out of one document. */
export interface Reading {
  readonly items: readonly WireItem[];
  /** What the document says of itself, where it is a feed. */
  readonly feed: FeedFacts | null;
  /** Items and places that could not be read, one line each: what and where. The rest was read all the same. */
  readonly problems: readonly string[];
}

export interface FeedFacts {
  readonly title: string | null;
  readonly link: string | null;
  readonly language: string | null;
  /** How long the feed asks to be left alone (RSS ttl, sy:update*), in milliseconds, or null. */
  readonly pollHintMs: number | null;
  /** The document was cut short or had to be repaired: its validators are not to be trusted. */
  readonly partial: boolean;
}

/** One wire format: a file in `src/formats` with this as its default export. */
export interface Format {
  /** The file's name without its ending. */
  readonly name: string;
  /** How sure the format is that the document is its own, from the beginning of the text: 0 (no) to 1 (certain). */
  detect(document: WireDocument): number;
  /**
   * Reads every item. Lists, indexes and envelopes without stories give no items.
   * @throws Rejected when nothing of the document can be read; the message names the place.
   */
  read(document: WireDocument): Reading | Promise<Reading>;
}
