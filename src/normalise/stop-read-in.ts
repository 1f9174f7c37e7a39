import { killNoticeIn } from '../agencies/tables/kill-notices.ts';
import type { Article } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import { normaliseItem } from './normalise.ts';
import type { NormaliseContext } from './normalise-context.ts';

/**
 * The stop that an item is if what reads like the notice of one is meant so, which only what its agency has filed can
 * tell. Null where it reads like none, or is a stop by its marks already.
 */
export function stopReadIn(
  item: WireItem,
  context: NormaliseContext,
  { pubStatus, bodyText }: Article,
): Article | null {
  const notes = item.notes.map(({ text }) => text);
  if (pubStatus !== 'usable' || killNoticeIn([item.headline ?? '', ...notes, ...bodyText.split('\n\n')]).length === 0)
    return null;
  const stop = normaliseItem(item, { ...context, readsNotices: true });
  return stop.pubStatus === 'canceled' ? stop : null;
}
