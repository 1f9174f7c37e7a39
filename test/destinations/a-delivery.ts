import type { Article } from '../../src/article/article.ts';
import { writeEnvelope } from '../../src/article/envelope.ts';
import type { Delivery } from '../../src/destinations/contract/destination.ts';

/** What a test says of a delivery; the rest is a first attempt at the canonical article `article`, revision 1. */
export interface Said extends Partial<Omit<Delivery, 'event' | 'article'>> {
  readonly id: string;
  readonly type?: string;
  readonly data?: unknown;
  readonly article?: Article;
}

/** A delivery of a canonical article in its envelope, unless the test gives another document. */
export function aDelivery({ type = 'article.update', data, article, ...said }: Said): Delivery {
  const event = { type, timestamp: '2026-11-23T12:00:00.000Z' };
  const articleId = said.articleId ?? article?.id ?? 'article';
  const revision = said.revision ?? article?.revision ?? 1;
  const body = writeEnvelope(event, JSON.stringify(data ?? article ?? { id: articleId, revision }));
  return {
    articleId,
    revision,
    stop: false,
    event,
    article: article ?? null,
    document: { contentType: 'application/json', extension: 'json', body, enveloped: true },
    attempt: 1,
    traceparent: null,
    now: Date.now(),
    signal: AbortSignal.timeout(20_000),
    isOurs: () => true,
    earlier: () => Promise.resolve([]),
    ...said,
  };
}
