/**
 * The parts of which desks build a notice between newsrooms that takes a story back, by language. Each is a source of a
 * pattern over whole words; `…` stands for up to eighty signs of the same sentence.
 */
export interface NoticeWords {
  /** What a story is called. */
  readonly story: string;
  /** To take it back: order, statement, participle and noun. */
  readonly drop: string;
  /** Not to use it. */
  readonly ban: string;
  /** To keep it back for a while. */
  readonly hold: string;
  /** What makes a sentence a request. */
  readonly please: string;
  /** The agency of itself. */
  readonly own: string;
  /** What any agency is called: in a report it may be a body of the state. */
  readonly agency: string;
  /** Those to whom desks write. */
  readonly desk: string;
  /** What gives a sentence to somebody else. */
  readonly told: string;
  /** What may be used in its place. */
  readonly instead: string;
  /** A part of a story: what takes out no more than that corrects it. */
  readonly portion: string;
  /** How a story speaks of itself where it takes the place of another. */
  readonly replacing: string;
  /** What lifts an earlier notice. */
  readonly lifted: string;
}
