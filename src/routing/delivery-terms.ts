import type { Article } from '../article/article.ts';
import { type Filter, type FilteredFacts, type Refusal, refusedByFilter } from './filter.ts';
import { findRights, type RightsTerms } from './rights.ts';
import { type Routes, type RoutingMoment, routeArticle } from './routes.ts';

/** What a receiver may have: a destination, or the holder of a token. */
export interface DeliveryTerms extends RightsTerms {
  readonly filter: Filter;
  readonly routes: Routes | null;
}

/** What a filter looks at, of a whole article. */
export function factsOf({ newsClass, agency, priority, language, subjects }: Article): FilteredFacts {
  const codes = subjects.flatMap(({ code }) => (code === null ? [] : [code]));
  return { newsClass, agency: agency?.code ?? '', priority, language, subjects: codes };
}

/**
 * Why a receiver does not get a story, by the first of its terms that says no, or null where it gets it.
 * @param now when the rights must allow it (epoch milliseconds); routes go by the moment of the commit
 */
export function refusedByTerms(
  article: Article,
  terms: DeliveryTerms,
  { now, ...moment }: RoutingMoment & { readonly now: number },
): Refusal | null {
  const byFilter = refusedByFilter(factsOf(article), terms.filter);
  if (byFilter !== null) return byFilter;
  const routed = terms.routes === null ? null : routeArticle(article, terms.routes, moment);
  if (routed !== null && !routed.sends) return { by: 'routes', why: routed.reason };
  if (terms.rights === 'warn') return null;
  const [against] = findRights(article, terms.uses, now).against;
  return against === undefined ? null : { by: 'rights', why: `rights: ${against}` };
}
