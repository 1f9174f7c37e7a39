import type { Decided, Sight } from './sight.ts';
import { stopped } from './sight.ts';

/** A correction or a new version that names its story in words alone, where one fits: however much was rewritten. */
export function replacedInWords({ article, own, authority, inWords, claims }: Sight): Decided | null {
  const [fitting, ...others] = inWords;
  const [target, ...more] = fitting ?? [];
  if (article.pubStatus !== 'usable' || own !== null || !authority) return null;
  if (target === undefined || others.length > 0 || more.length > 0 || stopped(target.head)) return null;
  return {
    relation: 'version',
    action: 'revise',
    articleId: target.id,
    change: article.change === 'new' ? 'update' : article.change,
    rule: 'revision-in-words',
    reason: 'the agency says in words which of its stories this takes the place of',
    of: target.id,
    evidence: { matched: target.id },
    claims,
  };
}
