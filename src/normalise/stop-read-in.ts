import type { Article } from '../article/article.ts';
import type { WireItem } from '../article/wire-item.ts';
import { normaliseItem } from './normalise.ts';
import type { NormaliseContext } from './normalise-context.ts';
import { noticeIn } from './notices.ts';

/**
 * The stop that an item is if what reads like the notice of one is meant so, which only what its agency has filed can
 * tell. Null where it reads like none, or is a stop by its marks or its form already.
 */
export function stopReadIn(item: WireItem, context: NormaliseContext, article: Article): Article | null {
  const { pubStatus, agency, bodyText, dateline } = article;
  if (pubStatus !== 'usable') return null;
  const style = context.styles.get(agency?.code ?? context.feed.agency ?? '') ?? null;
  const copy = { style, dateline, paragraphs: bodyText.split('\n\n'), read: { notes: [], teaser: null } };
  if (noticeIn(item, copy, context) === null) return null;
  const stop = normaliseItem(item, { ...context, readsNotices: true });
  return stop.pubStatus === 'usable' ? null : stop;
}
