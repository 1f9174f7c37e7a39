import type { MarkedChange } from '../agencies/contract/house-style.ts';
import type { Change, NewsClass } from '../article/article.ts';

/** One place of the copy or its envelope that says what a story is or does. */
export interface SaidSignal {
  /** status, edStat, signal, instruction, headline, slug, advisory, body … */
  readonly source: string;
  readonly change: MarkedChange | null;
  readonly newsClass: NewsClass | null;
  /** Its words. */
  readonly text: string | null;
}

/** Weakest to strongest: of several signals the strongest wins. */
const STRENGTH: readonly (MarkedChange | null)[] = [
  null,
  'new',
  'repeat',
  'update',
  'refile',
  'correction',
  'withheld',
  'withdrawal',
];

/** Of several classes the one that most keeps a message from being taken for a story. */
const CLASSES: readonly NewsClass[] = ['test', 'service', 'schedule', 'advisory', 'correction-notice', 'alert'];

/** What all signals together say. */
export interface Decided {
  readonly mark: MarkedChange | null;
  readonly source: string | null;
  readonly newsClass: NewsClass | null;
}

/** The strongest change among the signals, and the first place that says it. */
export function decide(said: readonly SaidSignal[]): Decided {
  let strongest: SaidSignal | null = null;
  for (const signal of said) {
    if (STRENGTH.indexOf(signal.change) > STRENGTH.indexOf(strongest?.change ?? null)) strongest = signal;
  }
  return {
    mark: strongest?.change ?? null,
    source: strongest?.source ?? null,
    newsClass: CLASSES.find((each) => said.some(({ newsClass }) => newsClass === each)) ?? null,
  };
}

/** A repeat brings nothing new by itself. */
export function changeOf(mark: MarkedChange | null): Change {
  return mark === null || mark === 'repeat' ? 'new' : mark;
}
