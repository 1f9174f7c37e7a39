import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { type JsonObject, objectOf, objectsOf } from './json/json-values.ts';
import { readNinjs } from './json/ninjs-item.ts';
import { looksLikeJson, namesFields, parseJson } from './json/parse-json.ts';

const IDENTITY = /"(?:uri|guid)"\s*:/;
const VERSIONED =
  /"(?:version_?[cC]reated|pub_?[sS]tatus|headlines?|headline_\w+|body_\w+|bodies|\$standard|first_?[cC]reated)"\s*:/;
/** What an item that names no id of its own must have to be one. */
const DATED = /"(?:version|first|content)_?[cC]reated"\s*:/;
const WORDED = /"(?:headlines?|headline_\w+|body_\w+|bodies)"\s*:/;
/** Documents of other formats name some of the same fields. */
const FOREIGN = /"(?:data|numFound|uno|jsonfeed|versionedGuid)"\s*:|jsonfeed\.org/;

/** ninjs 1.x, 2.x and 3.x, single items, lists, and the envelopes of Superdesk and the BBC. */
const ninjs: Format = {
  name: 'ninjs',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    if (!looksLikeJson(text) || FOREIGN.test(text.slice(0, 400))) return 0;
    if (namesFields(text, IDENTITY, VERSIONED)) return 0.9;
    return namesFields(text, DATED, WORDED) ? 0.7 : 0;
  },
  read({ text }) {
    const document = parseJson(text, 'ninjs');
    const envelope = objectOf(document);
    const list = envelope?.item ?? envelope?.items ?? envelope?._items;
    const items = objectsOf(Array.isArray(list) ? list : document);
    const stories = items.filter(isItem);
    if (items.length > 0 && stories.length === 0)
      throw new Rejected('ninjs: no item has a uri or guid, or a headline or text');
    const without = items.length - stories.length;
    return {
      items: stories.map(readNinjs),
      feed: null,
      problems: without === 0 ? [] : [`${without} entries without id, headline and text`],
    };
  },
};

export default ninjs;

function isItem(item: JsonObject): boolean {
  return Object.keys(item).some((name) => /^(?:uri|guid|headlines?|bodies|(?:headline|body)_\w+)$/.test(name));
}
