/** One version of one item as the simulated wire sent it, and what must become of it. */
export interface SentItem {
  readonly number: number;
  readonly feed: string;
  readonly scenario: string;
  readonly uri: string;
  readonly version: number;
  readonly versionCreated: string;
  readonly headline: string;
  readonly paragraphs: readonly string[];
  readonly marker: string;
  readonly status: 'usable' | 'canceled' | 'withheld';
  readonly embargoedUntil: string | null;
  /** `revision`: becomes the article's next revision; `none`: nothing new goes out for it. */
  readonly expect: 'revision' | 'none';
}
