import { z } from 'zod';
import { NewsClass } from '../article/article.ts';
import { Filter } from '../routing/filter.ts';

const Instant = z.iso.datetime({ offset: true, error: 'write an instant such as 2026-11-03T10:00:00Z' });

/** Why something is done, and who does it where the request carries no token. */
export const ActBody = z.strictObject({
  reason: z.string().trim().min(1).max(2_000).describe('why; kept, and shown to who asks'),
  by: z.string().trim().min(1).max(100).optional().describe('who; the name of the token stands above it'),
});

/** Which destination is signed off, and why. */
export const SignOffBody = ActBody.extend({ destination: z.string().min(1).max(63) });

/** To whom an article is sent again. */
export const ResendBody = ActBody.extend({
  destination: z
    .string()
    .min(1)
    .max(63)
    .optional()
    .describe('the destination, whatever its filter says; without one, all that have the article'),
});

/** Where an article is split. */
export const SplitBody = ActBody.extend({
  revision: z.number().int().min(2).optional().describe('the first of the second story; without it the current one'),
});

/** Under which article another goes on. */
export const MergeBody = ActBody.extend({ into: z.string().min(1).max(200) });

/** Until when an article is held instead. */
export const MoveEmbargoBody = ActBody.extend({ until: Instant.describe('when it may run; to come') });

/** What of an article was emptied. */
export const Purged = z.object({ article: z.string(), revisions: z.number().int(), documents: z.number().int() });

/** What a destination is sent again. */
export const ReplayBody = ActBody.extend({
  since: Instant,
  until: Instant.optional().describe('without it now'),
  filter: Filter.partial()
    .extend({ newsClasses: z.array(NewsClass).optional() })
    .optional()
    .describe('narrower than what the destination gets anyway'),
  dryRun: z.boolean().default(false).describe('true: counts, and sends nothing'),
});

/** What a replay consists of. */
export const ReplayCounts = z.object({
  entries: z.number().int().describe('entries of the wire log that fit'),
  articles: z.number().int().describe('what they are squashed to: the current revision of each article, or its stop'),
  stops: z.number().int(),
  begun: z.boolean(),
});

/** The path of what an act is done to. */
export const ActPath = z.strictObject({ id: z.string().min(1).max(2_000) });

/** The revision that an act made. */
export const ActedRevision = z.object({
  article: z.string(),
  revision: z.number().int().nullable(),
  revisionId: z.string(),
  change: z.string(),
});

/** What came of an act that makes no revision. */
export const ActOutcome = z.object({ id: z.string(), outcome: z.string() });

/** How many acts are listed. */
export const AuditQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  reads: z.stringbool().default(true).describe('false: without who read held copy'),
});

/** What people did, the newest first. */
export const AuditList = z.object({
  acts: z.array(
    z.object({
      at: z.number().describe('epoch milliseconds'),
      by: z.string(),
      act: z.string(),
      of: z.string().describe('what it was done to: an article, a stop, a letter, a destination'),
      reason: z.string(),
    }),
  ),
});

/** What a destination answered to a test event. */
export const TestOutcome = z.object({
  outcome: z.enum(['delivered', 'failed', 'paced', 'denied', 'refused', 'put-back', 'gone']),
  detail: z.string().optional().describe('what was answered'),
  reason: z.string().optional().describe('why it was not delivered, and the cure where one is known'),
});
