import { z } from 'zod';
import { Filter } from '../routing/filter.ts';
import { RightsMode, Uses } from '../routing/rights.ts';
import { Routes } from '../routing/routes.ts';

/** What each destination makes of an article. */
export const Explained = z.object({
  article: z.string(),
  destinations: z.array(
    z.object({
      destination: z.string(),
      sends: z.boolean(),
      reason: z.string(),
      rules: z.array(z.object({ rule: z.string(), fits: z.boolean(), why: z.string() })).readonly(),
      rights: z.object({
        against: z.array(z.string()).readonly().describe('what does not allow it'),
        unread: z.array(z.string()).readonly().describe('restrictions that only a person can apply'),
      }),
    }),
  ),
});

const Changed = z
  .array(
    z.object({
      article: z.string(),
      revisionId: z.string(),
      headline: z.string().nullable(),
      at: z.string(),
      reason: z.string().describe('why it was not sent, or would not be'),
    }),
  )
  .readonly();

/** What other terms would have sent. */
export const Tried = z.object({
  looked: z.number().int().describe('revisions that were looked at'),
  sentBefore: z.number().int(),
  sentThen: z.number().int(),
  added: Changed.describe('what would have been sent and was not; at most 200'),
  dropped: Changed.describe('what would not have been sent and was; at most 200'),
});

/** The terms to be tried: those that are not there stay as the settings have them. */
export const TermsBody = z.strictObject({
  filter: Filter.optional(),
  routes: Routes.nullable().optional(),
  rights: RightsMode.optional(),
  uses: Uses.optional(),
  since: z.iso.datetime({ offset: true }).optional().describe('without it the last 24 hours'),
});

/** Tells how destinations route stories. */
export interface RouteReader {
  /** Null where there is no such article. */
  explain(article: string): Promise<z.infer<typeof Explained>['destinations'] | null>;
  /** Null where there is no such destination. */
  tryTerms(
    destination: string,
    terms: Omit<z.infer<typeof TermsBody>, 'since'>,
    since: number,
  ): Promise<z.infer<typeof Tried> | null>;
}
