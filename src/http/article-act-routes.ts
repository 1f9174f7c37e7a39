import type { Article } from '../article/article.ts';
import { cutText } from '../article/cut-text.ts';
import {
  ActBody,
  ActedRevision,
  ActPath,
  MergeBody,
  MoveEmbargoBody,
  Purged,
  ReplayBody,
  ReplayCounts,
  ResendBody,
  SplitBody,
} from './act-documents.ts';
import { answerAct, orderOf } from './act-order.ts';
import { type Answer, type Route, route } from './route.ts';

const acted = ({ id, revision, revisionId, change }: Article): Answer => ({
  body: { article: id, revision, revisionId, change },
});

/** Acts on articles whose body says more than who asks and why. */
export const ARTICLE_ACT_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    address: '/v1/articles/{id}/resend',
    operation: 'resendArticle',
    summary:
      'Send the current revision again under its own id, or its stop: to one destination, or to all that have it',
    scope: 'act',
    path: ActPath,
    body: ResendBody,
    answers: { 200: ActedRevision },
    answer: (asked, context) =>
      answerAct(async () =>
        acted(await context.acts.resend(asked.path.id, asked.body.destination ?? null, orderOf(asked, context))),
      ),
  }),
  route({
    method: 'POST',
    address: '/v1/articles/{id}/move-embargo',
    operation: 'moveEmbargo',
    summary: 'Hold an article that is under an embargo until another instant',
    scope: 'act',
    path: ActPath,
    body: MoveEmbargoBody,
    answers: { 200: ActedRevision },
    answer: (asked, context) =>
      answerAct(async () =>
        acted(await context.acts.moveEmbargo(asked.path.id, asked.body.until, orderOf(asked, context))),
      ),
  }),
  route({
    method: 'POST',
    address: '/v1/articles/{id}/split',
    operation: 'splitArticle',
    summary: 'Take two stories apart: the second becomes an article of its own, which is answered',
    scope: 'act',
    path: ActPath,
    body: SplitBody,
    answers: { 200: ActedRevision },
    answer: (asked, context) =>
      answerAct(async () =>
        acted(await context.acts.split(asked.path.id, asked.body.revision ?? null, orderOf(asked, context))),
      ),
  }),
  route({
    method: 'POST',
    address: '/v1/articles/{id}/merge',
    operation: 'mergeArticle',
    summary: 'Withdraw an article that is the same story as another, under which it goes on',
    scope: 'act',
    path: ActPath,
    body: MergeBody,
    answers: { 200: ActedRevision },
    answer: (asked, context) =>
      answerAct(async () => acted(await context.acts.merge(asked.path.id, asked.body.into, orderOf(asked, context)))),
  }),
  route({
    method: 'POST',
    address: '/v1/articles/{id}/purge',
    operation: 'purgeArticle',
    summary: 'Take the text of a withdrawn article out of every store here; the record of it stays',
    scope: 'act',
    path: ActPath,
    body: ActBody,
    answers: { 200: Purged },
    answer: (asked, context) =>
      answerAct(async () => {
        const { id } = asked.path;
        return { body: { article: id, ...(await context.acts.purge(id, orderOf(asked, context))) } };
      }),
  }),
  route({
    method: 'POST',
    address: '/v1/destinations/{id}/replay',
    operation: 'replayDestination',
    summary: 'Send a destination again what the wire had, squashed to what it is now and behind all other copy',
    scope: 'act',
    path: ActPath,
    body: ReplayBody,
    answers: { 200: ReplayCounts },
    answer: (asked, context) =>
      answerAct(async () => {
        const { since, until, filter = null, dryRun } = asked.body;
        const range = {
          since: Date.parse(since),
          until: until === undefined ? context.now() : Date.parse(until),
          filter: filter === null ? null : withoutAbsent(filter),
          isTrial: dryRun,
        };
        if (range.until <= range.since) return { problem: 'until: write an instant after since', status: 400 };
        const counts = await context.acts.replay(asked.path.id, range, orderOf(asked, context));
        return counts === null
          ? { missing: `there is no destination ${cutText(asked.path.id, 100)}` }
          : { body: counts };
      }),
  }),
];

type Absent<Value> = { readonly [Key in keyof Value]: Exclude<Value[Key], undefined> };
const withoutAbsent = <Value extends object>(given: Value): Absent<Value> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Absent<Value>;
