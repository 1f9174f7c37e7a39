import { z } from 'zod';
import { Article, NewsClass, Priority } from '../article/article.ts';

const Position = z.string().max(40).describe('a position of the wire log');

/** A uri may hold commas: it is named again instead. */
const repeated = <Value extends z.ZodType<unknown, unknown>>(value: Value, what: string) =>
  z
    .preprocess((given) => (given === undefined ? given : [given].flat()), z.array(value).min(1).max(50).optional())
    .describe(`${what}; named again: one of them must fit`);
const several = <Value extends z.ZodType<unknown, unknown>>(value: Value, what: string) =>
  z
    .preprocess(
      (given) => (given === undefined ? given : [given].flat().flatMap((each) => String(each).split(','))),
      z.array(value).min(1).max(50).optional(),
    )
    .describe(`${what}; several with commas between or named again: one of them must fit`);
const Words = z.string().min(1).max(200);

/** What copy may be asked for by, one value of each. */
const Filters = {
  agency: several(z.string().min(1).max(40), 'codes of agencies'),
  language: several(
    z.string().regex(/^[A-Za-z0-9-]{2,35}$/, 'write a language such as en or pt-BR'),
    'languages; en is en-GB too',
  ),
  priority: several(Priority, 'flash, alert, urgent, normal or low'),
  newsClass: several(NewsClass, 'story, alert, advisory …'),
  feed: several(z.string().min(1).max(63), 'ids of feeds'),
  subject: several(Words, 'codes of subjects such as medtop:04000000'),
};
const Held = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
  .describe('true, for scope act: copy that is held or withheld is shown too, and the log says who looked');
const Brief = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
  .describe('true: without bodies, pictures and rights, as lists need it');
const Limit = z.coerce.number().int().min(1).max(200).default(50);
const Instant = z.iso.datetime({ offset: true, error: 'write an instant such as 2026-11-03T10:00:00Z' });

/** What the list of articles may be asked. */
export const ListQuery = z
  .strictObject({
    after: Position.regex(/^(?:0|\d{1,16}-\d{1,16})$/, 'write a position of the wire log, or 0')
      .optional()
      .describe('follow the wire: revisions after this position, oldest first; 0 is the beginning'),
    before: Position.regex(/^\d{1,16}-\d{1,16}$/, 'write a position of the wire log')
      .optional()
      .describe('page back: articles before this position, newest first'),
    limit: Limit,
    since: Instant.optional().describe('nothing that came before this instant'),
    q: z.string().min(1).max(1_000).optional().describe('words and filters as /v1/search takes them'),
    event: several(Words, 'ids of events'),
    uri: repeated(z.string().min(1).max(2_000), 'uris as their agencies write them'),
    ...Filters,
    held: Held,
    brief: Brief,
  })
  .refine(({ after, before }) => after === undefined || before === undefined, 'write after or before, not both')
  .refine(
    ({ after, since, q, event, uri }) =>
      after === undefined || [since, q, event, uri].every((each) => each === undefined),
    'since, q, event and uri go with the newest articles, not with after',
  );

/** What a search may be asked. */
export const SearchQueryParameters = z.strictObject({
  q: z
    .string()
    .max(1_000)
    .default('')
    .describe(
      'words, "phrases", beginn*, -without, and filters: agency: lang: subject: is: priority: feed: event: headline: slug: by: place: since: until:',
    ),
  order: z.enum(['newest', 'best']).default('newest'),
  limit: Limit,
  after: z
    .string()
    .regex(/^\d{1,16}(?:-\d{1,16})?$/, 'write what next said')
    .optional()
    .describe('next of the page before'),
  held: Held,
  brief: Brief,
});

/** What is found, and how much there is of it. */
export const FoundPage = z.object({
  articles: z.array(Article),
  positions: z.array(z.string()).describe('of each article: what came before it follows, newest first, `after` this'),
  count: z.number().int().describe('how many fit; at most 10,000 are counted'),
  countIsComplete: z.boolean(),
  complete: z.boolean().describe('false while the index is being built: more may be found then'),
  next: z.string().nullable(),
});

/** What the stream may be asked. */
export const StreamQuery = z.strictObject({
  after: Position.regex(/^(?:0|\d{1,16}-\d{1,16})$/, 'write a position of the wire log, or 0')
    .optional()
    .describe('begin after this position; the header Last-Event-ID stands above it; without either from now on'),
  ...Filters,
  held: Held,
});

/** What is asked of one article. */
export const SeenQuery = z.strictObject({ held: Held });

const Revision = z.string().min(1).max(100);
/** Two versions of an article. */
export const DiffQuery = z.strictObject({
  from: Revision.optional().describe('a revisionId or a number of a revision; without it the one before `to`'),
  to: Revision.optional().describe('likewise; without it the current one'),
  held: Held,
});

const Side = z.object({
  revisionId: z.string(),
  revision: z.number().int().nullable(),
  change: z.string(),
  receivedAt: z.string(),
});
const Parts = z.array(z.object({ is: z.enum(['same', 'added', 'removed']), text: z.string() }));

/** What changed between two versions. */
export const Diff = z.object({
  article: z.string(),
  from: Side,
  to: Side,
  headline: Parts,
  body: Parts,
  fields: z
    .array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))
    .describe('the other fields that differ'),
});

/** The id of an event in the path. */
export const EventPath = z.strictObject({ id: z.string().min(1).max(200) });

/** Who reported an event, and who was first. */
export const EventReport = z.object({
  id: z.string(),
  articles: z.array(Article),
  race: z
    .array(
      z.object({
        agency: z.string(),
        article: z.string(),
        headline: z.string().nullable(),
        firstAt: z.string().describe('when its first report of the event was there to be had: our polling taken out'),
        behindMs: z.number().describe('how long after the first agency'),
        ownDelayMs: z.number().describe('how long it then waited for our next poll'),
      }),
    )
    .describe('the first report of each agency, the fastest first'),
});

/** The id of an article in the path. */
export const ArticlePath = z.strictObject({ id: z.string().min(1).max(2_000) });

/** A page of current articles. */
export const ArticlePage = z.object({
  articles: z.array(Article),
  next: z.string().nullable().describe('the next value of before; null at the end'),
});

/** Revisions in the order in which they were committed. */
export const FollowedPage = z.object({
  entries: z.array(z.object({ position: z.string(), article: Article })),
  position: z.string().describe('the next value of after; the same again when there is nothing new yet'),
});

export const RevisionList = z.object({ revisions: z.array(Article) });
export const Alive = z.object({ status: z.literal('alive') });
export const Version = z.object({ name: z.literal('copytaster'), version: z.string() });

const Problems = z.array(z.object({ problem: z.string(), cure: z.string() }));

/** `problems` and `degraded` only for who may read. */
export const Readiness = z.object({
  ready: z.boolean(),
  problems: Problems.optional().describe('what keeps the service from being ready'),
  degraded: Problems.optional().describe('what a person must look at while stories flow'),
});
