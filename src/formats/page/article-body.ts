import { Readability } from '@mozilla/readability';
import { type Document, type Element, isTag } from 'domhandler';
import { parseHTML } from 'linkedom';
import { htmlOf } from './page-text.ts';
import { proseOf } from './prune.ts';

/** An element holds the story when it holds this share of the page's prose. */
const CONTAINER_SHARE = 0.92;
const SHORTEST_STORY = 200;

/** The text of what Readability takes for the story of a pruned page, without its white space; empty if it finds none. */
export function readableText(root: Document): string {
  const { document } = parseHTML(`<!doctype html><html><body>${htmlOf(containerOf(root))}</body></html>`);
  const found = new Readability(document, {
    charThreshold: SHORTEST_STORY,
    disableJSONLD: true,
    keepClasses: true,
    serializer: (node) => node.textContent,
  }).parse();
  return withoutSpace((found?.content as string | null | undefined) ?? '');
}

/** A text without its white space, for comparing what was set in different ways. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

function containerOf(root: Document): Document | Element {
  const prose = proseOf(root);
  for (let at: Document | Element = root; ; ) {
    const enough: number = Math.max((prose.get(at) ?? 0) * CONTAINER_SHARE, SHORTEST_STORY);
    const next: Element | undefined = at.children.filter(isTag).find((child) => (prose.get(child) ?? 0) >= enough);
    if (next === undefined || LINES.has(next.name)) return at;
    at = next;
  }
}

const LINES = new Set('p table tbody tr ul ol pre blockquote'.split(' '));
