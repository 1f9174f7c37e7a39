import type { Article } from './article.ts';

/** May the article's text be given out at `now` (epoch milliseconds), for someone who does not honour embargoes? */
export type Gate =
  | { readonly state: 'open' }
  | { readonly state: 'held'; readonly until: number | null }
  | { readonly state: 'withheld' }
  | { readonly state: 'withdrawn' };

/** The gate an article stands at. `until` is null when the embargo's words give no instant: a person decides. */
export function gateOf(article: Pick<Article, 'pubStatus' | 'embargoedUntil' | 'embargoText'>, now: number): Gate {
  if (article.pubStatus === 'canceled') return { state: 'withdrawn' };
  if (article.pubStatus === 'withheld') return { state: 'withheld' };
  if (article.embargoedUntil !== null) {
    const until = Date.parse(article.embargoedUntil);
    return until > now ? { state: 'held', until } : { state: 'open' };
  }
  return article.embargoText === null ? { state: 'open' } : { state: 'held', until: null };
}
