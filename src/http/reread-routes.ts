import { z } from 'zod';
import type { Article } from '../article/article.ts';
import { fieldsReadAnew } from '../store/renormalise.ts';
import { ActBody, ActedRevision, ActPath } from './act-documents.ts';
import { answerAct, orderOf } from './act-order.ts';
import { diffArticles } from './diff.ts';
import { Diff } from './documents.ts';
import type { ReadAnewPage } from './rereader.ts';
import { type Route, route } from './route.ts';

const Instant = z.iso.datetime({ offset: true, error: 'write an instant such as 2026-11-03T10:00:00Z' });

const ReadAnewQuery = z.strictObject({
  since: Instant.describe('articles that came to be what they are at this instant or later'),
  until: Instant.optional().describe('without it now'),
  feed: z
    .string()
    .max(1_000)
    .transform((given) => given.split(','))
    .optional()
    .describe('ids of feeds, commas between'),
  after: z
    .string()
    .regex(/^\d{1,16}-\d{1,16}$/, 'write what next said')
    .optional()
    .describe('next of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('entries of the wire log looked at'),
  held: z.stringbool().default(false).describe('true: held copy too; the audit says who looked'),
});

const ReadAnewList = z.object({
  articles: z
    .array(
      Diff.pick({ article: true, headline: true, body: true, fields: true }).extend({
        of: z.string().describe('the revision that stands'),
        stop: z.string().nullable().describe('why it cannot be sent; null where it can'),
      }),
    )
    .describe('those that would read otherwise'),
  same: z.number().int().describe('how many would read the same'),
  refused: z
    .array(z.object({ article: z.string(), revisionId: z.string(), reason: z.string() }))
    .describe('those that cannot be read again, and why'),
  next: z.string().nullable(),
});

const SendBody = ActBody.extend({
  revision: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('the revision that the difference was told of: nothing is sent where another stands by now'),
});

const BY_WORDS: ReadonlySet<string> = new Set(['headline', 'bodyText', 'bodyHtml']);

/** Today's reading of kept documents: what it would change, and sending it. */
export const REREAD_ROUTES: readonly Route[] = [
  route({
    address: '/v1/renormalise',
    operation: 'readAnew',
    summary: "What today's reading makes of the documents that are kept, article by article; nothing is sent",
    scope: 'act',
    query: ReadAnewQuery,
    answers: { 200: ReadAnewList },
    async answer({ query, who, address }, { rereader, heldReads, now }) {
      const { since, until, feed = null, after = null, limit, held } = query;
      const seen = new Set<string>();
      const range = {
        since: Date.parse(since),
        until: until === undefined ? now() : Date.parse(until),
        feeds: feed,
        after,
        limit,
      };
      const page = await rereader.page(range, { seesHeld: held, sawHeld: (article) => seen.add(article) });
      await heldReads.keep(who, seen, address);
      const { other, ...rest } = page;
      return { body: { articles: other.map(differenceOf), ...rest } };
    },
  }),
  route({
    method: 'POST',
    address: '/v1/articles/{id}/renormalise',
    operation: 'renormaliseArticle',
    summary: "Send what today's reading makes of an article's document as its next revision",
    scope: 'act',
    path: ActPath,
    body: SendBody,
    answers: { 200: ActedRevision },
    answer: (asked, context) =>
      answerAct(async () => {
        const { revision: of = null } = asked.body;
        const sent: Article = await context.rereader.send(asked.path.id, of, orderOf(asked, context));
        const { id, revision, revisionId, change } = sent;
        return { body: { article: id, revision, revisionId, change } };
      }),
  }),
];

function differenceOf({
  before,
  after,
  stop,
}: ReadAnewPage['other'][number]): z.infer<typeof ReadAnewList>['articles'][number] {
  const { article, headline, body } = diffArticles(before, after);
  const fields = fieldsReadAnew(before, after)
    .filter((field) => !BY_WORDS.has(field))
    .map((field) => ({ field, before: before[field as keyof Article], after: after[field as keyof Article] }));
  return { article, of: before.revisionId, headline, body, fields, stop };
}
