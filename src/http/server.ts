import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { describeError } from '../article/failure.ts';
import type { AccessToken } from '../settings/schema.ts';
import { shorten } from '../telemetry/log.ts';
import { isKnownHost } from './access.ts';
import { sendProblem } from './problem.ts';
import { type Answer, ROUTES, type Route, type RouteRoom } from './routes.ts';
import { allows, findToken } from './tokens.ts';

const LONGEST_PARAMETER = 2_000;
const LONGEST_ADDRESS = 8_000;

/** Who may call, as the settings say it now. */
export interface Admission {
  readonly hosts: readonly string[];
  /** None: whoever reaches the address may do all; it is a loopback address then. */
  readonly tokens: readonly AccessToken[];
}

/** What the server needs of the house. */
export interface HttpRoom extends RouteRoom {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  readonly admission: () => Admission;
}

/** Starts the HTTP server. Every error is an answer of RFC 9457 and says nothing of our insides. */
export async function createHttpServer(room: HttpRoom): Promise<{ address: string; close(): Promise<void> }> {
  const server = Fastify({
    logger: false,
    bodyLimit: 1_000_000,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (_, request, reply) =>
      void sendProblem(reply, 400, `the address ${shorten(request.url).slice(0, 200)} cannot be read`),
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    if (request.url.length > LONGEST_ADDRESS) return sendProblem(reply, 414, 'the address is too long');
    const { hosts, tokens } = room.admission();
    if (tokens.length === 0 && !isKnownHost(request.headers.host, hosts))
      return sendProblem(reply, 421, 'the Host header names another service; add the name to http.hosts');
  });
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, 404, `there is nothing at ${request.url.slice(0, 200)}`),
  );
  server.setErrorHandler((error, request, reply) => answerError(room, error, request, reply));
  for (const route of ROUTES) register(server, route, room);
  const address = await server.listen({ host: room.host, port: room.port });
  return { address, close: () => server.close() };
}

function register(server: FastifyInstance, route: Route, room: HttpRoom): void {
  server.get(route.address.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, reply) => {
    const { tokens } = room.admission();
    const token = findToken(request.headers.authorization, tokens);
    const may = (scope: NonNullable<Route['scope']>): boolean =>
      tokens.length === 0 || (token !== null && allows(token, scope));
    if (route.scope !== null && !may(route.scope)) {
      if (token === null) return sendProblem(reply, 401, 'send a token: Authorization: Bearer …');
      return sendProblem(reply, 403, `the token ${token.name} has not the scope ${route.scope}`);
    }
    const path = route.path.safeParse(request.params);
    const query = route.query.safeParse(request.query);
    if (!path.success) return sendProblem(reply, 400, describeIssues(path.error));
    if (!query.success) return sendProblem(reply, 400, describeIssues(query.error));
    const answer = await route.answer({ path: path.data, query: query.data, mayRead: may('read') }, room);
    return sendAnswer(reply, answer);
  });
}

function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  if ('missing' in answer) return sendProblem(reply, 404, answer.missing);
  if ('text' in answer) return reply.type(answer.type).send(answer.text);
  return reply.code(answer.status ?? 200).send(answer.body);
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`)
    .join('; ')
    .slice(0, 500);
}

async function answerError(
  { log, health }: HttpRoom,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status < 500) return sendProblem(reply, status, 'the request cannot be read');
  log.error({ requestId: request.id, url: shorten(request.url), reason: describeError(error) }, 'request failed');
  if ((await health()).length > 0) return sendProblem(reply, 503, 'Redis cannot be asked now; /readyz says why');
  return sendProblem(reply, 500, 'an error of the service; its log tells more under this requestId');
}
