import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cutText } from '../article/cut-text.ts';
import { keepDenial, keepLease, topicOf, type WebsubFeed } from '../transports/websub/subscribe.ts';
import { LEAVING } from '../transports/websub/unsubscribe.ts';
import type { FeedRouteDependencies } from './feed-route-dependencies.ts';
import { sendProblem } from './problem.ts';

const LONGEST_REASON = 200;
const LONGEST_LEASE_MS = 90 * 86_400_000;
const SHORTEST_LEASE_MS = 60_000;
const USUAL_LEASE_SECONDS = 86_400;
const ALGORITHMS = new Set(['sha1', 'sha256', 'sha384', 'sha512']);

/** What a hub asks of us and sends to us. */
export type HubRequest = FastifyRequest<{ Params: { readonly feed: string } }>;

/**
 * The hub asks whether we want what it was asked for: only the feed's own topic is confirmed, and that we want nothing
 * more only where we asked for that; or it says that we do not get it (WebSub, 5.2 and 5.3).
 */
export async function confirmSubscription(
  { feeds, accounts, now }: FeedRouteDependencies,
  request: HubRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const feed = feedOf(feeds(), request);
  const {
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.challenge': challenge,
    'hub.lease_seconds': lease,
    'hub.reason': reason,
  } = request.query as Record<string, unknown>;
  const own = feed === null ? null : await topicOf(accounts, feed);
  if (feed !== null && mode === 'denied' && topic === own) {
    await keepDenial(
      accounts,
      feed,
      cutText(typeof reason === 'string' ? reason : 'it says no reason', LONGEST_REASON),
    );
    return reply.code(200).send();
  }
  const wanted = feed !== null && mode === 'subscribe' && topic === own;
  const unwanted = mode === 'unsubscribe' && topic === (await accounts.read(request.params.feed, LEAVING));
  if (!(wanted || unwanted) || typeof challenge !== 'string')
    return sendProblem(reply, 404, 'there is no such subscription');
  const lifeMs = leaseMs(Number(lease) || USUAL_LEASE_SECONDS);
  if (wanted) await keepLease(accounts, feed, { topic: own as string, now: now(), lifeMs });
  return reply.type('text/plain').send(challenge);
}

/** Whole milliseconds, whatever number the hub writes. */
const leaseMs = (seconds: number): number =>
  Math.round(Math.min(LONGEST_LEASE_MS, Math.max(SHORTEST_LEASE_MS, seconds * 1_000)));

/** How many documents of hubs may be on their way to us at once: nobody knows whose they are before they are whole. */
const MOST_UNDER_WAY = 16;
let underWay = 0;

/** What nobody can have signed, or cannot be kept, is answered before any of it is read. */
export function refuseFromHub(
  { feeds, shut }: FeedRouteDependencies,
  request: HubRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const feed = feedOf(feeds(), request);
  if (feed === null) return sendProblem(reply, 404, `there is no subscription of ${cutText(request.params.feed, 100)}`);
  if (shut() || underWay >= MOST_UNDER_WAY) return sendProblem(reply, 503, 'no copy can be taken now; send it again');
  if (signatureIn(request.headers['x-hub-signature']) === null) return reply.code(202).send({ accepted: true });
  underWay += 1;
  reply.raw.once('close', () => {
    underWay -= 1;
  });
  return undefined;
}

/** A document from the hub. One without a right signature is answered as if it were taken, and is not (WebSub, 7.1). */
export async function takeFromHub(
  { feeds, inbox, now }: FeedRouteDependencies,
  request: HubRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const feed = feedOf(feeds(), request);
  const { body, headers } = request;
  if (feed !== null && Buffer.isBuffer(body) && body.length > 0 && isSigned(body, headers['x-hub-signature'], feed)) {
    const document = { bytes: body, contentType: headers['content-type'] ?? null, receivedAt: now() };
    if ((await inbox.put(feed.id, randomUUID(), null, document)) === 'full')
      return sendProblem(reply, 503, 'too many documents wait; send it again');
  }
  return reply.code(202).send({ accepted: true });
}

function feedOf(feeds: ReturnType<FeedRouteDependencies['feeds']>, request: HubRequest): WebsubFeed | null {
  const feed = feeds.get(request.params.feed);
  return feed?.transport === 'websub' && feed.enabled ? (feed as WebsubFeed) : null;
}

function isSigned(body: Buffer, header: string | string[] | undefined, { secret }: WebsubFeed): boolean {
  const signature = signatureIn(header);
  if (signature === null) return false;
  const right = createHmac(signature.algorithm, secret.reveal()).update(body).digest();
  const { shown } = signature;
  return shown.length === right.length && timingSafeEqual(shown, right);
}

/** The algorithm and the bytes of a signature, or null where there is none. */
function signatureIn(header: string | string[] | undefined): { algorithm: string; shown: Buffer } | null {
  const [named = '', given = ''] = String(header ?? '').split('=');
  const algorithm = named.toLowerCase();
  return ALGORITHMS.has(algorithm) && /^[\da-f]{40,128}$/i.test(given)
    ? { algorithm, shown: Buffer.from(given, 'hex') }
    : null;
}
