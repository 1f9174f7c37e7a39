import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { objectOf, objectsOf } from './json/json-values.ts';
import { readNinjs } from './json/ninjs-item.ts';
import { looksLikeJson, namesFields, parseJson } from './json/parse-json.ts';

const IDENTITY = /"(?:uri|guid)"\s*:/;
const VERSIONED =
  /"(?:version_?[cC]reated|pub_?[sS]tatus|headlines?|body_(?:text|html|xhtml)|bodies|\$standard|first_?[cC]reated)"\s*:/;
/** Documents of other formats name some of the same fields. */
const FOREIGN = /"(?:data|numFound|uno|jsonfeed|versionedGuid)"\s*:|jsonfeed\.org/;

/** ninjs 1.x, 2.x and 3.x, single items, lists, and the envelopes of Superdesk and the BBC. */
const ninjs: Format = {
  name: 'ninjs',
  detect({ text }) {
    if (!looksLikeJson(text) || FOREIGN.test(text.slice(0, 400))) return 0;
    return namesFields(text, IDENTITY, VERSIONED) ? 0.9 : 0;
  },
  read({ text }) {
    const document = parseJson(text, 'ninjs');
    const envelope = objectOf(document);
    const list = envelope?.item ?? envelope?.items ?? envelope?._items;
    const items = objectsOf(Array.isArray(list) ? list : document);
    const stories = items.filter((item) => item.uri !== undefined || item.guid !== undefined);
    if (items.length > 0 && stories.length === 0) throw new Rejected('ninjs: no item has a uri or guid');
    const problems =
      items.length === stories.length ? [] : [`${items.length - stories.length} entries without uri or guid`];
    return { items: stories.map(readNinjs), feed: null, problems };
  },
};

export default ninjs;
