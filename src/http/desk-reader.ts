/** One destination, with the articles of its last attempts by their ids. */
export interface DestinationFound {
  readonly attempts: readonly { readonly articleId: string }[];
}

/** What a desk sees of the service. */
export interface DeskReader {
  explain(word: string): Promise<readonly unknown[]>;
  spike(limit: number): Promise<readonly unknown[]>;
  feeds(): Promise<readonly unknown[]>;
  /** Null where there is no such feed. */
  feed(id: string): Promise<unknown | null>;
  destinations(): Promise<readonly unknown[]>;
  /** Null where there is no such destination. What it answered may quote copy that is held: `bodies` shows it. */
  destination(id: string, shown: { bodies: boolean }): Promise<DestinationFound | null>;
  letters(limit: number): Promise<{ count: number; letters: readonly unknown[] }>;
  /** With `raw` its bytes too, in base64. */
  letter(id: string, shown: { readonly raw: boolean }): Promise<unknown | null>;
  /** The document that a revision was read from; null where there is no such revision. Without an id the current one. */
  source(article: string, revisionId: string | null, shown: { readonly raw: boolean }): Promise<unknown | null>;
  system(): Promise<unknown>;
}
