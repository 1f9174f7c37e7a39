import type { Logger } from 'pino';
import type { Decision } from '../store/commit.ts';
import type { Metrics } from '../telemetry/metrics.ts';

const LOOK_AT_CARRIERS = 'read them, and withdraw what must not stay: "copytaster withdraw ARTICLE --reason WHY"';

/** Counts a story that was committed, and logs what an operator must know of it. */
export function tellOfStory(
  { log, metrics }: { readonly log: Logger; readonly metrics: Metrics },
  { item, article, verdict, rejection, tombstone, feed, receipt }: Decision,
): void {
  const action = verdict?.action ?? 'reject';
  const facts = { feed, receipt, arrival: item.arrival };
  metrics.items.inc({ feed, action });
  log.debug(
    { ...facts, article: article?.id, revision: article?.revision, action, rule: verdict?.rule },
    'story committed',
  );
  if (action === 'reject') log.warn({ ...facts, item: item.itemId, reason: rejection }, 'item rejected');
  if (action === 'tombstone') log.error({ ...facts, uri: tombstone?.uri }, 'kill for a story never seen');
  const carriedBy = verdict?.evidence.carriedBy;
  if (Array.isArray(carriedBy) && carriedBy.length > 0)
    log.error(
      { ...facts, uri: article?.uri, carriedBy, cure: LOOK_AT_CARRIERS },
      'articles that may still be published contain text of a stopped one',
    );
  if (verdict?.evidence.restless !== undefined)
    log.warn({ ...facts, uri: article?.uri }, 'the feed changes this story again and again');
  if (action === 'hold') log.error({ ...facts, uri: article?.uri, reason: verdict?.reason }, 'story kept back');
}
