import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';
import { NetworkFailure } from './failure.ts';

/** As much of a body as arrived. `cut`: the connection ended, or stood still, before the body did. */
export interface WireBody {
  readonly bytes: Buffer;
  readonly cut: boolean;
}

/**
 * Collects a body up to a limit.
 * @param keepsCut a body whose connection broke is given as far as it came, instead of failing
 * @throws NetworkFailure when more comes than the limit allows
 */
export async function collectBody(
  source: AsyncIterable<Buffer> & { destroy(): unknown },
  { maxWireBytes, keepsCut }: { readonly maxWireBytes: number; readonly keepsCut: boolean },
): Promise<WireBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  let cut = false;
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxWireBytes) throw new NetworkFailure('too-large', `more than ${maxWireBytes} bytes on the wire`);
      chunks.push(chunk);
    }
  } catch (error) {
    const { code = '' } = error as Error & { code?: string };
    if (!keepsCut || size === 0 || !CUT_CODES.has(code)) throw error;
    cut = true;
  } finally {
    source.destroy();
  }
  return { bytes: Buffer.concat(chunks), cut };
}

const CUT_CODES = new Set([
  'UND_ERR_SOCKET',
  'UND_ERR_BODY_TIMEOUT',
  'ECONNRESET',
  'HPE_INVALID_CHUNK_SIZE',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

type Unpack = (bytes: Buffer, options: { maxOutputLength: number; finishFlush: number }) => Promise<Buffer>;
const gunzipped = promisify(gunzip) as unknown as Unpack;
const inflated = promisify(inflate) as unknown as Unpack;
const inflatedRaw = promisify(inflateRaw) as unknown as Unpack;
const brotli = promisify(brotliDecompress) as unknown as Unpack;
const zstd = promisify(zstdDecompress) as unknown as Unpack;

/** Each encoding, the ways in which it is written in the world, the right one first. */
const ENCODINGS: Readonly<Record<string, readonly Unpack[]>> = {
  gzip: [gunzipped, unpackFirstMember],
  'x-gzip': [gunzipped, unpackFirstMember],
  deflate: [inflated, inflatedRaw],
  br: [brotli],
  zstd: [zstd],
};

/** Values of Content-Encoding that name no encoding; servers write a charset or the word itself there. */
const NO_ENCODING = /^(?:|identity|none|binary|7bit|8bit|utf-?8|utf-?16|us-ascii|iso-8859-\d+|windows-\d+|text\/.*)$/;
/** A gzip body without its trailer, or any that was cut, is unpacked as far as it came. */
const AS_FAR_AS_IT_CAME = constants.Z_SYNC_FLUSH;
const FLUSHES: ReadonlyMap<string, number> = new Map([
  ['br', constants.BROTLI_OPERATION_FLUSH],
  ['zstd', constants.ZSTD_e_flush],
]);

/**
 * Undoes one content encoding. A body that is not encoded at all although its header says so is left as it is.
 * @throws NetworkFailure `encoding` where it cannot be undone, `too-large` where it becomes longer than the limit
 */
export async function unpackBody(bytes: Buffer, encoding: string | undefined, maxBodyBytes: number): Promise<Buffer> {
  const layers = layersOf(encoding);
  const [layer] = layers;
  if (layer === undefined || bytes.length === 0) return withinLimit(bytes, maxBodyBytes);
  if (layers.length > 1) throw new NetworkFailure('encoding', `more than one encoding: ${encoding}`);
  if (looksLikeText(bytes)) return withinLimit(bytes, maxBodyBytes);
  if (ENCODINGS[layer] === undefined) throw new NetworkFailure('encoding', `unknown encoding ${layer}`);
  const begun = MARKS.find(([mark]) => bytes.subarray(0, mark.length).equals(mark))?.[1];
  return unpackByAny([layer, begun ?? layer], bytes, maxBodyBytes);
}

/** What packed bytes begin with, where their encoding has such a mark; some servers name another one. */
const MARKS: readonly (readonly [Buffer, string])[] = [
  [Buffer.of(0x1f, 0x8b), 'gzip'],
  [Buffer.of(0x28, 0xb5, 0x2f, 0xfd), 'zstd'],
];

/** True of a Content-Encoding that can be undone, and of none. */
export function isKnownEncoding(encoding: string | undefined): boolean {
  return layersOf(encoding).every((layer) => Object.hasOwn(ENCODINGS, layer));
}

function layersOf(encoding = ''): string[] {
  return encoding
    .split(',')
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => !NO_ENCODING.test(layer));
}

async function unpackByAny(layers: readonly string[], bytes: Buffer, maxBodyBytes: number): Promise<Buffer> {
  const ways = [...new Set(layers)].flatMap((layer) =>
    (ENCODINGS[layer] ?? []).map((unpack) => ({ unpack, finishFlush: FLUSHES.get(layer) ?? AS_FAR_AS_IT_CAME })),
  );
  let first: unknown;
  for (const { unpack, finishFlush } of ways) {
    try {
      return await unpack(bytes, { maxOutputLength: maxBodyBytes, finishFlush });
    } catch (cause) {
      if ((cause as Error & { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
        throw new NetworkFailure('too-large', `more than ${maxBodyBytes} bytes unpacked`);
      first ??= cause;
    }
  }
  throw new NetworkFailure('encoding', `the body cannot be unpacked: ${(first as Error).message}`, { cause: first });
}

function withinLimit(bytes: Buffer, maxBodyBytes: number): Buffer {
  if (bytes.length > maxBodyBytes) throw new NetworkFailure('too-large', `more than ${maxBodyBytes} bytes`);
  return bytes;
}

/** Markup and JSON begin with a sign that no encoding begins with. */
function looksLikeText(bytes: Buffer): boolean {
  const start = bytes
    .subarray(0, 64)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  return /^[<{[]/.test(start);
}

/** The first member of a gzip body with other bytes behind it (RFC 1952, section 2.3). */
function unpackFirstMember(bytes: Buffer, options: { maxOutputLength: number; finishFlush: number }): Promise<Buffer> {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + bytes.readUInt16LE(at);
  if ((flags & 8) !== 0) at = bytes.indexOf(0, at) + 1;
  if ((flags & 16) !== 0) at = bytes.indexOf(0, at) + 1;
  if ((flags & 2) !== 0) at += 2;
  return inflatedRaw(bytes.subarray(at), options);
}
