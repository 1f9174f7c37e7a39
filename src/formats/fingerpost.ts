import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { isHeartbeat, readFingerpostItem } from './json/fingerpost-item.ts';
import { firstText, objectOf, objectsOf } from './json/json-values.ts';
import { namesFields, parseJson } from './json/parse-json.ts';

/** JSON of the Fingerpost hub, which passes on the wires of many agencies; its heartbeats are no stories. */
const fingerpost: Format = {
  name: 'fingerpost',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    return namesFields(text, /"source-feed"\s*:/, /"(?:usn|body_text|originalUrn|dateTimeSent|slug|unique-name)"\s*:/)
      ? 0.96
      : 0;
  },
  read({ text }) {
    const document = parseJson(text, 'fingerpost');
    const list = objectOf(document)?.items;
    const messages = objectsOf(Array.isArray(list) ? list : document).filter((message) => !isHeartbeat(message));
    const stories = messages.filter((message) => firstText(message, ['usn', 'originalUrn', 'uri']) !== null);
    if (messages.length > 0 && stories.length === 0) throw new Rejected('fingerpost: no message has a usn or uri');
    const without = messages.length - stories.length;
    return {
      items: stories.map(readFingerpostItem),
      feed: null,
      problems: without === 0 ? [] : [`${without} messages without usn and uri`],
    };
  },
};

export default fingerpost;
