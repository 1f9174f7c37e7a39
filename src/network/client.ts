import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { userinfoOf } from '../article/userinfo.ts';
import { collectBody, unpackBody } from './body.ts';
import { CookieJar } from './cookies.ts';
import { dispatcherFor, refusePrivateHost } from './dispatchers.ts';
import { breaksHttp, failureOf, firstLineOf, NetworkFailure } from './failure.ts';
import { isOnThisMachine, proxyFor } from './proxies.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PERMANENT = new Set([301, 308]);
/** Answers that have no body (RFC 9110, 15.3.5 and 15.4.5). */
const BODILESS = new Set([204, 304]);

/** One HTTP request under our rules. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** User and password in it are sent as Basic credentials, and stand nowhere else. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers for the address that gave them, wherever redirects lead. */
  readonly validators?: {
    readonly isFrom: (url: string) => boolean;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxWireBytes: number;
  readonly maxBodyBytes: number;
  /** 0: a redirect is answered as it is. */
  readonly maxRedirects: number;
  /** Opens the host of `url`, and no other that redirects lead to; all names of this machine are one host. */
  readonly allowPrivateAddresses: boolean;
  /** Certificates of authorities to trust beside the system's, as PEM. */
  readonly ca?: string | null;
  /** `status`: the answer's body says nothing of use; it is thrown away and no length of it is a failure. */
  readonly wants?: 'body' | 'status';
  /** A body whose connection broke or stood still is answered with `cut: true` instead of failing. */
  readonly keepsCut?: boolean;
  /** Where the answer is not written as HTTP says, it is asked for once more and its head is mended; for GET alone. */
  readonly mendsHead?: boolean;
  readonly signal?: AbortSignal;
}

/** Its answer; header names in lower case, the body unpacked. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The address after redirects, without credentials. */
  readonly url: string;
  /** Where permanent redirects alone led, or null. */
  readonly movedTo: string | null;
  readonly body: Uint8Array;
  /** The connection ended before the body did. */
  readonly cut: boolean;
  /** What was not as HTTP says and was mended, in the parser's words, or null. */
  readonly mended: string | null;
}

/**
 * Sends a request: checked addresses at every hop, caps on bytes as sent and as unpacked, one encoding layer, a
 * deadline for the whole.
 * @throws NetworkFailure
 */
export async function send(given: HttpRequest): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(given.timeoutMs);
  const signal = given.signal === undefined ? deadline : AbortSignal.any([deadline, given.signal]);
  const cookies = new CookieJar();
  const { hostname } = new URL(given.url);
  let url = withoutUserinfo(new URL(given.url));
  let headers = { ...basicCredentials(new URL(given.url)), ...lowerCased(given.headers) };
  let movedTo: string | null = null;
  let permanent = true;
  for (let hop = 0; ; hop += 1) {
    const extra = { ...cookies.headersFor(url), ...validatorsFor(given, url) };
    const allowPrivateAddresses = given.allowPrivateAddresses && isOneHost(url.hostname, hostname);
    const once = { ...given, signal, allowPrivateAddresses };
    const { answer, setCookies } = await sendOnce(once, url, { ...headers, ...extra });
    const target = answer.headers.location;
    if (!REDIRECTS.has(answer.status) || given.maxRedirects === 0 || target === undefined)
      return { ...answer, movedTo };
    if (hop >= given.maxRedirects) throw new NetworkFailure('redirect', `more than ${given.maxRedirects} redirects`);
    cookies.keep(url, setCookies, Date.now());
    const next = redirectTarget(target, url);
    if (next.host !== url.host) headers = withoutCredentials(headers);
    url = next;
    permanent &&= PERMANENT.has(answer.status);
    if (permanent) movedTo = url.href;
  }
}

const isOneHost = (one: string, other: string): boolean =>
  one === other || (isOnThisMachine(one) && isOnThisMachine(other));

/**
 * Where a redirect leads. Servers write the address in raw UTF-8, which a header gives as Latin-1.
 * @throws NetworkFailure `redirect` when it is no address, or goes from https to http
 */
