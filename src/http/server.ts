import Fastify, { type FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Article } from '../article/article.ts';
import type { Problem } from '../redis/readiness.ts';
import type { Settings } from '../settings/schema.ts';
import type { Metrics } from '../telemetry/metrics.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** What the API reads articles from. Gates hold behind it. */
export interface ArticleReader {
  newest(query: {
    before: string | null;
    limit: number;
    agency?: string;
    language?: string;
    priority?: string;
    newsClass?: string;
  }): Promise<{ articles: Article[]; next: string | null }>;
  after(
    position: string,
    limit: number,
  ): Promise<{ entries: { position: string; article: Article }[]; position: string }>;
  article(id: string): Promise<Article | null>;
  revisions(id: string): Promise<Article[]>;
}

/** What the server needs of the house. */
export interface HttpRoom {
  readonly settings: Settings;
  readonly metrics: Metrics;
  readonly version: string;
  readonly articles: ArticleReader;
  readonly health: () => Promise<readonly Problem[]>;
}

const ListQuery = z.strictObject({
  after: z
    .string()
    .regex(/^(?:0|\d+-\d+)$/, 'a position of the wire log, or 0')
    .optional(),
  before: z
    .string()
    .regex(/^\d+-\d+$/, 'a position of the wire log')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  agency: z.string().optional(),
  language: z.string().optional(),
  priority: z.string().optional(),
  newsClass: z.string().optional(),
});

/** Starts the HTTP server. @throws when it should listen beyond loopback without tokens */
export async function createHttpServer({
  settings,
  metrics,
  version,
  articles,
  health,
}: HttpRoom): Promise<{ address: string; close(): Promise<void> }> {
  const { host, port } = settings.http;
  if (!LOOPBACK.has(host))
    throw new Error(
      `http.host ${host}: only loopback addresses (127.0.0.1, ::1) are served; put a proxy with authentication before it`,
    );
  const server = Fastify({ logger: false, bodyLimit: 1_000_000, requestTimeout: 30_000, forceCloseConnections: true });

  server.setErrorHandler((error: Error & { statusCode?: number }, _, reply) =>
    problem(reply, error.statusCode ?? 500, error.message),
  );
  server.setNotFoundHandler((request, reply) =>
    problem(reply, 404, `there is nothing at ${request.url.slice(0, 200)}`),
  );

  server.get('/healthz', () => ({ status: 'alive' }));
  server.get('/readyz', async (_, reply) => {
    const problems = await health();
    return reply.code(problems.length === 0 ? 200 : 503).send({ ready: problems.length === 0, problems });
  });
  server.get('/version', () => ({ name: 'copytaster', version }));
  server.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  server.get('/v1/articles', async (request, reply) => {
    const query = ListQuery.safeParse(request.query);
    if (!query.success)
      return problem(
        reply,
        400,
        query.error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`).join('; '),
      );
    const { after, before, ...filter } = query.data;
    if (after !== undefined) return articles.after(after, filter.limit);
    return articles.newest({ before: before ?? null, ...filter });
  });
  server.get<{ Params: { id: string } }>('/v1/articles/:id', async ({ params }, reply) => {
    const article = await articles.article(params.id);
    return article ?? problem(reply, 404, `there is no article ${params.id.slice(0, 100)}`);
  });
  server.get<{ Params: { id: string } }>('/v1/articles/:id/revisions', async ({ params }, reply) => {
    const revisions = await articles.revisions(params.id);
    return revisions.length > 0 ? { revisions } : problem(reply, 404, `there is no article ${params.id.slice(0, 100)}`);
  });

  const address = await server.listen({ host, port });
  return { address, close: () => server.close() };
}

/** An answer of RFC 9457. */
function problem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const title = status === 404 ? 'Not found' : status < 500 ? 'Bad request' : 'Internal error';
  return reply.code(status).type('application/problem+json').send({ type: 'about:blank', title, status, detail });
}
