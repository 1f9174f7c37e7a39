import type { NewsClass } from '../../article/article.ts';

/** What a mark, a note or a word says has happened to a story; a repeat brings nothing new. */
export type MarkedChange = 'new' | 'update' | 'correction' | 'refile' | 'repeat' | 'withdrawal' | 'withheld';

/** One row of the closed list of marks that a desk puts before a headline, behind it, or into a slugline. */
export interface HeadlineMark {
  /** The words of the row, as the desks write them; a number is `#`. */
  readonly words: string;
  /** Matches the mark with its separator, nothing of the headline. */
  readonly pattern: RegExp;
  readonly change: MarkedChange | null;
  readonly newsClass: NewsClass | null;
  readonly genre: string | null;
}

/** Finds the dateline that opens a text; it may be built when it is first asked. */
export type DatelinePattern = Pick<RegExp, 'exec'>;

/**
 * The house style of one agency: tables that say how its desks mark their copy. A file in `src/agencies` with this as
 * its default export.
 */
export interface HouseStyle {
  /** The agency's code: "reuters", "afp". */
  readonly code: string;
  /** Its name as printed: "Reuters", "AFP". */
  readonly name: string;
  /** Names under which credits, providers and datelines call it, in any language, lower case. */
  readonly names: readonly string[];
  /** Patterns over uris, provider ids and links that are this agency's own. */
  readonly ownIds: readonly RegExp[];
  /** Marks before the headline; tried in order, again and again until none matches. */
  readonly headlineMarks: readonly HeadlineMark[];
  /** Marks behind the headline: "(PAPIER D'ANGLE)". */
  readonly headlineTails: readonly HeadlineMark[];
  /** Words in a slugline's qualifier, e.g. "(CORRECTED, PIX)". */
  readonly slugMarks: readonly HeadlineMark[];
  /**
   * Shapes of notes between desks above the copy, anchored; what matches is the note. It is one only where its verb
   * stands in the table of note words.
   */
  readonly bodyNotes: readonly RegExp[];
  /** Lines that are a byline in the body; the first group is the name. */
  readonly bodyBylines: readonly RegExp[];
  /**
   * Anchored at the start of the first paragraph: groups `place`, `country`, `date`, `agencies` where present. None
   * matches without one of the signs of `DATELINE_SIGN`.
   */
  readonly datelines: readonly DatelinePattern[];
  /** Closing paragraphs or tails that are a sign-off. */
  readonly signOffs: readonly RegExp[];
  /** Text that never belongs to the story: standards lines, contact lines. `private` ones reach no field. */
  readonly furniture: readonly { readonly pattern: RegExp; readonly private: boolean }[];
  /** The agency's scale: urgency as filed to routing priority. */
  readonly priorities: Readonly<Record<string, 'flash' | 'alert' | 'urgent' | 'normal' | 'low'>>;
  /** What an embargo element without a time means on this wire: held until someone says otherwise, or nothing. */
  readonly emptyEmbargo: 'held' | 'none';
}
