import { type Element, isTag, type ParentNode } from 'domhandler';
import type { PageBlock } from './page-blocks.ts';
import { fold } from './page-headline.ts';

/** So much of the story stands above a heading that may open the next one. */
const SHORTEST_STORY = 200;
const MOST_LEVELS = 4;
const MOSTLY_LINKED = 0.9;

/**
 * Cuts the lines of a page where the next story begins: at the heading of a box that stands beside the story's own and
 * is made like it, with a heading and text.
 */
export function cutAtNextStory(lines: readonly PageBlock[], headline: string | null): readonly PageBlock[] {
  const folded = fold(headline ?? '');
  const first = lines.findIndex(({ text }) => folded !== '' && fold(text) === folded);
  if (first < 0) return lines;
  const home = (lines[first] as PageBlock).element;
  let above = 0;
  for (let at = first + 1; at < lines.length; at += 1) {
    const line = lines[at] as PageBlock;
    if (line.kind === 'paragraph') above += line.text.length;
    if (line.kind !== 'heading' || above < SHORTEST_STORY) continue;
    const box = boxLikeThatOf(home, line.element);
    // A heading of the story itself is lower than its headline, leads nowhere and opens no article.
    const isLower = line.element.name !== home.name && line.linked < MOSTLY_LINKED && box?.name !== 'article';
    if (box !== null && !isLower) return lines.slice(0, at);
  }
  return lines;
}

/** The box of a heading, where it stands beside the box of the story's and goes by the same name and class; or null. */
function boxLikeThatOf(home: Element, heading: Element): Element | null {
  const [theirs, ours] = [pathOf(heading), pathOf(home)];
  const meeting = theirs.findIndex((node) => ours.includes(node));
  const their = theirs[meeting - 1];
  const our = ours[ours.indexOf(theirs[meeting] as ParentNode) - 1];
  if (meeting < 1 || their === undefined || our === undefined || their === heading || our === home) return null;
  if (meeting > MOST_LEVELS || !isTag(their) || !isTag(our)) return null;
  const isAlike = their.name === our.name && their.name !== 'header' && classOf(their) === classOf(our);
  return isAlike ? their : null;
}

function pathOf(element: Element): ParentNode[] {
  const path: ParentNode[] = [];
  for (let at: ParentNode | null = element; at !== null; at = at.parent) path.push(at);
  return path;
}

const classOf = ({ attribs }: Element): string => (attribs.class ?? '').split(' ')[0] ?? '';
