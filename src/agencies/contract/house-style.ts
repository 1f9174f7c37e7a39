import type { NewsClass } from '../../article/article.ts';

/** One row of the closed list of marks that a desk puts before a headline. */
export interface HeadlineMark {
  /** Anchored at the start; matches the mark with its separator, nothing of the headline. */
  readonly pattern: RegExp;
  readonly change: 'new' | 'update' | 'correction' | 'refile' | 'repeat' | 'withdrawal' | 'withheld' | null;
  readonly newsClass: NewsClass | null;
  readonly genre: string | null;
}

/** What a house style reads in a line of body text. */
export interface NoteRule {
  readonly pattern: RegExp;
  readonly change: HeadlineMark['change'];
}

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
  /** Words in a slugline's qualifier, e.g. "(CORRECTED, PIX)". */
  readonly slugMarks: readonly HeadlineMark[];
  /** Bracketed notes and advisory lines above the copy. */
  readonly bodyNotes: readonly NoteRule[];
  /** Lines that are a byline in the body; the first group is the name. */
  readonly bodyBylines: readonly RegExp[];
  /** Anchored at the start of the first paragraph: groups `place`, `country`, `date`, `agencies` where present. */
  readonly datelines: readonly RegExp[];
  /** Closing paragraphs or tails that are a sign-off. */
  readonly signOffs: readonly RegExp[];
  /** Paragraphs that never belong to the story: standards lines, contact lines. `private` ones reach no field. */
  readonly furniture: readonly { readonly pattern: RegExp; readonly private: boolean }[];
  /** Agency's subject codes or priority scales: urgency as filed to routing priority. */
  readonly priorities: Readonly<Record<string, 'flash' | 'alert' | 'urgent' | 'normal' | 'low'>>;
}
