import { cutText } from '../article/cut-text.ts';
import { ArticlePath } from './documents.ts';
import { type Route, route } from './route.ts';
import { Explained, TermsBody, Tried } from './routing-documents.ts';

const DAY_MS = 24 * 3_600_000;

/** Routes that tell who gets a story and why. */
export const ROUTING_ROUTES: readonly Route[] = [
  route({
    address: '/v1/articles/{id}/routes',
    operation: 'explainRoutes',
    summary: 'What the filter, routes and rights of each destination say of an article, rule by rule',
    scope: 'read',
    path: ArticlePath,
    answers: { 200: Explained },
    async answer({ path: { id } }, { routing }) {
      const destinations = await routing.explain(id);
      return destinations === null
        ? { missing: `there is no article ${cutText(id, 100)}` }
        : { body: { article: id, destinations } };
    },
  }),
  route({
    method: 'POST',
    address: '/v1/destinations/{id}/try-terms',
    operation: 'tryTerms',
    summary: 'What other terms of a destination would have sent of the last day; nothing is sent or changed',
    scope: 'act',
    path: ArticlePath,
    body: TermsBody,
    answers: { 200: Tried },
    async answer({ path: { id }, body: { since, ...terms } }, { routing, now }) {
      const tried = await routing.tryTerms(id, terms, since === undefined ? now() - DAY_MS : Date.parse(since));
      return tried === null ? { missing: `there is no destination ${cutText(id, 100)}` } : { body: tried };
    },
  }),
];
