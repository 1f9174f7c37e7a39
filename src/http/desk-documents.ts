import { z } from 'zod';

const instant = z.number().describe('epoch milliseconds');
const never = instant.nullable().describe('epoch milliseconds; null: never');

/** One arrival: what was decided about it, and why. */
const Arrival = z.looseObject({
  at: instant,
  feed: z.string(),
  uri: z.string().nullable(),
  headline: z.string().nullable(),
  action: z.string(),
  relation: z.string().nullable(),
  change: z.string().nullable(),
  articleId: z.string().nullable(),
  revisionId: z.string().nullable(),
  rule: z.string(),
  reason: z.string(),
  of: z.string().nullable(),
  evidence: z.record(z.string(), z.unknown()),
});

/** All arrivals that a word leads to. */
export const Explanation = z.object({ arrivals: z.array(Arrival.extend({ arrival: z.string() })) });
/** What a story is asked for by. */
export const ExplanationQuery = z.strictObject({
  of: z.string().min(1).max(2_000).describe('the id of an article, a revision or an arrival, a uri or an address'),
});

/** What was not sent, and why. */
export const SpikeList = z.object({ spiked: z.array(Arrival.extend({ id: z.string() })) });

export const LimitQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(1_000).default(100) });
export const IdPath = z.strictObject({ id: z.string().min(1).max(2_000) });
const Percentiles = z
  .object({ p50: z.number(), p90: z.number(), p99: z.number() })
  .nullable()
  .describe('milliseconds; null where nothing is known');

const Race = z
  .object({
    events: z.number().int().describe('in which it brought the first report of its agency'),
    first: z.number().int().describe('of them, those that no other agency had before'),
    ahead: Percentiles.describe('how far before the next agency, where it was first'),
    behind: Percentiles.describe('how far behind the first agency, where it was not'),
  })
  .describe('the latest 100 events that several agencies reported: who had them first, our own polling taken out');

const Feed = z.looseObject({
  id: z.string(),
  transport: z.string(),
  agency: z.string().nullable(),
  standing: z.string(),
  enabled: z.boolean(),
  state: z.string(),
  failures: z.number().int(),
  lastError: z.string().nullable(),
  notice: z.string().nullable(),
  silence: z.string().nullable().describe('where it is silent unlike itself: since when, and what is usual'),
  lastGap: z.string().nullable(),
  lastGapAt: never,
  missing: z
    .array(
      z.looseObject({
        service: z.string(),
        from: z.number().int(),
        to: z.number().int(),
        since: instant,
        radix: z.literal(36).optional().describe('they are written in three digits and letters behind the service'),
        beside: z.string().optional().describe('an item that came with the number behind'),
        after: instant.optional().describe('when the item before them was filed'),
        before: instant.optional().describe('and the one behind them'),
      }),
    )
    .describe('numbers that its wire counted past and that did not come, where it is known to leave none out'),
  notBefore: instant,
  lastFetchAt: never,
  lastOkAt: never,
  lastCommitAt: never,
  intervalMs: z.number().nullable(),
  volatile: z.array(z.string()).describe('fields that it writes anew at every poll: alone they make no revision'),
  distrusted: z.array(z.string()).describe('why its ids are distrusted: the rules by their names'),
  race: Race,
});

/** How every feed stands. */
export const FeedList = z.object({ feeds: z.array(Feed) });

/** One feed, with what is remembered of it. */
export const FeedReport = Feed.extend({
  fetches: z
    .array(
      z.object({
        at: instant,
        tookMs: z.number(),
        state: z.string(),
        intervalMs: z.number().nullable().describe('the interval from then on; null where it stayed'),
        error: z.string().nullable(),
      }),
    )
    .describe('the last 30, the newest first'),
  gaps: z
    .array(z.object({ at: instant, gap: z.string() }))
    .describe('copy that its source let go of before it was read, the newest first'),
  hours: z
    .array(
      z.object({
        at: instant,
        stories: z.number().int().nullable().describe('null where nobody counted'),
        usual: z
          .object({ low: z.number(), mean: z.number(), high: z.number() })
          .nullable()
          .describe('at this hour of the week; null as long as less than a week is known'),
      }),
    )
    .describe('the last 24 hours, the present one last'),
  lateness: z
    .object({
      stories: z.number().int(),
      behind: Percentiles.describe("from the version's own time to its coming here"),
      ownPolling: Percentiles.describe('the part of it that was our own waiting for the next poll'),
    })
    .describe('of the latest 200 stories'),
});