export function redirectTarget(location: string, from: URL): URL {
  const written = URL.canParse(fromUtf8(location), from.href) ? new URL(fromUtf8(location), from) : null;
  if (written === null) throw new NetworkFailure('redirect', 'redirected to an address that cannot be read');
  if (written.protocol !== 'http:' && written.protocol !== 'https:')
    throw new NetworkFailure('redirect', `redirected to ${written.protocol}, which is not fetched`);
  if (from.protocol === 'https:' && written.protocol === 'http:')
    throw new NetworkFailure('redirect', `redirected from https to ${written.origin}`);
  return withoutUserinfo(written);
}

interface OneAnswer {
  readonly answer: Omit<HttpAnswer, 'movedTo'>;
  readonly setCookies: readonly string[];
}

async function sendOnce(
  given: HttpRequest & { readonly signal: AbortSignal },
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<OneAnswer> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new NetworkFailure('address', `${url.protocol} is not an address to fetch`);
  try {
    if (!given.allowPrivateAddresses) await refusePrivateHost(url);
    const { status, headers: answered, body: source, mended } = await exchange(given, url, headers);
    const received = flatten(answered);
    const { bytes, cut } = await readBody({ status, source }, received, given);
    // The end of a request that was given up may look like the end of a body that has no length.
    given.signal.throwIfAborted();
    const answer = { status, headers: received, url: url.href, body: bytes, cut, mended };
    return { answer, setCookies: [answered['set-cookie'] ?? []].flat() };
  } catch (error) {
    throw failureOf(error, given.method);
  }
}

/** What is left of a body of undici can be thrown away by it. */
type AnswerBody = Readable & { dump?: (limits: { limit: number }) => Promise<void> };

interface Exchanged {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AnswerBody;
  readonly mended: string | null;
}

async function exchange(
  given: HttpRequest & { readonly signal: AbortSignal },
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<Exchanged> {
  const { method, body = null, signal, ca = null } = given;
  const guarded = !given.allowPrivateAddresses;
  const asked = { 'accept-encoding': 'gzip, br, deflate', ...headers };
  try {
    const { request } = await import('undici');
    const dispatcher = await dispatcherFor(url, { guarded, ca });
    const response = await request(url, { method, headers: asked, body, signal, dispatcher });
    return { status: response.statusCode, headers: response.headers, body: response.body, mended: null };
  } catch (error) {
    const mayMend = given.mendsHead === true && method === 'GET' && proxyFor(url) === null;
    if (!mayMend || !breaksHttp(error)) throw error;
    const { askLeniently } = await import('./lenient-request.ts');
    const response = await askLeniently(url, { headers: asked, signal, guarded, ca });
    const mended = firstLineOf(error as Error);
    return { status: response.statusCode ?? 0, headers: response.headers, body: response, mended };
  }
}

async function readBody(
  { status, source }: { readonly status: number; readonly source: AnswerBody },
  headers: Readonly<Record<string, string>>,
  { method, wants, maxWireBytes, maxBodyBytes, keepsCut = false }: HttpRequest,
): Promise<{ bytes: Uint8Array; cut: boolean }> {
  if (wants === 'status' || method === 'HEAD' || BODILESS.has(status)) {
    if (source.dump === undefined) source.destroy();
    else await source.dump({ limit: maxWireBytes }).catch(() => undefined);
    return { bytes: new Uint8Array(), cut: false };
  }
  const { bytes, cut } = await collectBody(source, { maxWireBytes, keepsCut });
  return { bytes: await unpackBody(bytes, headers['content-encoding'], maxBodyBytes), cut };
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

/** Headers under their names in lower case. */
export const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function validatorsFor({ validators }: HttpRequest, url: URL): Readonly<Record<string, string>> {
  return validators?.isFrom(url.href) ? validators.headers : {};
}

/** The header that says user and password of an address, where it has any. */
export function basicCredentials(url: URL): Record<string, string> {
  if (url.username === '' && url.password === '') return {};
  const { user, password } = userinfoOf(url);
  const text = `${user}:${password}`;
  return { authorization: `Basic ${Buffer.from(text, 'utf8').toString('base64')}` };
}

/** The address without user and password. */
export function withoutUserinfo(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

function fromUtf8(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

/** What may be told to another host than the one the settings name: any other header may be a key. */
const TOLD_TO_ALL = new Set(['user-agent', 'accept', 'accept-encoding', 'accept-language']);

function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => TOLD_TO_ALL.has(name)));
}
