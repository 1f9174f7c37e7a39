import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { readAfpDocument } from './json/afp-document.ts';
import { firstText, objectOf, objectsOf, textOfJson } from './json/json-values.ts';
import { namesFields, parseJson } from './json/parse-json.ts';

/** AFP Core API: search answers, single documents, and errors, which may come with HTTP 200. */
const afpCore: Format = {
  name: 'afp-core',
  carries: 'wire',
  order: 'newest-first',
  detect({ text }) {
    if (namesFields(text, /"response"\s*:/, /"(?:docs|numFound)"\s*:/)) return 0.95;
    if (namesFields(text, /"uno"\s*:/, /"(?:news|afpshortid|hopHistory|published|revision)"\s*:/)) return 0.95;
    return namesFields(text, /^\s*\{\s*"error"\s*:\s*\{/, /"(?:code|message)"\s*:/) ? 0.6 : 0;
  },
  read({ text }) {
    const answer = objectOf(parseJson(text, 'afp-core'));
    const error = objectOf(answer?.error);
    if (error !== null) {
      throw new Rejected(
        `afp-core: the API answered error ${textOfJson(error.code) ?? ''}: ${textOfJson(error.message) ?? 'without a message'}`,
      );
    }
    const docs = objectOf(answer?.response)?.docs ?? answer?.docs ?? answer;
    const documents = objectsOf(docs);
    const problems: string[] = [];
    const items = documents.flatMap((document, at) => {
      if (firstText(document, ['uno', 'afpshortid']) !== null) return [readAfpDocument(document)];
      if (document !== answer || document.response === undefined) problems.push(`document ${at + 1}: no uno`);
      return [];
    });
    return { items, feed: null, problems };
  },
};

export default afpCore;
