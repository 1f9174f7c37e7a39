import { opensAsSite } from './furniture-words.ts';
import type { TextLine } from './text-line.ts';
import { sharedStems, stemsOf } from './word-stems.ts';

/** So many lines above and below a closing line are asked. */
const NEAR_CLOSING = 60;

/** True when below a line that may close the story stands a sentence that speaks of it. `start` is its first paragraph. */
export function goesOn(lines: readonly TextLine[], start: number, at: number): boolean {
  const told = stemsOf(
    lines
      .slice(Math.max(start, at - NEAR_CLOSING), at)
      .map(({ kind, text }) => (kind === 'copy' ? text : ''))
      .join(' '),
  );
  return lines.slice(at, at + NEAR_CLOSING).some((line) => {
    if (line.kind !== 'copy' || !line.sentence || opensAsSite(line.text)) return false;
    const stems = stemsOf(line.text);
    return sharedStems(stems, told) >= 2 || (stems.size <= 4 && sharedStems(stems, told) > 0);
  });
}
