import type { Article } from '../article/article.ts';
import { cutText } from '../article/cut-text.ts';
import { ACTIONS, type ActionName } from '../store/actions.ts';
import type { Order } from '../store/operator-decision.ts';
import {
  ActBody,
  ActedRevision,
  ActOutcome,
  ActPath,
  AuditList,
  AuditQuery,
  SignOffBody,
  TestOutcome,
} from './act-documents.ts';
import { answerAct, orderOf } from './act-order.ts';
import { ARTICLE_ACT_ROUTES } from './article-act-routes.ts';
import { type Answer, type Route, type RouteContext, route } from './route.ts';

const actionRoutes = (Object.keys(ACTIONS) as ActionName[]).map((name) =>
  revisionRoute({
    address: `/v1/articles/{id}/${name}`,
    operation: `${name === 'correct-note' ? 'correctNote' : name}Article`,
    summary: `${ACTIONS[name].summary.charAt(0).toUpperCase()}${ACTIONS[name].summary.slice(1)}`,
    act: (id, order, { acts }) => acts.act(name, id, order),
  }),
);

/** What a person may do by hand, and what people did. */
export const ACT_ROUTES: readonly Route[] = [
  ...actionRoutes,
  ...ARTICLE_ACT_ROUTES,
  revisionRoute({
    address: '/v1/spike/{id}/send',
    operation: 'sendSpiked',
    summary: 'Send a story from the spike after all',
    act: (id, order, { acts }) => acts.sendSpiked(id, order),
  }),
  route({
    method: 'POST',
    address: '/v1/stops/{id}/sign-off',
    operation: 'signOffStop',
    summary: 'Take upon oneself that a destination has acted on a stop',
    scope: 'act',
    path: ActPath,
    body: SignOffBody,
    answers: { 200: ActOutcome },
    async answer(asked, context) {
      const { id } = asked.path;
      const outcome = await context.acts.signOff(id, asked.body.destination, orderOf(asked, context));
      if (outcome === 'unknown') return { missing: `there is no stop ${cutText(id, 100)} owed there` };
      return { body: { id, outcome } };
    },
  }),
  route({
    method: 'POST',
    address: '/v1/destinations/{id}/test',
    operation: 'testDestination',
    summary: 'Send a marked test event to a destination, past its queue, and say what it answered',
    scope: 'act',
    path: ActPath,
    answers: { 200: TestOutcome },
    async answer({ path: { id } }, { tests }) {
      const result = await tests.test(id);
      return result === null ? { missing: `there is no destination ${cutText(id, 100)}` } : { body: result };
    },
  }),
  outcomeRoute({
    address: '/v1/dead-letters/{id}/retry',
    operation: 'retryDeadLetter',
    summary: 'Try a dead letter again',
    what: 'dead letter',
    act: (id, order, { acts }) => acts.retryLetter(id, order),
  }),
  outcomeRoute({
    address: '/v1/dead-letters/{id}/discard',
    operation: 'discardDeadLetter',
    summary: 'Discard a dead letter',
    what: 'dead letter',
    act: async (id, order, { acts }) => ((await acts.discardLetter(id, order)) ? 'discarded' : null),
  }),
  outcomeRoute({
    address: '/v1/destinations/{id}/pause',
    operation: 'pauseDestination',
    summary: 'Send a destination nothing but stops until it is resumed; what it misses waits for it',
    what: 'destination',
    act: async (id, order, { acts }) => ((await acts.pause(id, order)) ? 'paused' : null),
  }),
  outcomeRoute({
    address: '/v1/destinations/{id}/resume',
    operation: 'resumeDestination',
    summary: 'Go on with a paused destination; what waits there is tried now',
    what: 'destination',
    act: async (id, order, { acts }) => ((await acts.resume(id, order)) ? 'resumed' : null),
  }),
  outcomeRoute({
    address: '/v1/feeds/{id}/trust-ids',
    operation: 'trustFeedIds',
    summary: 'Trust the ids of a feed again that were distrusted (alarm feed-ids)',
    what: 'feed whose ids are distrusted:',
    act: async (id, order, { acts }) => ((await acts.trustIds(id, order)) ? 'trusted' : null),
  }),
  route({
    address: '/v1/audit',
    operation: 'listActs',
    summary: 'What people did by hand, the newest first',
    scope: 'act',
    query: AuditQuery,
    answers: { 200: AuditList },
    answer: async ({ query }, { acts }) => ({ body: { acts: await acts.audit(query) } }),
  }),
];

interface ActFacts<Outcome> {
  readonly address: string;
  readonly operation: string;
  readonly summary: string;
  readonly act: (id: string, order: Order, context: RouteContext) => Promise<Outcome>;
}

/** An act that makes a revision; one that cannot be is a conflict, with the reason. */
function revisionRoute({ act, ...facts }: ActFacts<Article>): Route {
  return route({
    ...facts,
    method: 'POST',
    scope: 'act',
    path: ActPath,
    body: ActBody,
    answers: { 200: ActedRevision },
    async answer(asked, context): Promise<Answer> {
      return answerAct(async () => {
        const { id, revision, revisionId, change } = await act(asked.path.id, orderOf(asked, context), context);
        return { body: { article: id, revision, revisionId, change } };
      });
    },
  });
}

/** An act that makes no revision. */
function outcomeRoute({ act, what, ...facts }: ActFacts<string | null> & { readonly what: string }): Route {
  return route({
    ...facts,
    method: 'POST',
    scope: 'act',
    path: ActPath,
    body: ActBody,
    answers: { 200: ActOutcome },
    async answer(asked, context): Promise<Answer> {
      const { id } = asked.path;
      const outcome = await act(id, orderOf(asked, context), context);
      return outcome === null ? { missing: `there is no ${what} ${cutText(id, 100)}` } : { body: { id, outcome } };
    },
  });
}
