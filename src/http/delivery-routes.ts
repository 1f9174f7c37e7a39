import { cutText } from '../article/cut-text.ts';
import { EmbargoList, ReachReport, StopList, StopQuery } from './delivery-documents.ts';
import { ArticlePath } from './documents.ts';
import { type Route, route } from './route.ts';

/** Routes that tell who got what, who owes a confirmation, and who waits. */
export const DELIVERY_ROUTES: readonly Route[] = [
  route({
    address: '/v1/stops',
    operation: 'listStops',
    summary: 'Stops, the newest first, and who has confirmed each',
    scope: 'read',
    query: StopQuery,
    answers: { 200: StopList },
    answer: async ({ query: { article, ...shown } }, { deliveries }) => ({
      body: { stops: await deliveries.stops(article ?? null, shown) },
    }),
  }),
  route({
    address: '/v1/embargoes',
    operation: 'listEmbargoes',
    summary: 'What is held by an embargo, for how long, and for whom',
    scope: 'act',
    answers: { 200: EmbargoList },
    async answer({ who, address }, { deliveries, heldReads }) {
      const held = await deliveries.embargoes();
      const seen = held.map(({ article }) => article);
      await heldReads.keep(who, seen, address);
      return { body: { held } };
    },
  }),
  route({
    address: '/v1/articles/{id}/reach',
    operation: 'readReach',
    summary: 'Who got which version of an article when, with stops and copies of its text',
    scope: 'read',
    path: ArticlePath,
    answers: { 200: ReachReport },
    async answer({ path: { id } }, { deliveries }) {
      const reach = await deliveries.reach(id);
      return reach === null ? { missing: `there is no article ${cutText(id, 100)}` } : { body: reach };
    },
  }),
];
