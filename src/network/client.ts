import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import { isPublicAddress, literalAddress } from './addresses.ts';

const CONNECT_MS = 5_000;
const HEADERS_MS = 10_000;
const IDLE_MS = 10_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Answers that have no body (RFC 9110, 15.3.5 and 15.4.5). */
const BODILESS = new Set([204, 304]);

/** One HTTP request under our rules. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxWireBytes: number;
  readonly maxBodyBytes: number;
  /** 0: a redirect is answered as it is. */
  readonly maxRedirects: number;
  readonly allowPrivateAddresses: boolean;
  /** `status`: the answer's body says nothing of use; it is thrown away and no length of it is a failure. */
  readonly wants?: 'body' | 'status';
  readonly signal?: AbortSignal;
}

/** Its answer; header names in lower case, the body unpacked. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The address after redirects. */
  readonly url: string;
  readonly body: Uint8Array;
}

export type NetworkFailureKind = 'address' | 'connect' | 'timeout' | 'too-large' | 'redirect' | 'encoding' | 'cut';

/** No answer that can be used. `ambiguous`: the other side may have taken the request all the same. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly kind: NetworkFailureKind;
  readonly ambiguous: boolean;
  constructor(
    kind: NetworkFailureKind,
    message: string,
    { ambiguous = false, cause }: { ambiguous?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.ambiguous = ambiguous;
  }
}

/** Every address of a name is checked before a connection is made to any. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const found = addresses as LookupAddress[];
    const refused = found.find(({ address }) => !isPublicAddress(address));
    if (refused !== undefined)
      return callback(new NetworkFailure('address', `${hostname} is the private address ${refused.address}`), '', 0);
    if (options.all) return (callback as unknown as (error: null, addresses: LookupAddress[]) => void)(null, found);
    callback(null, found[0]?.address ?? '', found[0]?.family ?? 4);
  });
};

const AGENT = {
  connectTimeout: CONNECT_MS,
  headersTimeout: HEADERS_MS,
  bodyTimeout: IDLE_MS,
  keepAliveTimeout: 10_000,
  connections: 32,
};
const agents = { open: new Agent(AGENT), guarded: new Agent({ ...AGENT, connect: { lookup: publicLookup } }) };

/**
 * Sends a request: checked addresses at every hop, caps on bytes as sent and as unpacked, one encoding layer, a
 * deadline for the whole.
 * @throws NetworkFailure
 */
export async function send(given: HttpRequest): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(given.timeoutMs);
  const signal = given.signal === undefined ? deadline : AbortSignal.any([deadline, given.signal]);
  let url = new URL(given.url);
  let headers = given.headers;
  for (let hop = 0; ; hop += 1) {
    const answer = await sendOnce({ ...given, headers, signal }, url);
    const target = answer.headers.location;
    if (!REDIRECTS.has(answer.status) || given.maxRedirects === 0 || target === undefined) return answer;
    if (hop >= given.maxRedirects) throw new NetworkFailure('redirect', `more than ${given.maxRedirects} redirects`);
    const next = new URL(target, url);
    if (url.protocol === 'https:' && next.protocol === 'http:')
      throw new NetworkFailure('redirect', `redirected from https to ${next.origin}`);
    if (next.host !== url.host) headers = withoutCredentials(headers);
    url = next;
  }
}

async function sendOnce(given: HttpRequest & { readonly signal: AbortSignal }, url: URL): Promise<HttpAnswer> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new NetworkFailure('address', `${url.protocol} is not an address to fetch`);
  const literal = literalAddress(url.hostname);
  if (!given.allowPrivateAddresses && literal !== null && !isPublicAddress(literal))
    throw new NetworkFailure('address', `${literal} is a private address`);
  try {
    const response = await request(url, {
      method: given.method,
      headers: { 'accept-encoding': 'gzip, br, deflate', ...given.headers },
      body: given.body ?? null,
      signal: given.signal,
      dispatcher: given.allowPrivateAddresses ? agents.open : agents.guarded,
    });
    const headers = flatten(response.headers);
    const bodiless = given.wants === 'status' || BODILESS.has(response.statusCode);
    const body = bodiless ? await discardBody(response, given) : await readBody(response, headers, given);
    return { status: response.statusCode, headers, url: url.href, body };
  } catch (error) {
    throw failureOf(error, given.method);
  }
}

async function discardBody(response: Dispatcher.ResponseData, { maxWireBytes }: HttpRequest): Promise<Uint8Array> {
  await response.body.dump({ limit: maxWireBytes }).catch(() => undefined);
  return new Uint8Array();
}

async function readBody(
  response: Dispatcher.ResponseData,
  headers: Readonly<Record<string, string>>,
  { maxWireBytes, maxBodyBytes }: HttpRequest,
): Promise<Uint8Array> {
  const source = response.body as unknown as Readable;
  let wire = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      wire += chunk.length;
      if (wire > maxWireBytes) throw new NetworkFailure('too-large', `more than ${maxWireBytes} bytes on the wire`);
      yield chunk;
    }
  };
  const unpack = unpackerOf(headers['content-encoding']);
  const raw = Readable.from(counted());
  const stream: AsyncIterable<Buffer> =
    unpack === null ? raw : raw.on('error', (error) => unpack.destroy(error)).pipe(unpack);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > maxBodyBytes) throw new NetworkFailure('too-large', `more than ${maxBodyBytes} bytes unpacked`);
      chunks.push(chunk);
    }
  } finally {
    source.destroy();
  }
  return Buffer.concat(chunks);
}

function unpackerOf(encoding: string | undefined): Transform | null {
  const layers = (encoding ?? '')
    .split(',')
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== '' && layer !== 'identity');
  if (layers.length === 0) return null;
  if (layers.length > 1) throw new NetworkFailure('encoding', `more than one encoding: ${encoding}`);
  if (layers[0] === 'gzip' || layers[0] === 'x-gzip') return createGunzip();
  if (layers[0] === 'br') return createBrotliDecompress();
  if (layers[0] === 'deflate') return createInflate();
  throw new NetworkFailure('encoding', `unknown encoding ${layers[0]}`);
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** What may be told to another host than the one the settings name: any other header may be a key. */
const TOLD_TO_ALL = new Set(['user-agent', 'accept', 'accept-encoding']);

function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => TOLD_TO_ALL.has(name.toLowerCase())));
}

const CONNECT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
const TIMEOUT_CODES = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

function failureOf(error: unknown, method: string): NetworkFailure {
  for (let at = error as (Error & { code?: string }) | undefined; at; at = at.cause as typeof at) {
    if (at.name === 'NetworkFailure') return at as NetworkFailure;
  }
  const { name, message, code = '' } = error as Error & { code?: string };
  if (CONNECT_CODES.has(code)) return new NetworkFailure('connect', message, { cause: error });
  const ambiguous = method === 'POST';
  if (name === 'TimeoutError' || name === 'AbortError' || TIMEOUT_CODES.has(code))
    return new NetworkFailure('timeout', 'no answer in time', { ambiguous, cause: error });
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT'))
    return new NetworkFailure('encoding', `the body cannot be unpacked: ${message}`, { cause: error });
  return new NetworkFailure('cut', `the connection was cut: ${message}`, { ambiguous, cause: error });
}
