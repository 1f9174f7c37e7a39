import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readJsonFeed } from './feed/json-feed-items.ts';
import { objectOf } from './json/json-values.ts';
import { looksLikeJson, parseJson } from './json/parse-json.ts';

const VERSION = /"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org/i;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org). */
const jsonFeed: Format = {
  name: 'json-feed',
  detect({ text, contentType }) {
    if (!looksLikeJson(text)) return 0;
    if (VERSION.test(text.slice(0, 65_536)) || VERSION.test(text.slice(-4_096))) return 0.95;
    return /application\/feed\+json/i.test(contentType ?? '') ? 0.8 : 0;
  },
  read({ text, url, contentLocation }) {
    const feed = objectOf(parseJson(text, 'json-feed'));
    if (feed === null || !Array.isArray(feed.items)) throw new Rejected('json-feed: there is no list of items');
    return readJsonFeed(feed, contentLocation ?? url);
  },
};

export default jsonFeed;
