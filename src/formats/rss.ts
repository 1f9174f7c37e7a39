import type { Format } from './contract/format.ts';
import { findFeedRoot } from './feed/feed-root.ts';
import { readFeed } from './feed/read-feed.ts';

/** RSS 0.9 to 2.0 and RDF (RSS 1.0). */
const rss: Format = {
  name: 'rss',
  carries: 'wire',
  order: 'newest-first',
  detect({ text }) {
    const root = findFeedRoot(text);
    if (root === null || root.kind === 'feed') return 0;
    return root.kind === 'channel' ? 0.4 : 0.9;
  },
  read: (document) => readFeed(document, 'rss'),
};
export default rss;
