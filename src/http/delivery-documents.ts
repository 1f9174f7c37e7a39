import { z } from 'zod';
import { Duplicate, Related } from '../article/article.ts';

const instant = z.number().describe('epoch milliseconds');

const StopRow = z.object({
  destination: z.string(),
  since: instant.describe('owed since, epoch milliseconds'),
  attempts: z.number().int(),
  lastAt: instant.nullable(),
  answer: z.string().nullable().describe('what the last attempt was answered'),
  confirmedAt: instant.nullable(),
  signedOff: z.object({ by: z.string(), why: z.string(), at: instant }).nullable(),
  superseded: z.boolean().describe('a later stop of the same article took its place'),
});

const Stop = z.object({
  id: z.string().describe('the id of the revision, which is the webhook-id'),
  article: z.string(),
  uri: z.string(),
  change: z.string().describe('withdrawal, or withheld for what may come again'),
  at: instant,
  destinations: z.array(StopRow),
});

/** The newest stops, and how each stands with every destination that may have the story. */
export const StopList = z.object({ stops: z.array(Stop) });

/** What the list of stops may be asked. */
export const StopQuery = z.strictObject({
  article: z.string().min(1).max(2_000).optional().describe('an article id, its uri, or the id of a stop'),
  owed: z.stringbool().default(false).describe('true: those alone that somebody has not confirmed'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** What is held by an embargo. */
export const EmbargoList = z.object({
  held: z.array(
    z.object({
      article: z.string(),
      revisionId: z.string(),
      uri: z.string().nullable(),
      agency: z.string().nullable(),
      headline: z.string().nullable(),
      receivedAt: z.string().nullable(),
      until: z.string().nullable().describe('null: the copy names no instant, a person decides'),
      words: z.string().nullable(),
      destinations: z.array(z.string()).describe('who waits for it'),
    }),
  ),
});

const EndState = z.object({ state: z.string(), at: instant, reason: z.string().optional() });

/** Who got which version of an article when. */
export const ReachReport = z.object({
  article: z.string(),
  uri: z.string().nullable(),
  agency: z.string().nullable(),
  revisions: z.array(
    z.object({
      revisionId: z.string(),
      revision: z.number().int().nullable(),
      change: z.string(),
      receivedAt: z.string(),
      destinations: z.record(z.string(), EndState),
    }),
  ),
  stops: z.array(Stop),
  copies: z.array(Duplicate),
  related: z.array(Related),
});
