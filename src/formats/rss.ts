import type { Format } from './contract/format.ts';
import { readFeed } from './feed/read-feed.ts';

const ROOT = /<(?:rss[\s>]|(?:[\w-]+:)?RDF[\s>])/i;

/** RSS 0.9 to 2.0 and RDF (RSS 1.0). */
const rss: Format = {
  name: 'rss',
  detect: ({ text }) => (ROOT.test(text.slice(0, 4_096)) ? 0.9 : /<channel[\s>]/i.test(text.slice(0, 4_096)) ? 0.4 : 0),
  read: (document) => readFeed(document, 'rss'),
};
export default rss;
