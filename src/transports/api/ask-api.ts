import { z } from 'zod';
import { FeedDown, type FeedState, Snoozed } from '../../article/failure.ts';
import { decodeBytes } from '../../decode/decode.ts';
import { hasOwnEnd } from '../../decode/document-end.ts';
import { type HttpAnswer, type HttpRequest, send } from '../../network/client.ts';
import { NetworkFailure } from '../../network/failure.ts';
import { readRetryAfter } from '../../network/retry-after.ts';

const LIMITS = { timeoutMs: 30_000, maxWireBytes: 10_000_000, maxBodyBytes: 30_000_000, maxRedirects: 0 };
const LONGEST_WAIT_MS = 2 * 86_400_000;
/** How long an interface is left alone that asks us to wait and names no time. */
const DEFAULT_WAIT_MS = 60_000;
const LOOKED_AT = 2_048;
const HTML_PAGE =
  /^(?:\xef\xbb\xbf)?\s{0,100}(?:<!--[^<>]{0,500}-->\s{0,100})?<(?:!doctype\s{1,10}html|html|head|body)\b/i;

/** One request to an interface. Its address may be a secret: it stands in no failure. */
export interface ApiRequest extends Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'> {
  /** What is asked, as failures name it: `afp search`. */
  readonly what: string;
}

/** Who asks, and by which rules. */
export interface Asker {
  readonly feed: string;
  readonly userAgent: string;
  readonly allowPrivateAddresses: boolean;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * The answer to one request, whatever its status.
 * @throws FeedDown when there is none, or it was cut
 */
export async function askApi(asker: Asker, { what, headers, ...request }: ApiRequest): Promise<HttpAnswer> {
  const { feed, userAgent, allowPrivateAddresses, signal } = asker;
  try {
    return await send({
      ...LIMITS,
      ...request,
      headers: { 'user-agent': userAgent, ...headers },
      allowPrivateAddresses,
      signal,
    });
  } catch (cause) {
    const kind = cause instanceof NetworkFailure ? cause.kind : 'cut';
    const state = kind === 'too-large' || kind === 'encoding' ? 'bad-document' : 'network';
    throw new FeedDown(`feed ${feed}: ${what}`, state, { cause });
  }
}

/** The state of a feed by the status of an answer; the first row that fits counts. */
const STATES: readonly { readonly from: number; readonly to: number; readonly state: FeedState }[] = [
  { from: 300, to: 399, state: 'bad-document' },
  { from: 401, to: 403, state: 'blocked' },
  { from: 404, to: 404, state: 'gone' },
  { from: 410, to: 410, state: 'gone' },
  { from: 400, to: 499, state: 'blocked' },
  { from: 500, to: 599, state: 'server' },
];

/**
 * Refuses an answer without a document.
 * @throws Snoozed on 429, and on 503 that names a time; FeedDown on any other status that is none of success
 */
export function refuseStatus({ feed, now }: Asker, what: string, { status, headers }: HttpAnswer): void {
  const answered = now();
  const wait = retryAfterMs(headers, answered);
  if (status === 429 || (status === 503 && wait !== null))
    throw new Snoozed(`feed ${feed}: ${what}: asked us to wait (${status})`, answered + (wait ?? DEFAULT_WAIT_MS));
  const found = STATES.find(({ from, to }) => status >= from && status <= to);
  if (found === undefined) return;
  const notBefore = wait === null ? null : answered + wait;
  throw new FeedDown(`feed ${feed}: ${what}: answered ${status}`, found.state, { notBefore });
}

/** How long an answer asks to be left alone, in milliseconds, or null. */
export function retryAfterMs(headers: HttpAnswer['headers'], now: number): number | null {
  const wait = readRetryAfter(headers['retry-after'], now);
  return wait === null ? null : Math.min(LONGEST_WAIT_MS, wait);
}

/** When an answer was given by the clock of who gave it, in epoch milliseconds; `now` where it does not say. */
export function answeredAt(headers: HttpAnswer['headers'], now: number): number {
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? now : at;
}

/** The text of an answer, in the charset that it has. */
export const textOfAnswer = ({ body, headers }: Pick<HttpAnswer, 'body' | 'headers'>): string =>
  decodeBytes(body, headers['content-type'] ?? null).text;

/**
 * Refuses the document of one item where a page of words stands in its place, or where it ends before its end: what is
 * not kept is asked for again.
 * @throws FeedDown `bad-document`
 */
export function refuseHalf({ feed }: Asker, what: string, { body }: Pick<HttpAnswer, 'body'>): void {
  const beginning = Buffer.from(body.subarray(0, LOOKED_AT)).toString('latin1');
  if (HTML_PAGE.test(beginning))
    throw new FeedDown(`feed ${feed}: ${what}: answered an HTML page instead of a document`, 'bad-document');
  if (!hasOwnEnd(body)) throw new FeedDown(`feed ${feed}: ${what}: answered half a document`, 'bad-document');
}

/** A text; interfaces write ids as numbers too. */
export const TextOfJson = z.union([z.string(), z.number().transform(String)]);

/** Any JSON object. */
export const JsonRecord = z.record(z.string(), z.unknown());
export type JsonRecord = z.infer<typeof JsonRecord>;

/**
 * The JSON of an answer, checked by a schema.
 * @throws FeedDown `bad-document` when it is cut or has another shape
 */
export function readJson<Shape extends z.ZodType>(
  { feed }: Asker,
  what: string,
  { body }: HttpAnswer,
  shape: Shape,
): z.infer<Shape> {
  const text = new TextDecoder('utf-8').decode(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FeedDown(`feed ${feed}: ${what}: answered what is no whole JSON`, 'bad-document', { cause });
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new FeedDown(`feed ${feed}: ${what}: answered JSON of another shape at ${place || 'its top'}`, 'bad-document');
}
