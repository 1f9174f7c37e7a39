import type { Article } from '../article/article.ts';
import { orderKey, trustedTime } from '../article/order.ts';
import type { Decided, Sight } from './sight.ts';

/** So long a headline stands for the story that was stopped; after it, another story may have it. */
const STANDS_MS = 4 * 24 * 3_600_000;

/**
 * Copy of a story that its agency stopped before anybody saw it, under another id or from elsewhere: it bears the
 * headline that the stop named. What its own wire made after the stop, and says expressly may be used, is another.
 */
export function killedBeforeSeen({ article, own, stoppedUnseen, authority, candidate }: Sight): Decided | null {
  if (stoppedUnseen === null || own !== null || candidate.now - stoppedUnseen.at > STANDS_MS) return null;
  if (authority && candidate.saidUsable && isMadeAfter(article, stoppedUnseen.at)) return null;
  return {
    relation: 'new',
    action: 'hold',
    articleId: article.id,
    change: article.change,
    rule: 'killed-before-seen',
    reason: 'its agency stopped a story under this headline before the story came',
    of: null,
    evidence: { tombstone: stoppedUnseen },
    claims: [],
  };
}

function isMadeAfter(article: Article, at: number): boolean {
  const made = trustedTime(orderKey(article));
  return made !== null && made > at;
}
