import { scanTags } from './scan-tags.ts';

const LOOKED_AT = 65_536;
/** Most roots stand as early as this. */
const USUALLY_WITHIN = 2_048;
const MENTIONED = /<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)[\s>]/i;
const ROOT = /^(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel)$/i;
/** What servers write before a feed by mistake: warnings, scripts, whole error pages. */
const JUNK =
  /^(?:html|head|title|meta|body|div|span|p|br|b|i|font|table|tr|td|tbody|hr|h[1-6]|script|noscript|style|link|center|pre|code|a|ul|ol|li|strong|em|xmp|img)$/i;

/** The root of the feed in a document: which it is, and whether anything stands before it that is no feed's. */
export interface FeedRoot {
  readonly kind: 'rss' | 'feed' | 'rdf' | 'channel';
  readonly isFirst: boolean;
}

/** Finds the feed's root by the document's first elements; null where they are another document's. */
export function findFeedRoot(text: string): FeedRoot | null {
  return rootWithin(text.slice(0, USUALLY_WITHIN)) ?? rootWithin(text.slice(0, LOOKED_AT));
}

function rootWithin(beginning: string): FeedRoot | null {
  if (!MENTIONED.test(beginning)) return null;
  let found: FeedRoot | null = null;
  let seen = 0;
  let isOther = false;
  scanTags(beginning, {
    opened({ name }) {
      if (found !== null || isOther) return;
      const kind = ROOT.exec(name)?.[1]?.toLowerCase() as FeedRoot['kind'] | undefined;
      if (kind !== undefined) found = { kind, isFirst: seen === 0 };
      else isOther = !JUNK.test(name);
      seen += 1;
    },
    closed() {},
    text() {},
  });
  return found;
}
