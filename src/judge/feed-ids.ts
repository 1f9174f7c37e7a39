/** What may be wrong with the ids of a feed, by the name of the rule. */
export type IdFault = 'one-id-several-stories' | 'one-story-many-ids';

/** What a feed's ids are worth, as far as is known. */
export interface IdTrust {
  /** Seen often enough for all ids of the feed to be distrusted. */
  readonly faults: ReadonlySet<IdFault>;
  /** Parameters of its addresses that change while the story stays the same. */
  readonly changing: ReadonlySet<string>;
}
