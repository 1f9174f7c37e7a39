import { Rejected } from '../article/failure.ts';
import type { Format } from './contract/format.ts';
import { firstText, objectOf, objectsOf, textOfJson } from './json/json-values.ts';
import { namesFields, parseJson } from './json/parse-json.ts';
import { readConnectItem } from './json/reuters-connect-item.ts';

/** Reuters Connect: the GraphQL answer with one item, or with a search; entries without text are a list to fetch. */
const reutersConnect: Format = {
  name: 'reuters-connect',
  carries: 'wire',
  order: 'as-filed',
  detect({ text }) {
    if (namesFields(text, /^\s*\{\s*"(?:data|errors|extensions)"\s*:/, /"(?:item|search|items)"\s*:/)) return 0.95;
    return namesFields(text, /"versionedGuid"\s*:/, /"headLine"\s*:/) ? 0.95 : 0;
  },
  read({ text }) {
    const answer = objectOf(parseJson(text, 'reuters-connect'));
    const data = objectOf(answer?.data) ?? answer;
    const errors = objectsOf(answer?.errors).map((error) => firstText(error, ['message']) ?? 'without a message');
    const one = objectOf(data?.item) ?? (textOfJson(data?.versionedGuid) === null ? null : data);
    const listed = objectsOf(objectOf(data?.search)?.items);
    const stories = [...(one === null ? [] : [one]), ...listed].filter(
      (item) =>
        item === one || ['bodyXhtml', 'bodyXhtmlRich', 'fragment', 'body'].some((name) => item[name] !== undefined),
    );
    if (stories.length === 0 && errors.length > 0)
      throw new Rejected(`reuters-connect: the API answered ${errors.join('; ')}`);
    return {
      items: stories.map(readConnectItem),
      feed: null,
      problems: errors.map((error) => `the API answered ${error}`),
    };
  },
};

export default reutersConnect;
