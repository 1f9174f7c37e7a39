import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readDigitalwiresEntry } from './json/digitalwires-entry.ts';
import { firstText, objectOf, objectsOf } from './json/json-values.ts';
import { namesFields, parseJson } from './json/parse-json.ts';

/** dpa digitalwires JSON: one entry, as S3 push and folders bring it, or a page of wireQ with a list of them. */
const dpaDigitalwires: Format = {
  name: 'dpa-digitalwires',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    if (namesFields(text, /"urn"\s*:/, /"(?:article_html|entry_id|notepad|version_created)"\s*:/)) return 0.95;
    return namesFields(text, /^\s*\{\s*"entries"\s*:\s*\[/) ? 0.6 : 0;
  },
  read({ text }) {
    const document = parseJson(text, 'dpa-digitalwires');
    const page = objectOf(document)?.entries;
    const entries = objectsOf(page ?? document);
    const stories = entries.filter((entry) => firstText(entry, ['urn', 'entry_id']) !== null);
    if (entries.length > 0 && stories.length === 0) throw new Rejected('dpa-digitalwires: no entry has a urn');
    const without = entries.length - stories.length;
    return {
      items: stories.map(readDigitalwiresEntry),
      feed: null,
      problems: without === 0 ? [] : [`${without} entries without urn`],
    };
  },
};

export default dpaDigitalwires;
