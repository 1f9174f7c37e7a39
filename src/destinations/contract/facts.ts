import type { Delivery } from './destination.ts';

/** What is known of a revision beside its document, as short texts: for headers, metadata and fields of a message. */
export function factsOf({ id, articleId, revision, event }: Omit<Delivery, 'signal'>): Record<string, string> {
  return {
    id,
    type: event.type,
    timestamp: event.timestamp,
    article: articleId,
    ...(revision === null ? {} : { revision: String(revision) }),
    ...(event.recovered ? { recovered: 'true' } : {}),
    ...(event.replay ? { replay: 'true' } : {}),
  };
}

/** The same under names that begin so, in the signs that headers and metadata may have (others as in an address). */
export function prefixed(prefix: string, facts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${prefix}${name}`, encodeURI(value)]));
}

/** One line of JSON for a log of revisions: an envelope with the id in it, or the facts and the document as text. */
export function lineOf(delivery: Delivery): string {
  const { id, document } = delivery;
  if (document.enveloped) return `{"id":${JSON.stringify(id)},${document.body.slice(1)}`;
  return JSON.stringify({ ...factsOf(delivery), contentType: document.contentType, document: document.body });
}

/** What stands in a file or a message of its own: the envelope with the id in it, or the document as it is. */
export const fileOf = (delivery: Delivery): string =>
  delivery.document.enveloped ? lineOf(delivery) : delivery.document.body;
