import { type Element, isTag, type ParentNode } from 'domhandler';

/** An element that holds this share of the story's running text is a home of it. */
const HOME_SHARE = 0.25;

/** Elements in which running text is set; where a story uses one of them, another beside it holds something else. */
const SET_AS_TEXT = /^(?:p|div|span|section)$/;

/** Where the running text of a story stands on its page. */
export interface HomesOfText {
  /** True for a line that stands where the story's paragraphs stand, or in an element made like that one. */
  holds(element: Element): boolean;
  /** The largest element around a line that holds none of the story's own paragraphs; null where that is the line. */
  boxAround(element: Element): Element | null;
}

/** The homes of a story, given its paragraphs: the elements they stand in, told by themselves or by tag and class. */
export function homesOfText(paragraphs: readonly { readonly element: Element; readonly text: string }[]): HomesOfText {
  const all = paragraphs.reduce((sum, { text }) => sum + text.length, 0);
  const byElement = new Map<ParentNode, number>();
  const byMake = new Map<string, number>();
  for (const { element, text } of paragraphs) {
    const { parent } = element;
    if (parent === null) continue;
    add(byElement, parent, text.length);
    const make = makeOf(parent);
    if (make !== null) add(byMake, make, text.length);
  }
  const names = new Map<string, number>();
  for (const { element, text } of paragraphs) add(names, element.name, text.length);
  const isHome = (node: ParentNode | null): boolean => {
    if (node === null) return false;
    const make = makeOf(node);
    return Math.max(byElement.get(node) ?? 0, (make !== null && byMake.get(make)) || 0) >= all * HOME_SHARE;
  };
  const around = new Set<ParentNode>();
  for (const home of byElement.keys())
    if (isHome(home))
      for (let at: ParentNode | null = home; at !== null && !around.has(at); at = at.parent) around.add(at);
  return {
    holds: ({ name, parent }) =>
      isHome(parent) && (!SET_AS_TEXT.test(name) || (names.get(name) ?? 0) >= all * HOME_SHARE),
    boxAround(element) {
      let box: Element = element;
      while (box.parent !== null && isTag(box.parent) && !around.has(box.parent)) box = box.parent;
      return box === element || box.parent === null || !around.has(box.parent) ? null : box;
    },
  };
}

/** The tag and class of an element that has a class; elements without one are told by themselves alone. */
function makeOf(node: ParentNode): string | null {
  const named = isTag(node) ? node.attribs.class?.trim() : '';
  return named ? `${(node as Element).name} ${named}` : null;
}

function add<Key>(sums: Map<Key, number>, key: Key, length: number): void {
  sums.set(key, (sums.get(key) ?? 0) + length);
}
