import { z } from 'zod';
import type { Bookmark, Capture } from '../article/capture.ts';
import { sha256 } from '../article/content.ts';
import { FeedDown, type FeedState, Snoozed } from '../article/failure.ts';
import { hasOwnEnd } from '../decode/document-end.ts';
import { type HttpAnswer, type HttpRequest, send } from '../network/client.ts';
import { NetworkFailure } from '../network/failure.ts';
import { readRetryAfter } from '../network/retry-after.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { Headers, HttpAddress } from '../settings/setting-values.ts';
import { refuseDocument } from './answer/refuse-document.ts';
import { defineTransport, type FeedOf, type PollHints } from './contract/transport.ts';
import { AuthorityKeys, readAuthorities } from './tls/authorities.ts';

const ACCEPT = 'application/rss+xml, application/atom+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5';
const TIMEOUT_MS = 30_000;
const MAX_WIRE_BYTES = 10_000_000;
const MAX_BODY_BYTES = 20_000_000;
const MAX_REDIRECTS = 5;
/** Validators lie: this many fetches after the last whole answer, the feed is asked without them until it gives one. */
const UNCONDITIONAL_AFTER = 20;
const LONGEST_WAIT_MS = 2 * 86_400_000;

const settings = z.strictObject({
  url: HttpAddress.describe('the address of the feed').meta({ example: 'https://example.org/world.xml' }),
  headers: Headers.default({})
    .describe('sent with every request')
    .meta({ example: { authorization: 'Bearer ${REUTERS_TOKEN}' } }),
  ...AuthorityKeys,
});

/** Polls an address with conditional GET. */
const httpPoll = defineTransport({
  name: 'http-poll',
  summary: 'polls an address with conditional GET',
  settings,
  async fetch({ feed, bookmark: kept, sequence, now, signal, userAgent }) {
    const place = sha256(feed.url);
    const bookmark = kept.place === undefined || kept.place === place ? kept : {};
    const answeredBy = bookmark.answeredBy ?? sha256(plainAddress(feed.url));
    const tolerant = { keepsCut: true, mendsHead: true };
    const request = { ...(await requestOf(feed, { userAgent, signal })), url: feed.url, ...tolerant };
    const validators = sequence - Number(bookmark.wholeAt ?? 0) < UNCONDITIONAL_AFTER ? validatorsOf(bookmark) : {};
    const asked = { isFrom: (url: string) => sha256(url) === answeredBy, headers: validators };
    const answered = await ask(feed.id, { ...request, validators: asked });
    const answer = refusesValidators(answered, validators) ? await ask(feed.id, request) : answered;
    const hints = hintsOf(answer, now);
    const { link } = answer.headers;
    if (answer.status === 304) {
      if (Object.keys(validators).length > 0) return { outcome: 'unchanged', hints, link };
      throw new FeedDown(`feed ${feed.id}: answered 304 to a request that asked for everything`, 'server');
    }
    refuse(feed, feed.url, answer, now);
    const bodySha256 = sha256(answer.body);
    const remembered = {
      ...validatorsIn(answer),
      ...{ answeredBy: sha256(answer.url), place, bodySha256, wholeAt: sequence },
    };
    if (bodySha256 === bookmark.bodySha256) return { outcome: 'unchanged', hints, link, bookmark: remembered };
    return {
      outcome: 'ok',
      hints,
      captures: [{ capture: captureOf(answer, now), bookmark: answer.cut ? { place } : remembered, holds: null }],
      continues: kept.place === place,
      link,
    };
  },
  async fetchOlder({ feed, now, signal, userAgent }, address) {
    const request = await requestOf(feed, { userAgent, signal });
    const { origin, username, password } = new URL(feed.url);
    const url = new URL(address);
    const isOwn = url.origin === origin;
    // What the document names elsewhere gets no key of ours, and is never inside our own network.
    const own = isOwn
      ? { url: Object.assign(url, { username, password }).href }
      : { url: url.href, headers: { 'user-agent': userAgent, accept: ACCEPT }, allowPrivateAddresses: false };
    const answer = await ask(feed.id, { ...request, ...own });
    refuse(feed, address, answer, now);
    return captureOf(answer, now);
  },
});
export default httpPoll;

/** True where a server takes a request amiss because it has validators, its own by some release ago. */
const refusesValidators = ({ status }: HttpAnswer, validators: object): boolean =>
  (status === 400 || status === 412) && Object.keys(validators).length > 0;

