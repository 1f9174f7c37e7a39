import { setTimeout as wait } from 'node:timers/promises';
import { type HttpAnswer, type HttpRequest, redirectTarget, send } from './client.ts';
import { NetworkFailure } from './failure.ts';
import { ALL_ALLOWED, mayFetch, NONE_ALLOWED, parseRobots, type RobotsRules } from './robots.ts';

const MAX_PAGE_BYTES = 2_000_000;
const MAX_ROBOTS_BYTES = 500_000;
const MAX_REDIRECTS = 5;
const TIMEOUT_MS = 15_000;
const ROBOTS_KEEP_MS = 86_400_000;
const ROBOTS_RETRY_MS = 600_000;
const MOST_SITES = 1_000;
/** Between two requests to one site, where its robots.txt asks for no more. */
const SITE_GAP_MS = 1_000;

/** Why a page was not had. */
export type PageRefusal =
  | 'robots'
  | 'blocked'
  | 'gone'
  | 'rate-limited'
  | 'server'
  | 'network'
  | 'too-large'
  | 'elsewhere'
  | 'not-a-page';

/** What asking for a page gave. */
export type FetchedPage =
  | {
      readonly state: 'page';
      readonly bytes: Uint8Array;
      readonly contentType: string | null;
      readonly contentLocation: string | null;
      /** The address after redirects. */
      readonly url: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly state: 'unchanged' }
  | { readonly state: 'refused'; readonly refusal: PageRefusal; readonly reason: string };

/** A page that is wanted. */
export interface PageRequest {
  readonly url: string;
  /** Validators of the last time. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The one host (with its port) that may have a private address, or null. */
  readonly openHost: string | null;
  readonly signal: AbortSignal;
}

interface Site {
  robots: RobotsRules;
  robotsUntil: number;
  /** Why no connection may be made to it, or null. */
  closed: string | null;
  /** When it may be asked again. */
  free: number;
  turn: Promise<unknown>;
}

/**
 * Fetches single pages as a polite reader does: robots.txt first and kept for a day, one request at a time to a site
 * with a pause between two, validators sent back, at most 2 MB.
 */
export class PageFetcher {
  readonly #userAgent: string;
  readonly #gapMs: number;
  readonly #now: () => number;
  readonly #sites = new Map<string, Site>();

  constructor({ userAgent, gapMs = SITE_GAP_MS, now }: { userAgent: string; gapMs?: number; now: () => number }) {
    this.#userAgent = userAgent;
    this.#gapMs = gapMs;
    this.#now = now;
  }

  /** One page; what goes wrong is in the answer. A redirect is followed by the rules of the site that it leads to. */
  async fetch(request: PageRequest): Promise<FetchedPage> {
    const asked = new URL(request.url);
    let url = asked;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const site = this.#siteOf(url.origin);
      const answer = site.turn.then(() => this.#fetchOnce(request, asked, url, site));
      site.turn = answer;
      const got = await answer;
      if (!(got instanceof URL)) return got;
      url = got;
    }
    return refused('elsewhere', `more than ${MAX_REDIRECTS} redirects`);
  }

