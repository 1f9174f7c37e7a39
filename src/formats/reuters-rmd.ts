import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { namesFields } from './json/parse-json.ts';
import { readRmdListing } from './reuters/rmd-listing.ts';
import { rootNameOf } from './xml/detect.ts';

/** Roots of answers that carry no list of items: login and channel lists. */
const ENVELOPES = new Set(['authToken', 'availableChannels', 'channelInformation']);

/** Reuters' item listings and envelopes: lists, never stories; the items themselves come as NewsML-G2. */
const reutersRmd: Format = {
  name: 'reuters-rmd',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    const root = rootNameOf(text);
    if (root === 'results') return /<(?:\w+:)?(?:result|pollToken|status|error)\b/.test(text.slice(0, 8_192)) ? 0.9 : 0;
    if (root !== null) return ENVELOPES.has(root) ? 0.9 : 0;
    return namesFields(text, /"pollToken"\s*:/, /"(?:result|status)"\s*:/) ? 0.9 : 0;
  },
  read({ text }) {
    if (ENVELOPES.has(rootNameOf(text) ?? '')) return { items: [], feed: null, problems: [] };
    const listing = readRmdListing(text);
    const errors = listing.errors.map(
      ({ code, text: words }) => `error ${code ?? 'without code'}: ${words ?? 'without text'}`,
    );
    if (listing.statusCode === '30')
      throw new Rejected(`reuters-rmd: the service answered ${errors.join('; ') || 'failure'}`);
    return { items: [], feed: null, problems: errors };
  },
};

export default reutersRmd;
