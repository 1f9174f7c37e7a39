import { z } from 'zod';
import { Article, NewsClass, Priority } from '../article/article.ts';

const Position = z.string().max(40).describe('a position of the wire log');

/** What the list of articles may be asked. */
export const ListQuery = z
  .strictObject({
    after: Position.regex(/^(?:0|\d{1,16}-\d{1,16})$/, 'write a position of the wire log, or 0')
      .optional()
      .describe('follow the wire: revisions after this position, oldest first; 0 is the beginning'),
    before: Position.regex(/^\d{1,16}-\d{1,16}$/, 'write a position of the wire log')
      .optional()
      .describe('page back: articles before this position, newest first'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    agency: z.string().min(1).max(40).optional(),
    language: z
      .string()
      .regex(/^[A-Za-z0-9-]{2,35}$/, 'write a language such as en or pt-BR')
      .optional(),
    priority: Priority.optional(),
    newsClass: NewsClass.optional(),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, 'write after or before, not both');

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

/** `problems` only for who may read. */
export const Readiness = z.object({
  ready: z.boolean(),
  problems: z.array(z.object({ problem: z.string(), cure: z.string() })).optional(),
});
