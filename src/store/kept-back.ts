import type { Article } from '../article/article.ts';
import { keys } from './keys.ts';
import type { Store } from './store.ts';

/** The rule of a record on the spike that says what a destination was not sent. */
export const KEPT_BACK = 'kept-back';

/**
 * Puts on the spike that a destination is not sent a revision, with the reason. Done twice it stands once.
 * @param kept.at epoch milliseconds
 */
export async function keepBack(
  store: Store,
  kept: { readonly destination: string; readonly article: Article; readonly reason: string; readonly at: number },
): Promise<void> {
  const { destination, article, reason, at } = kept;
  const arrival = `kept-${destination}-${article.revisionId}`;
  const record = {
    at,
    feed: article.provenance.feed,
    uri: article.uri ?? article.id,
    ...(article.headline === null ? {} : { headline: article.headline }),
    action: 'spike',
    articleId: article.id,
    revisionId: article.revisionId,
    rule: KEPT_BACK,
    reason,
    evidence: { destination },
  };
  await store.redis
    .multi()
    .set(keys.arrival(arrival), JSON.stringify(record), 'EX', store.keepSeconds, 'NX')
    .zadd(keys.spike, 'NX', at, arrival)
    .exec();
}
