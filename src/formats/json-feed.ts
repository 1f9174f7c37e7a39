import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { baseOf } from './feed/addresses.ts';
import { readJsonFeed } from './feed/json-feed-items.ts';
import { objectOf } from './json/json-values.ts';
import { looksLikeJson, parseJson } from './json/parse-json.ts';

/** JSON Feeds that do not say so: items of theirs have a text or a page. */
const ITEMS = /"items"\s{0,20}:\s{0,20}\[/;
const ITEM_FIELDS = /"(?:content_html|content_text)"\s{0,20}:/;
const VERSION = /"version"\s*:\s*"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org/i;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org). */
const jsonFeed: Format = {
  name: 'json-feed',
  carries: 'wire',
  order: 'newest-first',
  detect({ text, contentType }) {
    if (!looksLikeJson(text)) return 0;
    if (VERSION.test(text.slice(0, 65_536)) || VERSION.test(text.slice(-4_096))) return 0.95;
    if (ITEMS.test(text) && ITEM_FIELDS.test(text.slice(0, 262_144))) return 0.5;
    return /application\/feed\+json/i.test(contentType ?? '') ? 0.8 : 0;
  },
  read({ text, url, contentLocation, watch }) {
    const feed = objectOf(parseJson(text, 'json-feed'));
    if (feed === null || !Array.isArray(feed.items)) throw new Rejected('json-feed: there is no list of items');
    return readJsonFeed(feed, baseOf(contentLocation, url), watch);
  },
};

export default jsonFeed;
