import type { Format } from './contract/format.ts';
import { findFeedRoot } from './feed/feed-root.ts';
import { readFeed } from './feed/read-feed.ts';

/** Atom 0.3 and 1.0. */
const atom: Format = {
  name: 'atom',
  carries: 'wire',
  order: 'newest-first',
  detect: ({ text }) => (findFeedRoot(text)?.kind === 'feed' ? 0.9 : 0),
  read: (document) => readFeed(document, 'atom'),
};
export default atom;
