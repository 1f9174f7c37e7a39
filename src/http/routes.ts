import { z } from 'zod';
import type { Article } from '../article/article.ts';
import type { Problem } from '../redis/readiness.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import {
  Alive,
  ArticlePage,
  ArticlePath,
  FollowedPage,
  ListQuery,
  Readiness,
  RevisionList,
  Version,
} from './documents.ts';
import { openApiDocument } from './openapi.ts';
import type { Scope } from './tokens.ts';

/** What filters the wire: fields that are absent do not filter. */
export interface ArticleFilter {
  readonly agency?: string;
  readonly language?: string;
  readonly priority?: string;
  readonly newsClass?: string;
}

/** What the API reads articles from. Gates hold behind it. */
export interface ArticleReader {
  newest(
    query: ArticleFilter & { before: string | null; limit: number },
  ): Promise<{ articles: Article[]; next: string | null }>;
  after(
    position: string,
    limit: number,
    filter: ArticleFilter,
  ): Promise<{ entries: { position: string; article: Article }[]; position: string }>;
  article(id: string): Promise<Article | null>;
  revisions(id: string): Promise<Article[]>;
}

/** What the answers are made from. */
export interface RouteRoom {
  readonly metrics: Metrics;
  /** Brings the metrics up to date that are read only when somebody looks; never fails, never takes long. */
  readonly refreshMetrics: () => Promise<void>;
  readonly version: string;
  readonly articles: ArticleReader;
  readonly health: () => Promise<readonly Problem[]>;
}

/** What a route answers. A text has its own type; `missing` becomes a problem with status 404. */
export type Answer =
  | { readonly status?: number; readonly body: unknown }
  | { readonly text: string; readonly type: string }
  | { readonly missing: string };

/** What is asked, checked by the route's schemas. */
interface Asked<Path extends z.ZodType, Query extends z.ZodType> {
  readonly path: z.infer<Path>;
  readonly query: z.infer<Query>;
  /** Whether the caller may read: some answers say more then. */
  readonly mayRead: boolean;
}

/** One path of the API: what it takes, who may call it, what it gives. The OpenAPI document is made from these. */
export interface Route<Path extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType> {
  /** With parameters in braces: `/v1/articles/{id}`. */
  readonly address: string;
  readonly operation: string;
  readonly summary: string;
  /** Null: open to everybody. */
  readonly scope: Scope | null;
  readonly path: Path;
  readonly query: Query;
  /** Schemas of the answers by status; a text for a media type that has none. */
  readonly answers: Readonly<Record<number, z.ZodType | string>>;
  answer(asked: Asked<Path, Query>, room: RouteRoom): Promise<Answer> | Answer;
}

const Nothing = z.strictObject({});
const Anything = z.looseObject({});

function route<Path extends z.ZodType = typeof Nothing, Query extends z.ZodType = typeof Anything>(
  facts: Omit<Route<Path, Query>, 'path' | 'query'> & { path?: Path; query?: Query },
): Route {
  return { path: Nothing, query: Anything, ...facts } as unknown as Route;
}

/** Every route. */
export const ROUTES: readonly Route[] = [
  route({
    address: '/healthz',
    operation: 'isAlive',
    summary: 'The process answers',
    scope: null,
    answers: { 200: Alive },
    answer: () => ({ body: { status: 'alive' } }),
  }),
  route({
    address: '/readyz',
    operation: 'isReady',
    summary: 'The service can be trusted with stories; otherwise what is wrong, and what to do',
    scope: null,
    answers: { 200: Readiness, 503: Readiness },
    async answer({ mayRead }, { health }) {
      const problems = await health();
      const ready = problems.length === 0;
      return { status: ready ? 200 : 503, body: { ready, ...(mayRead ? { problems } : {}) } };
    },
  }),
  route({
    address: '/openapi.json',
    operation: 'describeApi',
    summary: 'This document',
    scope: null,
    answers: { 200: Anything },
    answer: () => ({ body: openApiDocument(ROUTES) }),
  }),
  route({
    address: '/version',
    operation: 'readVersion',
    summary: 'The running version',
    scope: 'read',
    answers: { 200: Version },
    answer: (_, { version }) => ({ body: { name: 'copytaster', version } }),
  }),
  route({
    address: '/metrics',
    operation: 'readMetrics',
    summary: 'Metrics for Prometheus',
    scope: 'read',
    answers: { 200: 'text/plain' },
    async answer(_, { metrics: { registry }, refreshMetrics }) {
      await refreshMetrics();
      return { text: await registry.metrics(), type: registry.contentType };
    },
  }),
  route({
    address: '/v1/articles',
    operation: 'listArticles',
    summary: 'Current articles, newest first; with after, every revision since, in the order of the wire',
    scope: 'read',
    query: ListQuery,
    answers: { 200: z.union([ArticlePage, FollowedPage]) },
    async answer({ query: { after, before, limit, ...filter } }, { articles }) {
      if (after !== undefined) return { body: await articles.after(after, limit, filter) };
      return { body: await articles.newest({ before: before ?? null, limit, ...filter }) };
    },
  }),
  route({
    address: '/v1/articles/{id}',
    operation: 'readArticle',
    summary: 'The current revision of an article',
    scope: 'read',
    path: ArticlePath,
    answers: { 200: ArticlePage.shape.articles.element },
    async answer({ path: { id } }, { articles }) {
      const article = await articles.article(id);
      return article === null ? { missing: `there is no article ${id.slice(0, 100)}` } : { body: article };
    },
  }),
  route({
    address: '/v1/articles/{id}/revisions',
    operation: 'listRevisions',
    summary: 'All revisions of an article in the order of arrival',
    scope: 'read',
    path: ArticlePath,
    answers: { 200: RevisionList },
    async answer({ path: { id } }, { articles }) {
      const revisions = await articles.revisions(id);
      return revisions.length === 0 ? { missing: `there is no article ${id.slice(0, 100)}` } : { body: { revisions } };
    },
  }),
];
