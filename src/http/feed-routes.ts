import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '../article/content.ts';
import { cutText } from '../article/cut-text.ts';
import { isKnownEncoding, unpackBody } from '../network/body.ts';
import type { FeedSettings } from '../settings/schema.ts';
import type { Secret } from '../settings/secret.ts';
import type { PutOutcome } from '../store/inbox.ts';
import { refuseHint, takeHintFromAfp } from './afp-routes.ts';
import { type FeedRouteDependencies, NotKept } from './feed-route-dependencies.ts';
import { confirmSubscription, refuseFromHub, takeFromHub } from './hub-routes.ts';
import { sendProblem } from './problem.ts';
import { PushAdmission } from './push-admission.ts';

/** One document, as the folder takes it too. */
const MAX_DOCUMENT_BYTES = 20_000_000;
const LONGEST_KEY = 500;
const RETRY_AFTER_SECONDS = 5;

/**
 * Opens the ways by which documents are sent to us; each takes a document of any kind as it is. Who may not send one is
 * told so before any of it is read.
 */
export async function registerFeedRoutes(server: FastifyInstance, dependencies: FeedRouteDependencies): Promise<void> {
  const admission = new PushAdmission(dependencies.accounts);
  await server.register(async (routes) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_DOCUMENT_BYTES }, (_, body, done) =>
      done(null, body),
    );
    routes.post<{ Params: FeedParams }>(
      '/v1/push/:feed',
      {
        bodyLimit: MAX_DOCUMENT_BYTES,
        onRequest: async (request, reply) =>
          refusePush(dependencies, request, reply) ?? beginPush(admission, request, reply),
      },
      (request, reply) => takePushed(dependencies, admission, request, reply),
    );
    routes.get<{ Params: FeedParams }>('/v1/websub/:feed', (request, reply) =>
      confirmSubscription(dependencies, request, reply),
    );
    routes.post<{ Params: FeedParams }>(
      '/v1/websub/:feed',
      {
        bodyLimit: MAX_DOCUMENT_BYTES,
        onRequest: async (request, reply) => refuseFromHub(dependencies, request, reply),
      },
      (request, reply) => takeFromHub(dependencies, request, reply),
    );
    routes.post<{ Params: FeedParams }>(
      '/v1/afp/:feed',
      { onRequest: async (request, reply) => refuseHint(dependencies, request, reply) },
      (request, reply) => takeHintFromAfp(dependencies, request, reply),
    );
  });
}

interface FeedParams {
  readonly feed: string;
}
type FeedRequest = FastifyRequest<{ Params: FeedParams }>;

function refusePush(
  { feeds, shut }: FeedRouteDependencies,
  request: FeedRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const { feed: id } = request.params;
  const feed = feeds().get(id);
  if (feed?.transport !== 'push' || !feed.enabled)
    return sendProblem(reply, 404, `there is no feed ${cutText(id, 100)} that takes what is pushed`);
  const { token } = feed as FeedSettings & { readonly token: Secret };
  if (!request.headers.authorization) return sendProblem(reply, 401, "send the feed's token: Authorization: Bearer …");
  if (!shows(request.headers.authorization, token.reveal()))
    return sendProblem(reply, 403, `this is not the token of the feed ${id}`);
  if (shut()) return sendProblem(reply, 503, 'no copy can be taken now; send it again');
  const contentType = request.headers['content-type'] ?? null;
  if (contentType !== null && NO_DOCUMENT.test(contentType))
    return sendProblem(reply, 415, 'send the document itself as the body: XML, JSON, HTML or text');
  return undefined;
}

/** Who sends too much at once for one feed is told so before the body is read. */
function beginPush(admission: PushAdmission, request: FeedRequest, reply: FastifyReply): FastifyReply | undefined {
  const length = request.headers['content-length'];
  const end = admission.begin(request.params.feed, length === undefined ? null : Number(length));
  if (end === null) return sendLater(reply, 1, 'too many large documents are sent at once; send it again');
  reply.raw.once('close', end);
  return undefined;
}

async function takePushed(
  { feeds, inbox, now }: FeedRouteDependencies,
  admission: PushAdmission,
  request: FeedRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const bytes = await bodyOf(request);
  if (typeof bytes === 'number') return sendProblem(reply, bytes, PROBLEMS[bytes] as string);
  const { rate = null } = (feeds().get(request.params.feed) ?? {}) as { readonly rate?: number | null };
  const waitSeconds = await admission.count(request.params.feed, rate, bytes).catch((cause: unknown) => {
    throw new NotKept('the document was not kept', { cause });
  });
  if (waitSeconds > 0)
    return sendLater(reply, waitSeconds, 'more is sent than rate: of the feed allows; send it again');
  const contentType = request.headers['content-type'] ?? null;
  const key = request.headers['idempotency-key'];
  const name = typeof key === 'string' && key !== '' ? keyName(key) : null;
  const document = { bytes, contentType, receivedAt: now() };
  const outcome = await inbox.put(request.params.feed, randomUUID(), name, document).catch((cause: unknown) => {
    throw new NotKept('the document was not kept', { cause });
  });
  return answerPushed(reply, outcome);
}

/** Long keys that begin alike are different ones. */
const keyName = (key: string): string => (key.length > LONGEST_KEY ? sha256(key) : key);

function answerPushed(reply: FastifyReply, outcome: PutOutcome): FastifyReply {
  if (outcome === 'differs') return sendProblem(reply, 422, 'another document was sent under this Idempotency-Key');
  if (outcome === 'full') return sendLater(reply, RETRY_AFTER_SECONDS, 'too many documents wait; send it again');
  return reply.code(202).send({ accepted: true, repeated: outcome === 'known' });
}

function sendLater(reply: FastifyReply, seconds: number, problem: string): FastifyReply {
  return sendProblem(reply.header('retry-after', String(seconds)), 429, problem);
}

/** The token, as a bearer or as the password of Basic credentials, which is all that some senders can show. */
function shows(header: string, token: string): boolean {
  const [scheme = '', given = ''] = header.split(' ');
  const shown =
    scheme.toLowerCase() === 'basic'
      ? Buffer.from(given, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '')
      : given;
  return timingSafeEqual(Buffer.from(sha256(shown)), Buffer.from(sha256(token)));
}

/** Media types that are no document of a wire. */
const NO_DOCUMENT = /^(?:multipart|image|audio|video)\//i;

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'send a document; the body is empty',
  413: `a document may have ${MAX_DOCUMENT_BYTES} bytes`,
  415: 'the Content-Encoding cannot be undone; send gzip, deflate, br, zstd or none',
};

/** The document, unpacked, or the status of the problem with it. */
async function bodyOf({ body, headers }: FeedRequest): Promise<Buffer | number> {
  if (!Buffer.isBuffer(body) || body.length === 0) return 400;
  const encoding = headers['content-encoding'];
  if (!isKnownEncoding(encoding)) return 415;
  try {
    const bytes = await unpackBody(body, encoding, MAX_DOCUMENT_BYTES);
    return bytes.length === 0 ? 400 : bytes;
  } catch (error) {
    return (error as { kind?: string }).kind === 'too-large' ? 413 : 415;
  }
}