/** What a feed is asked with, whatever is asked for. */
async function requestOf(
  { id, headers, ca, allowPrivateAddresses }: FeedOf<typeof settings.shape>,
  { userAgent, signal }: { userAgent: string; signal: AbortSignal },
): Promise<Omit<HttpRequest, 'url'>> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.reveal()]);
  return {
    method: 'GET',
    headers: { 'user-agent': userAgent, accept: ACCEPT, ...Object.fromEntries(own) },
    ca: await readAuthorities(id, ca),
    timeoutMs: TIMEOUT_MS,
    maxWireBytes: MAX_WIRE_BYTES,
    maxBodyBytes: MAX_BODY_BYTES,
    maxRedirects: MAX_REDIRECTS,
    allowPrivateAddresses,
    signal,
  };
}

function captureOf({ body, headers, url }: HttpAnswer, now: number): Capture {
  return {
    bytes: body,
    contentType: headers['content-type'] ?? null,
    url: withoutQuery(url),
    contentLocation: headers['content-location'] ?? null,
    filename: null,
    receivedAt: now,
  };
}

/** The address as requests name it, without user and password. */
function plainAddress(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}

/** An address of the settings may carry a key in its query; nothing that is read from the feed needs to know it. */
function withoutQuery(address: string): string {
  const url = new URL(address);
  url.search = '';
  return url.href;
}

async function ask(feed: string, request: Parameters<typeof send>[0]): Promise<HttpAnswer> {
  try {
    return await send(request);
  } catch (cause) {
    const kind = cause instanceof NetworkFailure ? cause.kind : 'cut';
    throw new FeedDown(
      `feed ${feed}: ${(cause as Error).message}`,
      kind === 'too-large' || kind === 'encoding' ? 'bad-document' : 'network',
    );
  }
}

function validatorsOf({ etag, lastModified }: Bookmark): Record<string, string> {
  return {
    ...(etag ? { 'if-none-match': String(etag) } : {}),
    ...(lastModified ? { 'if-modified-since': String(lastModified) } : {}),
  };
}

function validatorsIn({ headers, cut }: HttpAnswer): { etag: string | null; lastModified: string | null } {
  if (cut) return { etag: null, lastModified: null };
  // A feed that says it has expired already does not want to be cached.
  if (headers.expires?.trim() === '0') return { etag: null, lastModified: null };
  return { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
}

function hintsOf(answer: HttpAnswer, now: number): PollHints {
  const { headers } = answer;
  const notice = noticeOf(answer);
  const maxAge = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(headers['cache-control'] ?? '')?.[1];
  const retryAfterMs = retryAfter(headers, now);
  const waits = [maxAge === undefined ? null : Number(maxAge) * 1_000, retryAfterMs].filter((wait) => wait !== null);
  return {
    waitMs: waits.length === 0 ? null : Math.max(...waits),
    retryAfterMs,
    ...(notice === null ? {} : { notice }),
  };
}

function noticeOf({ movedTo, mended }: HttpAnswer): string | null {
  if (movedTo !== null) return `the feed has moved for good: write url: ${withoutQuery(movedTo)}`;
  if (mended === null) return null;
  return `its answers are not written as HTTP says (${mended}); they are read all the same, after a second request`;
}

function retryAfter(headers: HttpAnswer['headers'], now: number): number | null {
  const wait = readRetryAfter(headers['retry-after'], now);
  return wait === null ? null : Math.min(LONGEST_WAIT_MS, wait);
}

/** Statuses that say what a feed's state is; a row a class. */
const STATES: readonly { readonly from: number; readonly to: number; readonly state: FeedState }[] = [
  { from: 401, to: 403, state: 'blocked' },
  { from: 408, to: 408, state: 'server' },
  { from: 425, to: 425, state: 'server' },
  { from: 404, to: 404, state: 'gone' },
  { from: 410, to: 410, state: 'gone' },
  { from: 400, to: 499, state: 'blocked' },
  { from: 500, to: 599, state: 'server' },
  { from: 300, to: 399, state: 'bad-document' },
];

function refuse({ id, format }: FeedSettings, asked: string, answer: HttpAnswer, now: number): void {
  const { status, headers, body } = answer;
  const wait = retryAfter(headers, now);
  if (status === 429) throw new Snoozed(`feed ${id}: asked us to wait (429)`, now + (wait ?? 60_000));
  const found = STATES.find(({ from, to }) => status >= from && status <= to);
  const notBefore = wait === null ? null : now + wait;
  if (found !== undefined) throw new FeedDown(`feed ${id}: answered ${status}`, found.state, { notBefore });
  if (body.length === 0)
    throw new FeedDown(`feed ${id}: answered ${status} without a document`, 'bad-document', { notBefore });
  if (answer.cut && !hasOwnEnd(body))
    throw new FeedDown(`feed ${id}: the connection was cut, or stood still, before the document was whole`, 'network');
  if (PAGE_FORMATS.has(format)) return;
  refuseDocument({ feed: id, body, asked, answered: answer.url });
}

/** Feeds of these formats are pages themselves. */
const PAGE_FORMATS = new Set(['html-page', 'plain-text']);
