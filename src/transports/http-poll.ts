import { sha256 } from '../article/content.ts';
import { FeedDown, type FeedState, Snoozed } from '../article/failure.ts';
import { type HttpAnswer, NetworkFailure, send } from '../network/client.ts';
import type { FeedSettings } from '../settings/schema.ts';
import { refuseDocument } from './answer/refuse-document.ts';
import type { Bookmark, PollHints, Transport } from './contract/transport.ts';

const TIMEOUT_MS = 30_000;
const MAX_WIRE_BYTES = 10_000_000;
const MAX_BODY_BYTES = 20_000_000;
const MAX_REDIRECTS = 5;
/** Validators lie: every so many fetches the feed is asked without them. */
const UNCONDITIONAL_EVERY = 20;
const LONGEST_WAIT_MS = 2 * 86_400_000;

/** Polls an address with conditional GET. */
const httpPoll: Transport = {
  name: 'http-poll',
  async fetch({ feed, bookmark, sequence, now, signal, userAgent }) {
    if (feed.url === undefined) throw new FeedDown(`feed ${feed.id}: http-poll needs url:`, 'network');
    const headers = {
      'user-agent': userAgent,
      accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5',
      ...Object.fromEntries(Object.entries(feed.headers).map(([name, value]) => [name, value.reveal()])),
      ...(sequence % UNCONDITIONAL_EVERY === 0 ? {} : validatorsOf(bookmark)),
    };
    const answer = await ask(feed.id, {
      method: 'GET',
      url: feed.url,
      headers,
      timeoutMs: TIMEOUT_MS,
      maxWireBytes: MAX_WIRE_BYTES,
      maxBodyBytes: MAX_BODY_BYTES,
      maxRedirects: MAX_REDIRECTS,
      allowPrivateAddresses: feed.allowPrivateAddresses,
      signal,
    });
    const hints = hintsOf(answer, now);
    if (answer.status === 304) return { outcome: 'unchanged', hints };
    refuse(feed, answer, now);
    const bodySha256 = sha256(answer.body);
    if (bodySha256 === bookmark.bodySha256)
      return { outcome: 'unchanged', hints, bookmark: { ...bookmark, ...validatorsIn(answer) } };
    return {
      outcome: 'ok',
      hints,
      captures: [
        {
          capture: {
            bytes: answer.body,
            contentType: answer.headers['content-type'] ?? null,
            url: answer.url,
            contentLocation: answer.headers['content-location'] ?? null,
            filename: null,
            receivedAt: now,
          },
          bookmark: { ...validatorsIn(answer), bodySha256 },
          holds: null,
        },
      ],
    };
  },
};
export default httpPoll;

async function ask(feed: string, request: Parameters<typeof send>[0]): Promise<HttpAnswer> {
  try {
    return await send(request);
  } catch (cause) {
    const kind = cause instanceof NetworkFailure ? cause.kind : 'cut';
    throw new FeedDown(
      `feed ${feed}: ${(cause as Error).message}`,
      kind === 'too-large' || kind === 'encoding' ? 'bad-document' : 'network',
      { cause },
    );
  }
}

function validatorsOf({ etag, lastModified }: Bookmark): Record<string, string> {
  return {
    ...(etag ? { 'if-none-match': String(etag) } : {}),
    ...(lastModified ? { 'if-modified-since': String(lastModified) } : {}),
  };
}

function validatorsIn({ headers }: HttpAnswer): { etag: string | null; lastModified: string | null } {
  // A feed that says it has expired already does not want to be cached.
  if (headers.expires?.trim() === '0') return { etag: null, lastModified: null };
  return { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
}

function hintsOf({ headers }: HttpAnswer, now: number): PollHints {
  const maxAge = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(headers['cache-control'] ?? '')?.[1];
  const waits = [maxAge === undefined ? null : Number(maxAge) * 1_000, retryAfter(headers, now)].filter(
    (wait) => wait !== null,
  );
  return { waitMs: waits.length === 0 ? null : Math.max(...waits) };
}

function retryAfter(headers: HttpAnswer['headers'], now: number): number | null {
  const header = headers['retry-after']?.trim();
  if (header === undefined) return null;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, wait));
}

/** Statuses that say what a feed's state is; a row a class. */
const STATES: readonly { readonly from: number; readonly to: number; readonly state: FeedState }[] = [
  { from: 401, to: 403, state: 'blocked' },
  { from: 404, to: 404, state: 'gone' },
  { from: 410, to: 410, state: 'gone' },
  { from: 400, to: 499, state: 'blocked' },
  { from: 500, to: 599, state: 'server' },
  { from: 300, to: 399, state: 'bad-document' },
];

function refuse(feed: FeedSettings, answer: HttpAnswer, now: number): void {
  const { status, headers, body } = answer;
  const wait = retryAfter(headers, now);
  if (status === 429) throw new Snoozed(`feed ${feed.id}: asked us to wait (429)`, now + (wait ?? 60_000));
  const found = STATES.find(({ from, to }) => status >= from && status <= to);
  if (found !== undefined)
    throw new FeedDown(`feed ${feed.id}: answered ${status}`, found.state, {
      notBefore: wait === null ? null : now + wait,
    });
  if (body.length === 0) throw new FeedDown(`feed ${feed.id}: answered ${status} without a document`, 'bad-document');
  if (PAGE_FORMATS.has(feed.format)) return;
  refuseDocument({ feed: feed.id, body, asked: feed.url ?? answer.url, answered: answer.url });
}

/** Feeds of these formats are pages themselves. */
const PAGE_FORMATS = new Set(['html-page', 'plain-text']);
