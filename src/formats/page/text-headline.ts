import { likeliestHeadline, SHORTEST_HEADLINE } from './headline-candidates.ts';
import type { TextLine } from './text-line.ts';

/**
 * The place of the headline: the first line above the running text that shares its words with it, as good as any;
 * -1 for a page without one.
 */
export function findHeadline(lines: readonly TextLine[]): number {
  const at = likeliestHeadline(lines);
  const title = lines[at]?.text ?? '';
  // "Rail dispute: Drivers end strike" in a breadcrumb, over "Rail dispute" and "Drivers end strike".
  const below = lines.findIndex(
    ({ text, length }, place) =>
      place > at &&
      place <= at + NEAR_TITLE &&
      length >= SHORTEST_HEADLINE &&
      KICKED.test(title.slice(0, -text.length)) &&
      title.endsWith(text),
  );
  return at >= 0 && below >= 0 ? below : (wholeBelow(lines, at) ?? lastOfSame(lines, at));
}

/** The headline under a breadcrumb that has its beginning alone: it goes on behind a mark. Null where none is. */
function wholeBelow(lines: readonly TextLine[], at: number): number | null {
  const { text } = lines[at] ?? { text: '' };
  const whole = lines[at + 1];
  const above = lines[at - 1];
  const isInBreadcrumb = above !== undefined && above.gap === 1 && isOfSite(above.kind) && above.length < SHORT;
  const goesOn =
    whole !== undefined &&
    whole.kind === 'copy' &&
    !whole.sentence &&
    whole.text.startsWith(text) &&
    /^[,:;.–—\s]/u.test(whole.text.slice(text.length));
  return at > 0 && isInBreadcrumb && goesOn ? at + 1 : null;
}

/** A title in the breadcrumb, with nothing but sections and buttons between it and the headline. */
function lastOfSame(lines: readonly TextLine[], at: number): number {
  if (at < 0) return at;
  const { text } = lines[at] as TextLine;
  const again = lines.findIndex((line, place) => place > at && place <= at + NEAR_HEADLINE && line.text === text);
  const between = lines.slice(at + 1, Math.max(again, at + 1));
  return again > at && between.every(({ kind, sentence, length }) => isOfSite(kind) && !sentence && length < SHORT)
    ? again
    : at;
}

/** So many lines below a title in the breadcrumb the headline may stand. */
const NEAR_HEADLINE = 12;
/** Sections and buttons are shorter. */
const SHORT = 30;
const isOfSite = (kind: TextLine['kind']): boolean => kind === 'copy' || kind === 'site' || kind === 'related';

/** So many lines below a title that names kicker and headline they stand apart. */
const NEAR_TITLE = 4;
const KICKED = /[:：|–—»›>/-]\s?$/u;
