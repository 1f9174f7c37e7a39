import type { FastifyReply } from 'fastify';
import { isKnownTag, sendAsset } from './asset.ts';
import { sendProblem } from './problem.ts';
import type { Answer } from './route.ts';
import { tagOf } from './tagged-json.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Sends what a route answered. What a GET shows has an ETag; who has it already is told so with 304. */
export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply | Promise<FastifyReply> {
  if ('missing' in answer) return sendProblem(reply, 404, answer.missing);
  if ('problem' in answer) return sendProblem(reply, answer.status, answer.problem);
  if ('asset' in answer) return sendAsset(answer.asset, reply.request, reply);
  if ('text' in answer) return sendTagged(reply, answer.text, answer.type, tagOf(answer.text));
  if ('json' in answer) return sendTagged(reply, answer.json.bytes, JSON_TYPE, answer.json.tag);
  if ('listen' in answer) {
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value) reply.raw.setHeader(name, value);
    reply.hijack();
    answer.listen(reply.raw);
    return reply;
  }
  reply.code(answer.status ?? 200).headers(answer.headers ?? {});
  const text = JSON.stringify(answer.body);
  if (reply.request.method !== 'GET' || reply.statusCode !== 200) return reply.type(JSON_TYPE).send(text);
  return sendTagged(reply, text, JSON_TYPE, tagOf(text));
}

function sendTagged(reply: FastifyReply, content: string | Buffer, type: string, tag: string): FastifyReply {
  // Kept by the caller alone, and asked about each time: a story may be stopped at any moment.
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'accept, authorization, cookie' });
  return isKnownTag(reply.request.headers['if-none-match'], tag)
    ? reply.code(304).send()
    : reply.type(type).send(content);
}
