import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** An answer of RFC 9457. */
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string().describe('names the request in the log'),
});

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Token needed',
  403: 'Not allowed',
  404: 'Not found',
  408: 'Too slow',
  409: 'Not as things stand',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  421: 'Wrong host',
  422: 'Not as things stand',
  429: 'Too many',
  431: 'Headers too large',
  503: 'Not now',
  505: 'HTTP version not spoken',
};

const RETRY_AFTER_SECONDS = 5;

/** A problem as it is sent. `requestId` names the request. */
export function problemOf(status: number, detail: string, requestId: string): z.infer<typeof Problem> {
  const title = TITLES[status] ?? (status < 500 ? 'Bad request' : 'Internal error');
  return { type: 'about:blank', title, status, detail, requestId };
}

/** Answers with a problem. `detail` is for the caller: never the message of an error of ours. */
export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="copytaster"');
  if (status === 503) reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  return reply
    .code(status)
    .type('application/problem+json')
    .send(problemOf(status, detail, reply.request.id));
}
