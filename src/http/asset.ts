import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Something that is the same for as long as the process runs. */
export interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  /** Its bytes in a content encoding. They are compressed once, off the main thread, when somebody first asks for them. */
  readonly encoded: (encoding: Encoding) => Promise<Buffer>;
}

type Encoding = keyof typeof ENCODERS;

const compressBrotli = promisify<Buffer, { params: Record<number, number> }, Buffer>(brotliCompress);
/** Compressors by the names of their encodings, the better one first. */
const ENCODERS = {
  br: (plain: Buffer) => compressBrotli(plain, { params: { [zlib.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: promisify<Buffer, Buffer>(gzip),
} as const;

/** An asset of these bytes and this media type. */
export function assetOf(plain: Buffer, type: string): Asset {
  const compressed = new Map<Encoding, Promise<Buffer>>();
  return {
    type,
    plain,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    encoded(encoding) {
      const known = compressed.get(encoding) ?? ENCODERS[encoding](plain);
      compressed.set(encoding, known);
      return known;
    },
  };
}

/** Sends an asset in the best encoding that the client accepts, or 304 where the client has it already. */
export async function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.headers({ 'cache-control': 'no-cache', etag: asset.etag, vary: 'accept-encoding' });
  if (isKnownTag(request.headers['if-none-match'], asset.etag)) return reply.code(304).send();
  const accepted = String(request.headers['accept-encoding'] ?? '');
  reply.type(asset.type);
  const encoding = ENCODINGS.find((name) => new RegExp(`\\b${name}\\b`).test(accepted));
  if (encoding === undefined) return reply.send(asset.plain);
  return reply.header('content-encoding', encoding).send(await asset.encoded(encoding));
}

const ENCODINGS = Object.keys(ENCODERS) as Encoding[];

const LONGEST_HEADER = 2_000;

/** Whether an If-None-Match header (RFC 9110, 13.1.2) names a tag; a weak one of the same value will do. */
export function isKnownTag(header: string | undefined, tag: string): boolean {
  const named = (header ?? '').slice(0, LONGEST_HEADER).split(',');
  return named.map((each) => each.trim().replace(/^W\//, '')).some((each) => each === tag || each === '*');
}
