import { isDeepStrictEqual } from 'node:util';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { cutText } from '../article/cut-text.ts';
import { describeError } from '../article/failure.ts';
import { shorten } from '../telemetry/log.ts';
import { isKnownHost } from './access.ts';
import { type Admission, type Caller, type Callers, FORGERY_HEADER, isOpen } from './callers.ts';
import { CONNECTION_TIMES, hostProblem, isSpokenVersion, limitConnections, pathOfTarget } from './connections.ts';
import { describeIssues } from './describe-issues.ts';
import type { FeedRouteDependencies } from './feed-route-dependencies.ts';
import { registerFeedRoutes } from './feed-routes.ts';
import { refuseMalformed } from './malformed-request.ts';
import { asksForPage, servePage } from './page.ts';
import { sendProblem } from './problem.ts';
import type { Route, RouteContext } from './route.ts';
import { ROUTES } from './routes.ts';
import { sendAnswer } from './send-answer.ts';
import type { Scope } from './tokens.ts';

const LONGEST_PARAMETER = 2_000;
const LONGEST_ADDRESS = 8_000;
const LARGEST_BODY = 1_000_000;

/** What the server needs from the service. */
export interface HttpDependencies extends RouteContext {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  readonly admission: () => Admission;
  readonly feedRoutes: FeedRouteDependencies;
}

/** Starts the HTTP server. Every error is an answer of RFC 9457 and says nothing of our insides. */
export async function createHttpServer(
  dependencies: HttpDependencies,
): Promise<{ address: string; close(): Promise<void> }> {
  const server = Fastify({
    logger: false,
    bodyLimit: LARGEST_BODY,
    ...CONNECTION_TIMES,
    rewriteUrl: pathOfTarget,
    forceCloseConnections: true,
    clientErrorHandler: refuseMalformed,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (_, request, reply) =>
      void sendProblem(reply, 400, `the address ${cutText(request.url, 200)} cannot be read`),
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!isSpokenVersion(request.raw)) return sendProblem(reply, 505, 'send the request in HTTP/1.1');
    const problem = hostProblem(request.raw, request.originalUrl);
    if (problem !== null) return sendProblem(reply, 400, problem);
    reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    if (request.url.length > LONGEST_ADDRESS) return sendProblem(reply, 414, 'the address is too long');
    const admission = dependencies.admission();
    if (isOpen(admission) && !isKnownHost(request.headers.host, admission.hosts))
      return sendProblem(reply, 421, 'the Host header names another service; add the name to http.hosts');
  });
  server.setErrorHandler((error, request, reply) => answerError(dependencies, error, request, reply));
  for (const route of ROUTES) register(server, route, dependencies);
  await registerFeedRoutes(server, dependencies.feedRoutes);
  const showPage = servePage(server, dependencies.callers);
  server.setNotFoundHandler((request, reply) =>
    showPage !== null && asksForPage(request)
      ? showPage(request, reply.code(404))
      : sendProblem(reply, 404, `there is nothing at ${cutText(request.url, 200)}`),
  );
  limitConnections(server.server);
  const address = await server.listen({ host: dependencies.host, port: dependencies.port });
  return { address, close: () => server.close() };
}

function register(server: FastifyInstance, route: Route, dependencies: HttpDependencies): void {
  const url = route.address.replaceAll(/\{(\w+)\}/g, ':$1');
  server.route({
    method: route.method,
    url,
    handler: async (request, reply) => {
      const { callers } = dependencies;
      const calling = { headers: request.headers, address: request.ip };
      const caller = await callers.identify(calling);
      const refusal = await refusalOf(route, caller, request, callers);
      if (refusal !== null) return sendProblem(reply, refusal.status, refusal.problem);
      const path = route.path.safeParse(request.params);
      const query = route.query.safeParse(request.query);
      const body = route.body.safeParse(request.body);
      for (const [name, part] of Object.entries({ path, query, body }))
        if (!part.success) return sendProblem(reply, 400, describeIssues(name, part.error));
      const asked = {
        path: path.data,
        query: query.data,
        body: body.data,
        who: caller.name,
        may: (scope: Scope): boolean => callers.may(caller, scope),
        accept: request.headers.accept ?? null,
        address: `${request.protocol}://${request.host}${request.url}`,
        caller,
        cookie: request.headers.cookie,
        isStill: async () => isDeepStrictEqual(await callers.identify(calling), caller),
        from: { address: request.ip, encrypted: isEncrypted(request) },
        lastEventId: lastEventId(request),
      };
      return sendAnswer(reply, await route.answer(asked, dependencies));
    },
  });
}

const TOKEN_UNKNOWN = 'the token that was sent is not known here';
const NAMES: Readonly<Record<string, string>> = { token: 'the token', session: 'the token', proxy: 'the user' };

/** Why a caller may not have what a route gives; null where it may. */
async function refusalOf(
  { scope, method, partly }: Route,
  caller: Caller,
  { headers }: FastifyRequest,
  callers: Callers,
): Promise<{ readonly status: number; readonly problem: string } | null> {
  if (scope === null) return null;
  const name = `${NAMES[caller.by]} ${caller.name}`;
  if (!callers.may(caller, scope))
    return caller.name === null
      ? { status: 401, problem: headers.authorization ? TOKEN_UNKNOWN : 'send a token: Authorization: Bearer …' }
      : { status: 403, problem: `${name} has not the scope ${scope}` };
  if (caller.terms !== undefined && partly !== true)
    return { status: 403, problem: `${name} may read its part of the wire and nothing else` };
  if (method === 'POST' && (await callers.isForged(caller, headers)))
    return { status: 403, problem: `send what /v1/session says as forgeryToken in the header ${FORGERY_HEADER}` };
  return null;
}

/** Behind a proxy the connection to us is not encrypted, that to the browser may be. */
function isEncrypted({ headers, protocol }: FastifyRequest): boolean {
  return protocol === 'https' || headers['x-forwarded-proto'] === 'https';
}

function lastEventId({ headers }: FastifyRequest): string | null {
  const id = headers['last-event-id'];
  return typeof id === 'string' && /^\d{1,16}-\d{1,16}$/.test(id) ? id : null;
}

async function answerError(
  { log, health }: HttpDependencies,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status === 413) {
    // Whoever is cut off in the middle of sending sees a broken connection and never the answer: the rest is let go by.
    reply.removeHeader('connection');
    request.raw.resume();
  }
  if (status === 413)
    return sendProblem(reply, status, `the body may have ${request.routeOptions.bodyLimit ?? LARGEST_BODY} bytes`);
  if (status < 500) return sendProblem(reply, status, 'the request cannot be read');
  log.error({ requestId: request.id, url: shorten(request.url), reason: describeError(error) }, 'request failed');
  if ((await health()).length > 0) return sendProblem(reply, 503, 'Redis cannot be asked now; /readyz says why');
  if (status === 503) return sendProblem(reply, 503, 'it could not be kept; send it again');
  return sendProblem(reply, 500, 'an error of the service; its log tells more under this requestId');
}
