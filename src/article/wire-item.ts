/**
 * What a wire format hands over: everything one item says, as filed and where it said it, before anybody interprets
 * it. Every format fills this one shape; `normalise` and the agencies' house styles read it. All texts are decoded
 * text without markup unless the field says otherwise.
 */
export interface WireItem {
  /** The item's own id inside the feed: guid, uri, link, or null where there is none. Scoped to the feed. */
  readonly itemId: string | null;
  /** The item's uri as written, without its version. */
  readonly uri: string | null;
  readonly version: string | null;
  readonly altIds: readonly { readonly role: string; readonly value: string }[];
  readonly links: readonly { readonly rel: string; readonly uri: string }[];
  /** ninjs item type: text, picture, video … */
  readonly type: string | null;
  /** Whose item the envelope says it is: provider, sender, source, as written, best first. */
  readonly providers: readonly string[];
  /**
   * Everything that may say what this item does or may be used for, as filed. `kind` names the place: `status`,
   * `edStat`, `signal`, `instruction`, `msgType`, `advisory`, `embargo-date`, `embargo-text`, `genre`, `itemType`,
   * `profile`, `priority`, `killWord`, `editorialType` …; `value` is the text.
   */
  readonly signals: readonly Signal[];
  readonly headline: string | null;
  readonly subheadline: string | null;
  readonly slugline: string | null;
  readonly bylines: readonly string[];
  readonly authors: readonly { readonly name: string; readonly role: string | null }[];
  readonly dateline: string | null;
  readonly located: string | null;
  readonly creditLine: string | null;
  /** The page's or channel's owner, for copy that is not from the wire. */
  readonly publisher: { readonly name: string; readonly uri: string | null } | null;
  readonly body: Markup | null;
  /** True when `body` is only a summary of the story (an RSS description). */
  readonly bodyIsSummary: boolean;
  readonly summary: Markup | null;
  /** Notes between desks; `public` false when the copy says they are not for publication. */
  readonly notes: readonly { readonly text: string; readonly public: boolean; readonly role: string | null }[];
  readonly correctionNote: string | null;
  readonly language: string | null;
  readonly urgency: string | null;
  readonly priority: string | null;
  readonly subjects: readonly WireSubject[];
  readonly genres: readonly string[];
  readonly keywords: readonly string[];
  readonly places: readonly { readonly name: string; readonly source: string }[];
  readonly people: readonly string[];
  readonly organisations: readonly string[];
  readonly media: readonly WireMedia[];
  /** "Picture", "Video" … announced but not carried. */
  readonly mediaAnnounced: readonly string[];
  readonly copyrightHolder: string | null;
  readonly copyrightNotice: string | null;
  readonly usageTerms: readonly string[];
  readonly restrictions: readonly string[];
  readonly contentWarning: string | null;
  /** Times as filed. `role`: firstCreated, versionCreated, published, updated, embargoed, expires, sent. */
  readonly dates: readonly { readonly role: DateRole; readonly value: string; readonly field: string }[];
  /** Uris that a withdrawal names beside its own. */
  readonly withdraws: readonly string[];
  /** Take number where the item says it ("=2", take 2); null otherwise. */
  readonly take: number | null;
  /** Where each field came from and what was dropped, for `feed test`; `CHANNEL` where it is that of a whole list. */
  readonly trace: readonly { readonly field: string; readonly from: string; readonly dropped?: string }[];
}

/** In `trace`: a field that the list says for all its items. */
export const CHANNEL = 'channel';

export type DateRole = 'firstCreated' | 'versionCreated' | 'published' | 'updated' | 'embargoed' | 'expires' | 'sent';

export interface Signal {
  readonly kind: string;
  readonly value: string;
}

/** `html` may hold any markup and is never trusted; `text` is plain, paragraphs parted by a blank line or a newline. */
export interface Markup {
  readonly kind: 'html' | 'text';
  readonly value: string;
}

export interface WireSubject {
  /** As filed, with its scheme: "N2:POL", "subj:11000000", "medtop:20000001", "a1312cat:i". */
  readonly code: string | null;
  readonly name: string | null;
}

export interface WireMedia {
  readonly type: string;
  readonly uri: string | null;
  readonly href: string | null;
  readonly caption: string | null;
  readonly credit: string | null;
  readonly headline: string | null;
  readonly position: string | null;
  readonly hrefExpires: string | null;
  readonly needsAuth: boolean;
  readonly renditions: readonly {
    readonly name: string | null;
    readonly href: string | null;
    readonly contentType: string | null;
    readonly width: number | null;
    readonly height: number | null;
  }[];
}

/** An item in which nothing is said: formats spread their own fields over it. */
export const EMPTY_ITEM: WireItem = {
  itemId: null,
  uri: null,
  version: null,
  altIds: [],
  links: [],
  type: null,
  providers: [],
  signals: [],
  headline: null,
  subheadline: null,
  slugline: null,
  bylines: [],
  authors: [],
  dateline: null,
  located: null,
  creditLine: null,
  publisher: null,
  body: null,
  bodyIsSummary: false,
  summary: null,
  notes: [],
  correctionNote: null,
  language: null,
  urgency: null,
  priority: null,
  subjects: [],
  genres: [],
  keywords: [],
  places: [],
  people: [],
  organisations: [],
  media: [],
  mediaAnnounced: [],
  copyrightHolder: null,
  copyrightNotice: null,
  usageTerms: [],
  restrictions: [],
  contentWarning: null,
  dates: [],
  withdraws: [],
  take: null,
  trace: [],
};
