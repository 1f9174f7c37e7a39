/** Bytes that a transport brought, as they came over the wire (content encoding undone). */
export interface Capture {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The address it came from after redirects, or the file's path. */
  readonly url: string | null;
  readonly contentLocation: string | null;
  readonly filename: string | null;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** What the transport wants remembered once everything it brought is committed: validators, cursor, file name. */
export type Bookmark = Readonly<Record<string, string | number | null>>;

/** A capture with what its transport needs again once its items are committed. */
export interface FetchedCapture {
  readonly capture: Capture;
  /** Saved when this capture's receipt is empty, if its fetch is the feed's newest. */
  readonly bookmark: Bookmark;
  /** Handed to `release` when the receipt is empty (a folder moves the file); null when nothing is held. */
  readonly holds: string | null;
}

/** What a transport wants remembered, without that by which a source tells that it has nothing new. */
export function withoutValidators(bookmark: Bookmark): Bookmark {
  return Object.fromEntries(
    Object.entries(bookmark).filter(([name]) => !['etag', 'lastModified', 'bodySha256'].includes(name)),
  );
}