  /** The page, or the address that the site sends us to. Never throws. */
  async #fetchOnce(request: PageRequest, asked: URL, url: URL, site: Site): Promise<FetchedPage | URL> {
    try {
      if (site.robotsUntil <= this.#now()) await this.#readRobots(request, url.origin, site);
      if (site.closed !== null) return refused('network', site.closed);
      if (!mayFetch(site.robots, url.pathname + url.search)) return refused('robots', 'robots.txt forbids it');
      const answer = await this.#ask(request, site, {
        url: url.href,
        headers: { ...validatorsOf(request), ...ACCEPT },
        maxRedirects: 0,
      });
      return redirectOf(answer, url) ?? classify(asked, answer);
    } catch (cause) {
      const { kind, message } = cause instanceof NetworkFailure ? cause : { kind: 'cut', message: String(cause) };
      return refused(REFUSALS[kind] ?? 'network', message);
    }
  }

  async #readRobots(request: PageRequest, origin: string, site: Site): Promise<void> {
    let keepMs = ROBOTS_KEEP_MS;
    site.closed = null;
    try {
      const { status, body } = await this.#ask(request, site, {
        url: `${origin}/robots.txt`,
        headers: {},
        maxRedirects: MAX_REDIRECTS,
      });
      if (status >= 500 || status === 429) throw new Error(`robots.txt: answered ${status}`);
      const text = Buffer.from(body).toString('utf8');
      site.robots = status >= 400 ? ALL_ALLOWED : parseRobots(text, this.#userAgent.split('/')[0] ?? '');
    } catch (cause) {
      if (cause instanceof NetworkFailure && cause.kind === 'address') site.closed = cause.message;
      site.robots = NONE_ALLOWED;
      keepMs = ROBOTS_RETRY_MS;
    }
    site.robotsUntil = this.#now() + keepMs;
  }

  async #ask(
    { openHost, signal }: PageRequest,
    site: Site,
    { url, headers, maxRedirects }: Pick<HttpRequest, 'url' | 'headers' | 'maxRedirects'>,
  ): Promise<HttpAnswer> {
    await wait(Math.max(0, site.free - this.#now()), undefined, { signal });
    try {
      const allowPrivateAddresses = new URL(url).host === openHost;
      const cap = url.endsWith('/robots.txt') ? MAX_ROBOTS_BYTES : MAX_PAGE_BYTES;
      return await send({
        method: 'GET',
        url,
        headers: { 'user-agent': this.#userAgent, ...headers },
        timeoutMs: TIMEOUT_MS,
        maxWireBytes: cap,
        maxBodyBytes: cap,
        maxRedirects: allowPrivateAddresses ? 0 : maxRedirects,
        allowPrivateAddresses,
        signal,
      });
    } finally {
      site.free = this.#now() + Math.max(this.#gapMs, site.robots.delayMs ?? 0);
    }
  }

  #siteOf(origin: string): Site {
    const known = this.#sites.get(origin);
    if (known !== undefined) return known;
    if (this.#sites.size >= MOST_SITES) this.#sites.delete(this.#sites.keys().next().value as string);
    const site = { robots: ALL_ALLOWED, robotsUntil: 0, closed: null, free: 0, turn: Promise.resolve() };
    this.#sites.set(origin, site);
    return site;
  }
}

const REFUSALS: Readonly<Record<string, PageRefusal>> = { 'too-large': 'too-large', redirect: 'elsewhere' };
const ACCEPT = { accept: 'text/html, application/xhtml+xml;q=0.9' };

const refused = (refusal: PageRefusal, reason: string): FetchedPage => ({ state: 'refused', refusal, reason });

function validatorsOf({ etag, lastModified }: PageRequest): Record<string, string> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

function redirectOf({ status, headers }: HttpAnswer, url: URL): URL | null {
  if (status < 300 || status > 399 || status === 304 || headers.location === undefined) return null;
  return redirectTarget(headers.location, url);
}

/** Statuses that say why there is no page; a row a class. */
const STATUSES: readonly { readonly from: number; readonly to: number; readonly refusal: PageRefusal }[] = [
  { from: 300, to: 399, refusal: 'elsewhere' },
  { from: 404, to: 404, refusal: 'gone' },
  { from: 410, to: 410, refusal: 'gone' },
  { from: 429, to: 429, refusal: 'rate-limited' },
  { from: 400, to: 499, refusal: 'blocked' },
  { from: 500, to: 599, refusal: 'server' },
];

function classify(asked: URL, { status, headers, body, url }: HttpAnswer): FetchedPage {
  if (status === 304) return { state: 'unchanged' };
  const row = STATUSES.find(({ from, to }) => status >= from && status <= to);
  if (row !== undefined) return refused(row.refusal, `answered ${status}`);
  if (isElsewhere(asked, new URL(url))) return refused('elsewhere', `redirected to ${url}`);
  const contentType = headers['content-type'] ?? null;
  const isMarkup =
    contentType === null || /^(?:text\/(?:html|plain)|application\/(?:xhtml\+xml|xml))\b/i.test(contentType);
  if (body.length === 0) return refused('not-a-page', 'answered without a document');
  if (!isMarkup || Buffer.from(body.subarray(0, 5)).toString('latin1') === '%PDF-')
    return refused('not-a-page', `answered ${contentType ?? 'a PDF'}`);
  return {
    state: 'page',
    bytes: body,
    contentType,
    contentLocation: headers['content-location'] ?? null,
    url,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
  };
}

/** A story that is not there any more sends its readers to the front page, one that is for subscribers to a page to log in. */
function isElsewhere(asked: URL, got: URL): boolean {
  if (asked.href === got.href) return false;
  if (got.pathname === '/' && asked.pathname !== '/') return true;
  return /\/(?:log-?in|sign-?in|anmelden|connexion|consent|subscribe|abo|register|error|404|not-?found)(?:[/.?]|$)/i.test(
    got.pathname,
  );
}
