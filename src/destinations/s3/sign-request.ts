import { createHash, createHmac } from 'node:crypto';

/** One request to be signed. */
interface Request {
  readonly method: string;
  readonly address: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly now: number;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Uint8Array | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/**
 * The headers of a request to S3, signed as AWS Signature Version 4 says (docs.aws.amazon.com, "Authenticating Requests:
 * Using the Authorization Header"). The address must be encoded already.
 */
export function signRequest(
  { method, address, headers, body, now }: Request,
  { accessKeyId, secretAccessKey, region }: Credentials,
): Record<string, string> {
  const at = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`;
  const hash = sha256(body);
  const signed: Record<string, string> = {
    ...headers,
    host: address.host,
    'x-amz-content-sha256': hash,
    'x-amz-date': at,
  };
  const names = Object.keys(signed).sort();
  const canonical = [
    method,
    address.pathname,
    '',
    ...names.map((name) => `${name}:${(signed[name] as string).trim()}`),
    '',
    names.join(';'),
    hash,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [at.slice(0, 8), region, 's3', 'aws4_request'].reduce<Uint8Array | string>(
    (above, part) => hmac(above, part),
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  return {
    ...signed,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}
