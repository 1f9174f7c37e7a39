import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Something that is the same for as long as the process runs, compressed once. */
export interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

export function assetOf(plain: Buffer, type: string): Asset {
  return {
    type,
    plain,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    gzip: gzipSync(plain),
    brotli: brotliCompressSync(plain, { params: { [zlib.BROTLI_PARAM_QUALITY]: 9 } }),
  };
}

/** Sends it as the asker can read it, or that it has not changed. */
export function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers({ 'cache-control': 'no-cache', etag: asset.etag, vary: 'accept-encoding' });
  if (isKnownTag(request.headers['if-none-match'], asset.etag)) return reply.code(304).send();
  const accepted = String(request.headers['accept-encoding'] ?? '');
  reply.type(asset.type);
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(asset.brotli);
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(asset.gzip);
  return reply.send(asset.plain);
}

const LONGEST_HEADER = 2_000;

/** Whether an If-None-Match header (RFC 9110, 13.1.2) names a tag; a weak one of the same value will do. */
export function isKnownTag(header: string | undefined, tag: string): boolean {
  const named = (header ?? '').slice(0, LONGEST_HEADER).split(',');
  return named.map((each) => each.trim().replace(/^W\//, '')).some((each) => each === tag || each === '*');
}
