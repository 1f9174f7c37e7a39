import type { Article } from '../article/article.ts';

/** Stands as the source of a change that an operator made. */
export const OPERATOR = 'operator';

/** True of a head that an operator holds. */
export const isOperatorHold = (head: Pick<Article, 'pubStatus' | 'changeSource'>): boolean =>
  head.pubStatus === 'withheld' && head.changeSource === OPERATOR;

/**
 * A version of an article that an operator holds stays held, whatever its agency sends: only a person releases it. A
 * withdrawal goes on. Any other article is as it came.
 * @param head what stands, or null
 */
export function underOperatorHold(article: Article, head: Article | null): Article {
  if (head === null || !isOperatorHold(head) || article.changeSource === OPERATOR || article.pubStatus !== 'usable')
    return article;
  return { ...article, pubStatus: 'withheld', change: 'withheld', changeSource: OPERATOR };
}
