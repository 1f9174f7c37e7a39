import type { Format } from './contract/format.ts';
import { readFeed } from './feed/read-feed.ts';

const ROOT = /<(?:([\w-]+):)?feed[\s>]/i;

/** Atom 0.3 and 1.0. */
const atom: Format = {
  name: 'atom',
  detect: ({ text }) => (ROOT.test(text.slice(0, 4_096)) && !/<html[\s>]/i.test(text.slice(0, 1_024)) ? 0.9 : 0),
  read: (document) => readFeed({ ...document, text: withoutPrefix(document.text) }, 'atom'),
};
export default atom;

// rss-parser knows the elements of Atom only without a prefix.
function withoutPrefix(text: string): string {
  const prefix = ROOT.exec(text.slice(0, 4_096))?.[1];
  return prefix === undefined ? text : text.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
}
