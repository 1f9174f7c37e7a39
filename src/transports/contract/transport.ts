import type { FeedSettings } from '../../settings/schema.ts';

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

/** What one fetch of a feed gave. */
export type FetchResult =
  | { readonly outcome: 'unchanged'; readonly hints: PollHints; readonly bookmark?: Bookmark }
  | { readonly outcome: 'ok'; readonly captures: readonly FetchedCapture[]; readonly hints: PollHints };

export interface FetchedCapture {
  readonly capture: Capture;
  /** Saved when this capture's receipt is empty, if its fetch is the feed's newest. */
  readonly bookmark: Bookmark;
  /** Handed to `release` when the receipt is empty (a folder moves the file); null when nothing is held. */
  readonly holds: string | null;
}

/** What the answer says about when to come again. */
export interface PollHints {
  /** Milliseconds that the source asks to be left alone, or null. */
  readonly waitMs: number | null;
}

export interface FetchContext {
  readonly feed: FeedSettings;
  /** What was saved at the last complete fetch; empty on the first. */
  readonly bookmark: Bookmark;
  /** The last fetch's number on this feed, counting up. */
  readonly sequence: number;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly userAgent: string;
}

/** One way in: a file in `src/transports` with this as its default export. */
export interface Transport {
  readonly name: string;
  /**
   * One fetch of the feed.
   * @throws FeedDown with the class of the answer when there is no usable document; Snoozed on 429 and 503 with a time.
   */
  fetch(context: FetchContext): Promise<FetchResult>;
  /** Lets go of what a capture held, once its receipt is empty. Applied twice, it does nothing the second time. */
  release?(
    feed: FeedSettings,
    holds: string,
    result: { readonly failed: boolean; readonly reason: string | null },
  ): Promise<void>;
}
