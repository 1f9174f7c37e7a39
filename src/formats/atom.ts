import type { Format } from './contract/format.ts';
import { findFeedRoot } from './feed/feed-root.ts';
import { readFeed } from './feed/read-feed.ts';
import { rootNameOf } from './xml/detect.ts';

const ATOM = /["']https?:\/\/(?:www\.w3\.org\/2005\/Atom|purl\.org\/atom\/ns#?)["']/i;
const DECLARATION = /^[^<]{0,200}<\?xml[^>]{0,400}\?>/;

/** Atom 0.3 and 1.0: feeds, and documents that are one entry. */
const atom: Format = {
  name: 'atom',
  carries: 'wire',
  order: 'newest-first',
  detect: ({ text }) => (findFeedRoot(text)?.kind === 'feed' || isEntry(text) ? 0.9 : 0),
  read: (document) =>
    readFeed(isEntry(document.text) ? { ...document, text: asFeed(document.text) } : document, 'atom'),
};
export default atom;

function isEntry(text: string): boolean {
  return rootNameOf(text) === 'entry' && ATOM.test(text.slice(0, 4_096));
}

function asFeed(entry: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom">${entry.replace(DECLARATION, '')}</feed>`;
}
