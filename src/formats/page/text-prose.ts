import type { TextLine } from './text-line.ts';

/** A line of running text has at least so many letters. */
const SHORTEST_PROSE = 60;
const SHORTEST_SENTENCE = 25;

/** True for a line of running text. */
export function isRunning({ kind, sentence, length }: TextLine): boolean {
  return kind === 'copy' && ((sentence && length >= SHORTEST_PROSE) || length >= 160);
}

/** True for a line that is a sentence, or as long as one. */
export const isSentence = ({ kind, sentence, length }: TextLine): boolean =>
  kind === 'copy' && ((sentence && length >= SHORTEST_SENTENCE) || length >= 160);
