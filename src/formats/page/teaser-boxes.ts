import { type Element, isTag } from 'domhandler';
import { fold } from './page-headline.ts';
import { findAll, textOf } from './page-text.ts';

const BOXES = new Set('div li section article'.split(' '));
const SHORTEST_TITLE = 15;
/** So much of a title must be its link: the name of a section may stand beside it. */
const TITLE_SHARE = 0.6;
const LONGEST_TEASER = 500;
/** A card has a title and at most this much of the other story's text. */
const LONGEST_EXCERPT = 320;

/**
 * True for a box that leads to another story: one heading, all of it a link, and at most an excerpt beside it.
 * The page's own headline often links to itself and is no such title.
 */
export function isTeaser(element: Element, headline: string | null): boolean {
  if (!BOXES.has(element.name)) return false;
  const text = textOf(element);
  if (text.length < SHORTEST_TITLE || text.length > LONGEST_TEASER) return false;
  const headings = findAll(element, ({ name }) => /^h[1-6]$/.test(name));
  const [title] = headings;
  if (title === undefined || headings.length > 1 || title.name === 'h1') return false;
  const words = textOf(title);
  if (words.length < SHORTEST_TITLE || text.length - words.length > LONGEST_EXCERPT) return false;
  return fold(words) !== fold(headline ?? '') && isLinked(title, element, words);
}

/** True when a heading stands in a link or holds nothing but one; a link to a place on the same page leads nowhere. */
function isLinked(title: Element, box: Element, words: string): boolean {
  for (let at: Element['parent'] = title.parent; at !== null && at !== box.parent; at = at.parent)
    if (isTag(at) && at.name === 'a') return leadsAway(at);
  return findAll(title, ({ name }) => name === 'a').some(
    (link) => leadsAway(link) && textOf(link).length >= words.length * TITLE_SHARE,
  );
}

const leadsAway = ({ attribs }: Element): boolean => attribs.href !== undefined && !attribs.href.startsWith('#');
