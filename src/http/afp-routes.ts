import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../article/content.ts';
import { cutText } from '../article/cut-text.ts';
import { keepHint, type NotifiedFeed, notificationPassword } from '../transports/afp/notifications.ts';
import { type FeedRouteDependencies, NotKept } from './feed-route-dependencies.ts';
import { sendProblem } from './problem.ts';

/** What AFP sends us for a feed. */
type HintRequest = FastifyRequest<{ Params: { readonly feed: string } }>;

/** Whoever is not AFP is told so. */
export function refuseHint(
  { feeds }: FeedRouteDependencies,
  request: HintRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const { feed: id } = request.params;
  const feed = feeds().get(id) as NotifiedFeed | undefined;
  if (feed?.transport !== 'afp-api' || !feed.enabled || !feed.notify)
    return sendProblem(reply, 404, `there is no feed ${cutText(id, 100)} that AFP tells of`);
  const { authorization } = request.headers;
  if (!authorization) return sendProblem(reply, 401, 'send the user and the password of the service');
  if (!shows(authorization, id, notificationPassword(feed.account, id)))
    return sendProblem(reply, 403, 'these are not the user and the password of the service');
  return undefined;
}

/** AFP tells that there is something new. What it sends is not read: the feed is asked for, by its own query. */
export async function takeHintFromAfp(
  { accounts, now }: FeedRouteDependencies,
  { params: { feed: id } }: HintRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await keepHint(accounts, id, now()).catch((cause: unknown) => {
    throw new NotKept('the notification was not kept', { cause });
  });
  return reply.code(202).send({ accepted: true });
}

function shows(header: string, user: string, password: string): boolean {
  const right = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return timingSafeEqual(Buffer.from(sha256(header)), Buffer.from(sha256(right)));
}
