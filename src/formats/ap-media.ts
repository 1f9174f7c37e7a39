import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readApItem } from './json/ap-item.ts';
import { firstText, type JsonObject, objectOf, objectsOf } from './json/json-values.ts';
import { namesFields, parseJson } from './json/parse-json.ts';

/**
 * AP Media API JSON: one item, or a page of a feed or a search. AP sends the text of a story apart, as NITF behind
 * `renditions.nitf.href`; a transport that fetched it puts it as text into `renditions.nitf.document`, beside the
 * address, and the body is read from there.
 */
const apMedia: Format = {
  name: 'ap-media',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    if (namesFields(text, /"altids"\s*:\s*\{/, /"itemid"\s*:/, /"(?:etag|friendlykey|transref|editorialtypes)"\s*:/))
      return 0.97;
    return namesFields(text, /"api_version"\s*:/, /"(?:data|error|current_item_count)"\s*:/) ? 0.96 : 0;
  },
  read({ text }) {
    const answer = objectOf(parseJson(text, 'ap-media'));
    const error = objectOf(answer?.error);
    if (error !== null) throw new Rejected(`ap-media: the API answered ${firstText(error, ['message', 'code'])}`);
    const data = objectOf(answer?.data) ?? answer;
    const entries = data === null ? [] : entriesOf(data);
    const problems: string[] = [];
    const items = entries.flatMap((entry, at) => {
      if (firstText(objectOf(entry.altids), ['itemid']) !== null) return [readApItem(entry)];
      problems.push(`item ${at + 1}: no itemid`);
      return [];
    });
    if (items.length === 0 && problems.length > 0) throw new Rejected(`ap-media: ${problems.join('; ')}`);
    return { items, feed: null, problems };
  },
};

export default apMedia;

/** A page lists its items each in an envelope `{meta, item}`. */
function entriesOf(data: JsonObject): JsonObject[] {
  const listed = Array.isArray(data.items) ? data.items : (data.item ?? (data.altids === undefined ? [] : data));
  return objectsOf(listed).map((entry) => objectOf(entry.item) ?? entry);
}
