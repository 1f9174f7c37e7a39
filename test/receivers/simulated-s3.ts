import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const KEYS = { accessKeyId: 'AKIATEST', secretAccessKey: 'a secret of the bucket' };

type Answer = [status: number, code: string];

/** An object of the bucket. */
export interface StoredObject {
  readonly key: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A store that takes puts and deletes as S3 does: it works the signature out anew from what came over the wire, refuses a put to a
 * key that is taken where the request says so, and remembers every object with its headers.
 * What is `guarded` it does not delete.
 */
export async function startS3({ preconditions = true }: { preconditions?: boolean } = {}) {
  const objects: StoredObject[] = [];
  const guarded = new Set<string>();
  const remove = (key: string): Answer => {
    if (guarded.has(key)) return [403, 'AccessDenied'];
    const at = objects.findIndex((each) => each.key === key);
    if (at >= 0) objects.splice(at, 1);
    return [204, ''];
  };
  const put = (key: string, body: Buffer, { headers }: IncomingMessage): Answer => {
    if (headers['if-none-match'] !== undefined) {
      if (!preconditions) return [501, 'NotImplemented'];
      if (objects.some((each) => each.key === key)) return [412, 'PreconditionFailed'];
    }
    objects.push({ key, body: body.toString(), headers: headers as Record<string, string> });
    return [200, ''];
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const answer = (status: number, code: string): void => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(status < 300 ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
    };
    const key = decodeURIComponent(new URL(request.url!, 'http://x').pathname);
    if (request.headers.authorization !== authorizationOf(request, body)) return answer(403, 'SignatureDoesNotMatch');
    if (request.headers['x-amz-content-sha256'] !== hash(body)) return answer(400, 'XAmzContentSHA256Mismatch');
    if (!key.startsWith('/wire/')) return answer(404, 'NoSuchBucket');
    const answered = request.method === 'DELETE' ? remove(key) : put(key, body, request);
    answer(...answered);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    guarded,
    close: () => server.close(),
  };
}

const hash = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const sign = (key: Uint8Array | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** What the Authorization header must be (AWS Signature Version 4), from the request as it came. */
function authorizationOf(request: IncomingMessage, body: Buffer): string | null {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), /.exec(
      request.headers.authorization ?? '',
    );
  if (given === null || given[1] !== KEYS.accessKeyId) return null;
  const [, , day, region, names] = given as unknown as [string, string, string, string, string];
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const { pathname } = new URL(request.url!, 'http://x');
  const canonical = `${request.method}\n${pathname}\n\n${headers.join('')}\n${names}\n${hash(body)}`;
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${request.headers['x-amz-date']}\n${scope}\n${hash(canonical)}`;
  const key = sign(sign(sign(sign(`AWS4${KEYS.secretAccessKey}`, day), region), 's3'), 'aws4_request');
  return `AWS4-HMAC-SHA256 Credential=${KEYS.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${sign(key, toSign).toString('hex')}`;
}