const Destination = z.looseObject({
  id: z.string(),
  type: z.string(),
  enabled: z.boolean(),
  document: z.string(),
  embargo: z.string(),
  filter: z.record(z.string(), z.unknown()),
  waiting: z.number().int().describe('articles that wait to be sent'),
  oldestAt: never.describe('since when the oldest of them waits'),
  owed: z.number().int().describe('stops that it has not confirmed'),
  lastAnswer: z
    .object({ at: instant, outcome: z.string(), reason: z.string() })
    .nullable()
    .describe('what came of the last attempt that is remembered; null before the first'),
  filtered: z
    .record(z.string(), z.number().int())
    .describe("how many revisions its filter did not let pass, by the filter's key"),
  gaps: z
    .array(
      z.object({
        id: z.string(),
        from: instant.describe('when the oldest and the newest revision of it were committed'),
        to: instant,
        articles: z.number().int(),
        passed: z.enum(['days', 'memory']),
        at: instant.describe('when something last went into it'),
        open: z.boolean().describe('it still grows'),
        toldAt: instant.nullable().describe('when the destination confirmed gap.expired'),
      }),
    )
    .describe('what waited longer than the destination keeps: it was not sent'),
  paused: z.string().nullable().describe('since when, epoch milliseconds'),
  failingSince: never,
  lastSuccessAt: never,
});

/** How every destination stands. */
export const DestinationList = z.object({ destinations: z.array(Destination) });

/** One destination, with what is remembered of it. */
export const DestinationReport = Destination.extend({
  lag: z
    .array(z.object({ at: instant, waiting: z.number().int(), oldestMs: z.number() }))
    .describe('what waited, by the minute since this process began, a day at most; oldest first'),
  attempts: z
    .array(
      z.object({
        at: instant,
        revisionId: z.string(),
        articleId: z.string(),
        headline: z.string().nullable().describe('of the article as it is now, where it may be shown'),
        outcome: z.string(),
        tookMs: z.number(),
        reason: z.string(),
        body: z
          .string()
          .nullable()
          .describe('the beginning of what was answered, where it was refused; for the scope act'),
      }),
    )
    .describe('every refusal and a success a second, the last 50, the newest first'),
});

const Letter = z.object({
  id: z.string(),
  kind: z.enum(['document', 'item', 'delivery']),
  reason: z.string(),
  at: instant,
  fields: z.record(z.string(), z.string()),
});

/** What could not be used or delivered, the newest first. */
export const LetterList = z.object({ count: z.number().int(), letters: z.array(Letter) });

/** What is shown of a dead letter. */
export const LetterQuery = z.strictObject({
  raw: z.stringbool().default(false).describe('true: its bytes too, in base64'),
});

/** A dead letter beside what it was about. */
export const LetterRemains = Letter.extend({
  item: z.unknown().describe('the item as it was read; null where it was not'),
  text: z.string().nullable().describe('the document as it came, its first 100,000 characters'),
  bytes: z.number().int().nullable(),
  base64: z.string().nullable().optional().describe('the document as it came, where raw was asked'),
  hidden: z.string().nullable().describe('why the item or the document is not shown'),
});

/** Which document is asked for. */
export const SourceQuery = LetterQuery.extend({
  revision: z.string().min(1).max(100).optional().describe('a revisionId; without it the current one'),
});

/** The document that a revision was read from. */
export const Source = z.object({
  article: z.string(),
  revisionId: z.string(),
  feed: z.string(),
  format: z.string(),
  sha256: z.string().describe('of its bytes'),
  url: z.string().nullable(),
  filename: z.string().nullable(),
  contentType: z.string().nullable(),
  text: z
    .string()
    .nullable()
    .describe('the document as it came, its first 100,000 characters; null where it is not shown'),
  bytes: z.number().int().nullable().describe('how many it has'),
  base64: z.string().nullable().optional().describe('the document as it came, where raw was asked'),
  hidden: z.string().nullable().describe('why it is not shown'),
});

/** How the service stands. */
export const System = z.object({
  version: z.string(),
  ready: z.boolean(),
  problems: z.array(z.object({ problem: z.string(), cure: z.string() })),
  alarms: z.array(z.object({ problem: z.string(), cure: z.string() })),
  memory: z.object({ usedBytes: z.number(), limitBytes: z.number().nullable() }).nullable(),
  now: instant,
  roles: z.array(z.string()),
  process: z.string(),
  startedAt: instant,
  listening: z.number().int().describe('who follows the stream of this process'),
  search: z.object({ articles: z.number().int(), complete: z.boolean() }).nullable(),
  owed: z.number().int().describe('stops that a destination has not confirmed'),
  held: z.number().int(),
  deadLetters: z.number().int(),
  settings: z.unknown().describe('as loaded, secrets left out'),
});
