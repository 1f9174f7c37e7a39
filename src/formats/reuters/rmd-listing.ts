import { Rejected } from '../../article/failure.ts';
import { firstText, objectOf, objectsOf, textOfJson } from '../json/json-values.ts';
import { looksLikeJson, parseJson } from '../json/parse-json.ts';
import { attributeOf, childrenOf, elementAt, oneLine, textAt, textOf } from '../xml/lookup.ts';
import { parseXml, type XmlElement } from '../xml/parse-xml.ts';

/** One answer of Reuters' items call: what is new and where to go on. */
export interface RmdListing {
  /** 10 done, 20 partly, 30 failed. */
  readonly statusCode: string | null;
  /** Error 2100: the poll token is no longer valid, start again by date. */
  readonly errors: readonly { readonly code: string | null; readonly text: string | null }[];
  readonly pollToken: string | null;
  readonly results: readonly { readonly id: string; readonly guid: string | null; readonly version: string | null }[];
}

/**
 * Reads the listing, as XML or as JSON.
 * @throws Rejected when it is neither.
 */
export function readRmdListing(text: string): RmdListing {
  return looksLikeJson(text) ? fromJson(text) : fromXml(parseXml(text));
}

function fromXml(root: XmlElement): RmdListing {
  if (root.name !== 'results') throw new Rejected(`reuters-rmd: the root element is ${root.name}`);
  const status = elementAt(root, 'status');
  return {
    statusCode: attributeOf(status, 'code'),
    errors: [...childrenOf(status, 'error'), ...childrenOf(root, 'error')].map((error) => ({
      code: attributeOf(error, 'code'),
      text: textOf(error),
    })),
    pollToken: textAt(root, 'pollToken'),
    results: childrenOf(root, 'result').flatMap((result) => {
      const id = textAt(result, 'id');
      return id === null ? [] : [{ id, guid: textAt(result, 'guid'), version: textAt(result, 'version') }];
    }),
  };
}

function fromJson(text: string): RmdListing {
  const answer = objectOf(parseJson(text, 'reuters-rmd'));
  const listing = objectOf(answer?.results) ?? answer;
  const status = objectOf(listing?.status);
  return {
    statusCode: textOfJson(status?.code),
    errors: objectsOf(status?.error).map((error) => ({
      code: textOfJson(error.code),
      text: oneLine(firstText(error, ['value', 'message', 'text'])),
    })),
    pollToken: textOfJson(listing?.pollToken),
    results: objectsOf(listing?.result).flatMap((result) => {
      const id = textOfJson(result.id);
      return id === null ? [] : [{ id, guid: textOfJson(result.guid), version: textOfJson(result.version) }];
    }),
  };
}
