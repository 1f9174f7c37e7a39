import type { Element, ParentNode } from 'domhandler';
import { asksForSupport } from './asks-for-support.ts';
import { speaksOfItself } from './furniture-words.ts';
import type { HomesOfText } from './homes-of-text.ts';
import type { LineKind } from './line-kinds.ts';
import type { PageBlock } from './page-blocks.ts';
import { fold } from './page-headline.ts';

/** A box of the site holds no more than this. */
const LONGEST_BOX = 900;
/** A box that speaks of the site in more than this share of its words is of the site. */
const OWN_SHARE = 0.25;
const MOST_WORDS = 6;
const SHORTEST_NAME = 4;

interface Line extends PageBlock {
  readonly is: LineKind;
}

/**
 * The lines in boxes that stand amid a story and are not of it: a box that opens with a word of the site, a heading over
 * other stories or the site's own name, or in which the site speaks of its letters or asks for money.
 */
export function linesInSiteBoxes<L extends Line>(
  lines: readonly L[],
  homes: HomesOfText,
  site: readonly string[],
): ReadonlySet<L> {
  const names = site.map(fold).filter((name) => name.length >= SHORTEST_NAME);
  const found = new Set<L>();
  let begun = false;
  for (let at = 0; at < lines.length; ) {
    begun ||= homes.holds((lines[at] as L).element);
    const box = homes.boxAround((lines[at] as L).element);
    let to = at + 1;
    if (box !== null) while (to < lines.length && isInside((lines[to] as L).element, box)) to += 1;
    const inside = lines.slice(at, to);
    if (box !== null && begun && isOfSite(inside, names)) for (const line of inside) found.add(line);
    at = to;
  }
  return found;
}

function isOfSite(inside: readonly Line[], names: readonly string[]): boolean {
  const [first] = inside as readonly [Line, ...Line[]];
  if (inside.some(({ kind }) => kind === 'row')) return false;
  if (lengthOf(inside) > LONGEST_BOX) return false;
  if (first.is === 'related' || (inside.length > 1 && first.is === 'furniture')) return true;
  const own = inside.filter(({ text }) => speaksOfItself(text) || asksForSupport(text));
  return namesSite(first.text, names) || lengthOf(own) > lengthOf(inside) * OWN_SHARE;
}

const lengthOf = (lines: readonly Line[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);

/** True for a short title that begins with the site's name and goes on: "The Courier Games". */
function namesSite(text: string, names: readonly string[]): boolean {
  const folded = fold(text);
  return (
    folded.split(' ').length <= MOST_WORDS && names.some((name) => folded === name || folded.startsWith(`${name} `))
  );
}

function isInside(element: Element, box: Element): boolean {
  for (let at: ParentNode | null = element; at !== null; at = at.parent) if (at === box) return true;
  return false;
}
